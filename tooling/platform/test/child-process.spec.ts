import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eventually } from '../src/index.js';

const PLATFORM = join(import.meta.dirname, '../../../dist/tooling/platform/src/index.js');
/** Fills the threads of libuv's pool for minutes. */
const BUSY = `import { pbkdf2 } from 'node:crypto';
  for (let at = 0; at < 4; at++) pbkdf2('', '', 1_000_000_000, 64, 'sha512', () => {});
  console.log(process.pid);
  setInterval(() => {}, 60_000);`;
const PARENT = `const { ChildProcess } = await import(${JSON.stringify(PLATFORM)});
  const output = (text) => process.stdout.write(text);
  ChildProcess.startNode('busy', ['--input-type=module', '--eval', ${JSON.stringify(BUSY)}], { output });`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a Node process of the platform', () => {
  let pid: number;
  afterAll(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));

  it('ends with its killed parent at once, although its threads are busy', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', PARENT]);
    const errors = text(parent.stderr);
    const [line] = await Promise.race([
      once(parent.stdout, 'data'),
      once(parent, 'exit').then(async () => Promise.reject(new Error(await errors))),
    ]);
    pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => !isAlive(pid));
  });
});
