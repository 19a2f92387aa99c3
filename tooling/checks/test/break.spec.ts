import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '#tooling/testing';
import { runBreakTour } from '../src/break/break-tour.js';
import { type CarelessChange, CARELESS_CHANGES } from '../src/break/careless-changes.js';
import { applyEdit } from '../src/break/throwaway-copy.js';

const ROOT = join(import.meta.dirname, '../../..');

describe('a careless change', () => {
  it.each(CARELESS_CHANGES)('still applies to the sources: $name', ({ edits }) => {
    for (const edit of edits) {
      const before = readFileSync(join(ROOT, edit.file), 'utf8');
      expect(applyEdit(before, edit)).toHaveLength(
        before.length + (edit.times ?? 1) * (edit.is.length - edit.was.length),
      );
    }
  });

  it.each([0, 2])('does not apply when its text occurs %d times', (times) => {
    const edit = { file: 'lamp.txt', was: 'dim', is: 'dark' };
    expect(() => applyEdit('dim'.repeat(times), edit)).toThrow(
      `lamp.txt contains this text ${times} times instead of once`,
    );
  });
});

describe('npm run break', () => {
  let root: GitRepository;
  let lines: string[];
  const print = (line: string) => void lines.push(line);
  const dimming = (check: string): CarelessChange => ({
    name: `dim the lamp, ${check}`,
    why: 'It is bright.',
    commitMessage: 'Save power',
    edits: [{ file: 'lamp.txt', was: 'watts: 7', is: 'watts: 3' }],
    check,
    finding: /^.* watts: 3$/gm,
  });
  const FAILS = 'echo "the lamp has $(cat lamp.txt)" && exit 1';

  beforeEach(() => {
    lines = [];
    root = new GitRepository();
    root.write('package.json', '{"scripts": {"build": "exit 0"}}');
    root.write('lamp.txt', 'watts: 7\n');
    root.commit([]);
  });
  afterEach(() => root.remove());

  it('shows each commit and what caught it, in a copy', async () => {
    const head = root.git('rev-parse', 'HEAD');
    expect(await runBreakTour([dimming(FAILS), dimming(FAILS)], root.folder, print)).toBe(0);
    const output = lines.join('\n');
    expect(output).toMatch(/commit: Save power\n {2}lamp\.txt\n.*-watts: 7.*\n.*\+watts: 3/);
    expect(output).toMatch(/\n.*the lamp has watts: 3.*\n {2}caught in \d+ s/);
    expect(output).toContain('2 of 2 careless changes were caught');

    expect(readFileSync(join(root.folder, 'lamp.txt'), 'utf8')).toBe('watts: 7\n');
    expect(root.git('log', '--all', '--format=%H')).toBe(head);
    const [, copy = ''] = /copy of your last commit in (\S+);/.exec(output) ?? [];
    expect(copy).not.toBe('');
    expect(existsSync(copy)).toBe(false);
  });

  it.each([
    ['passes', 'exit 0', 'NOT caught: the check passed'],
    ['fails for another reason', 'echo "no power" && exit 1', 'no power'],
  ])('fails when a check %s', async (_, check, expected) => {
    expect(await runBreakTour([dimming(check), dimming(FAILS)], root.folder, print)).toBe(1);
    const output = lines.join('\n');
    expect(output).toMatch(/NOT caught: the check (passed|failed)/);
    expect(output).toContain(expected);
    expect(output).toContain('1 of 2 careless changes were caught');
  });

  it('ends early when it is interrupted', async () => {
    const interrupted = new AbortController();
    const interrupt = (line: string) => {
      print(line);
      if (line.includes('caught in')) interrupted.abort();
    };
    expect(
      await runBreakTour([dimming(FAILS), dimming(FAILS)], root.folder, interrupt, interrupted.signal),
    ).toBe(1);
    expect(lines.join('\n')).toContain('1 of 2 careless changes were caught');
  });

  it('refuses a commit that does not build', async () => {
    root.write('package.json', '{"scripts": {"build": "echo no lamp && exit 1"}}');
    root.commit([]);
    await expect(runBreakTour([dimming(FAILS)], root.folder, print)).rejects.toThrow(
      /does not build:[^]*no lamp/,
    );
  });
});
