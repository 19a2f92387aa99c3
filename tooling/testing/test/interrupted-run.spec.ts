import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '#tooling/platform';

const SET_UP = new URL('../jest/global-setup.js', import.meta.url).href;
/** Sets a run up as Jest does, prints the run's folder, and goes on. */
const RUN = `
  const { default: setUp } = await import(${JSON.stringify(SET_UP)});
  await setUp({});
  console.log(process.env.TMPDIR);
  setInterval(() => {}, 1000);`;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('leaves neither its database nor its files behind when a run is interrupted, even twice', async () => {
  const run = spawn(process.execPath, ['--input-type=module', '-e', RUN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(run, 'close');
  const [folder] = (await once(createInterface(run.stdout), 'line')) as [string];
  const [pid] = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n');
  run.kill('SIGINT');
  run.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(existsSync(folder)).toBe(false);
  await eventually(() => !isAlive(Number(pid)));
});
