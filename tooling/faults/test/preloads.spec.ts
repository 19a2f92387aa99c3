import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a program prints that is loaded after a module. */
function printedAfter(preload: string, parameters: Record<string, string>, program: string): unknown {
  const url = pathToFileURL(join(import.meta.dirname, '../src/preloads', preload));
  url.search = String(new URLSearchParams(parameters));
  const args = ['--import', url.href, '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '..'),
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('a shifted clock', () => {
  it('moves what the program takes for now, and no other time', () => {
    const [now, fresh, fixed, performed] = printedAfter(
      'shifted-clock.ts',
      { ms: '3600000' },
      `console.log(JSON.stringify([Date.now(), +new Date(), +new Date(5), performance.now()]))`,
    ) as number[];
    const ahead = (time = 0) => Math.round((time - Date.now()) / 600_000);
    expect([ahead(now), ahead(fresh), fixed]).toEqual([6, 6, 5]);
    expect(performed).toBeLessThan(60_000);
  });
});

describe('an ignored event', () => {
  it('is taken as done without its handler, and its id is kept', () => {
    const folder = mkdtempSync(join(tmpdir(), 'troupe-ignored-'));
    try {
      const log = join(folder, 'ids');
      const handled = printedAfter(
        'ignored-event.ts',
        { type: 'thing.made.v1', log },
        `import { Server } from '@nestjs/microservices';
         class Transport extends Server { on() {} listen() {} close() {} unwrap() {} }
         const transport = new Transport();
         const handled = [];
         for (const type of ['thing.made.v1', 'thing.lost.v1'])
           transport.addHandler(type, async () => handled.push(type), true);
         for (const [type, handle] of transport.getHandlers())
           await handle({}, { envelope: { id: 'id of ' + type } });
         console.log(JSON.stringify(handled))`,
      );
      expect(handled).toEqual(['thing.lost.v1']);
      expect(readFileSync(log, 'utf8')).toBe('id of thing.made.v1\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
