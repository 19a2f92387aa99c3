import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'troupe-preloads-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** How a program ended that is loaded after a module, and what it printed. */
function runAfter(preload: string, parameters: Record<string, string>, program: string) {
  const url = pathToFileURL(join(import.meta.dirname, '../src/preloads', preload));
  url.search = String(new URLSearchParams(parameters));
  const args = ['--import', url.href, '--input-type=module', '--eval', program];
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { signal, status, stdout, stderr };
}

/** Messages pass a failpoint, and the program prints what came of each. */
const passages = (...ids: string[]) => `
  import { channel } from 'node:diagnostics_channel';
  for (const id of ${JSON.stringify(ids)}) {
    const passed = { id, type: id.split('-')[0], claim: id.split('-')[1] };
    const began = performance.now();
    channel('troupe.failpoint.inbox.entered').publish(passed);
    console.log(id, passed.error?.message ?? 'passed', performance.now() - began > 40 ? 'late' : '');
  }`;

describe('a failpoint', () => {
  const at = (parameters: Record<string, string>, ...ids: string[]) => {
    const mark = join(folder, 'mark');
    writeFileSync(mark, '', { flag: 'a' });
    const run = runAfter('failpoint.ts', { at: 'inbox.entered', mark, ...parameters }, passages(...ids));
    return { ...run, mark: readFileSync(mark, 'utf8') };
  };

  it('kills the process at the n-th passage, and says so before', () => {
    const run = at({ act: 'kill', passage: '2' }, 'a', 'b', 'c');
    expect(run).toMatchObject({ signal: 'SIGKILL', stdout: 'a passed \n', mark: 'b\n' });
  });

  it('counts messages of one type alone', () => {
    const run = at({ act: 'kill', type: 'b' }, 'a', 'a', 'b', 'c');
    expect(run).toMatchObject({ signal: 'SIGKILL', stdout: 'a passed \na passed \n' });
  });

  it('makes the step fail once', () => {
    const run = at({ act: 'throw' }, 'a', 'b');
    expect(run.stdout).toBe('a inbox.entered fails, because a test wants it \nb passed \n');
  });

  it('delays the process', () => {
    expect(at({ act: 'delay', ms: '60' }, 'a', 'b').stdout).toBe('a passed late\nb passed \n');
  });

  it('kills each process to which the first message comes again, and no other', () => {
    expect(at({ act: 'poison' }, 'a', 'b')).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    expect(at({ act: 'poison' }, 'b', 'a', 'c')).toMatchObject({ signal: 'SIGKILL', stdout: 'b passed \n' });
    expect(at({ act: 'poison' }, 'b', 'c')).toMatchObject({ signal: null, status: 0 });
  });
});

describe('the list of duplicates', () => {
  it('has each redelivery that an inbox absorbs', () => {
    const log = join(folder, 'log');
    runAfter('duplicates.ts', { log }, passages('a-done', 'b-duplicate', 'c-erased', 'b-duplicate'));
    expect(readFileSync(log, 'utf8')).toBe('b-duplicate\nb-duplicate\n');
  });
});

describe('a patched file', () => {
  const write = (text: string) => {
    mkdirSync(join(folder, 'dist/libs'), { recursive: true });
    writeFileSync(join(folder, 'dist/libs/thing.mjs'), text);
    return `import { thing } from '${pathToFileURL(join(folder, 'dist/libs/thing.mjs')).href}'; console.log(thing);`;
  };
  const patch = { file: 'libs/thing.mjs', was: `'whole'`, becomes: `'broken'` };

  it('runs with its change', () => {
    expect(runAfter('patched.ts', patch, write(`export const thing = 'whole';`)).stdout).toBe('broken\n');
  });

  it('must have what changes', () => {
    const { status, stderr } = runAfter('patched.ts', patch, write(`export const thing = 'other';`));
    expect(status).toBe(1);
    expect(stderr).toContain(`libs/thing.mjs does not have: 'whole'`);
  });
});
