import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, readFileSync } from 'node:fs';

/*
 * Loaded before a service (`--import`): at the failpoint `at`, the process is killed, stopped, delayed, or fails.
 *
 * - `passage`: at which passage, counted from 1; by default at the first
 * - `type`: counts only messages of this type
 * - `act`: `kill`, `stop`, `delay` for `ms`, `throw`, or `poison`, which kills whenever the first message passes again
 * - `mark`: the file that is written to before it happens, because nothing else tells that it did
 */

const given = Object.fromEntries(new URL(import.meta.url).searchParams) as Record<string, string>;
const { at, passage = '1', type, act, ms = '0', mark } = given;
let passages = 0;

const acts: Record<string, (passed: { id: string; error?: Error }) => void> = {
  kill: () => process.kill(process.pid, 'SIGKILL'),
  stop: () => process.kill(process.pid, 'SIGSTOP'),
  poison: () => process.kill(process.pid, 'SIGKILL'),
  delay: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(ms)),
  throw: (passed) => void (passed.error = new Error(`${at} fails, because a test wants it`)),
};

/** Whether it happens now. A poisonous message is recognized in the next process, too. */
function isDue(id: string): boolean {
  if (act !== 'poison') return ++passages === Number(passage);
  const poisonous = readFileSync(mark!, 'utf8').split('\n')[0];
  return !poisonous || poisonous === id;
}

subscribe(`troupe.failpoint.${at}`, (message) => {
  const passed = message as { id: string; type: string; error?: Error };
  if ((type && passed.type !== type) || !isDue(passed.id)) return;
  appendFileSync(mark!, `${passed.id}\n`);
  acts[act!]!(passed);
});
