import { eventually } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogRotation, rotate } from '../src/log-rotation.js';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-rotation-'));
  log = join(folder, 'loyalty.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a log', () => {
  it('that is too large is moved away, and its writer goes on with the next line', () => {
    const writer = openSync(log, 'a');
    for (const line of ['first', 'second', 'third']) {
      writeSync(writer, `${line}\n`);
      rotate(log, 8);
    }
    expect([readFileSync(`${log}.1`, 'utf8'), readFileSync(log, 'utf8')]).toEqual([
      'first\nsecond\n',
      'third\n',
    ]);
  });

  it('that is small, or not there, stays as it is', () => {
    writeFileSync(log, 'first\n');
    rotate(log, 8);
    rotate(join(folder, 'none.log'), 8);
    expect([readFileSync(log, 'utf8'), existsSync(`${log}.1`)]).toEqual(['first\n', false]);
  });

  it('is watched while the platform runs, and so are the logs of others', async () => {
    const other = join(folder, 'postgres');
    const rotation = new LogRotation(folder, [other], 8, 1).start();
    for (const file of [log, other]) writeFileSync(file, 'x'.repeat(9));
    await eventually(() => [log, other].every((file) => existsSync(`${file}.1`)));
    await rotation.stop();
  });
});
