import type { Outcome } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import { ErasureHeld } from '../erasure.js';
import { openCircuitOf } from '../open-circuit.js';
import { retryDelay } from '../retry-schedule.js';
import type { Handle, Work } from './handle.js';
import { settle } from './settle.js';

/** Longest time to the next look at an erasure that is held, in milliseconds, when no schedule says otherwise. */
const LOOK_AFTER_MS = 3_600_000;
/** Longest time for which a message is put off at once because a circuit is open, in milliseconds. */
const LONGEST_PUT_OFF_MS = 300_000;
/**
 * For how many times the length of the schedule an open circuit costs a message no attempt: a day with the schedule of
 * 72 minutes. A circuit that never closes must not keep a message from the hospital for ever.
 */
const PATIENCE = 20;

/** For how long an open circuit costs a message no attempt, in milliseconds. @param schedule in milliseconds */
export const patienceMs = (schedule: readonly number[]): number =>
  PATIENCE * schedule.reduce((sum, one) => sum + one, 0);

/** Why an attempt does not count, and when the message comes again. */
interface PutOff {
  outcome: Outcome;
  delayMs: number;
  /** The peer whose circuit is open. */
  peer?: string;
}

/** How a message is put off that cannot be handled now, although nothing of it has failed; undefined when it has. */
export function putOff(
  work: Work,
  error: unknown,
  schedule: readonly number[],
  random = 0.5,
): PutOff | undefined {
  const { waitedMs = 0, waitsFor } = work;
  const [first] = schedule;
  if (error instanceof ErasureHeld)
    return { outcome: 'held', delayMs: Math.min(error.forMs, nextLookMs(waitedMs, schedule)) };
  const circuit = openCircuitOf(error);
  if (!circuit || first === undefined || waitedMs >= patienceMs(schedule)) return undefined;
  // It was woken to find out whether the peer answers again: one that waits alone is woken each time.
  const isProbe = waitsFor === circuit.peer;
  if (circuit.wasCalled && !isProbe) return undefined;
  const ms = Math.min(Math.max(first, waitedMs), Math.max(first, LONGEST_PUT_OFF_MS));
  return { outcome: 'circuit open', delayMs: retryDelay([ms], 0, random) ?? ms, peer: circuit.peer };
}

/** The next look at an erasure that is held: often at first, because most of what is owed ends soon, and then ever more seldom. */
const nextLookMs = (waitedMs: number, schedule: readonly number[]): number =>
  Math.min(Math.max(schedule[0] ?? LOOK_AFTER_MS, waitedMs), schedule.at(-1) ?? LOOK_AFTER_MS);

/** Puts a message that cannot be handled now on the list of retries. The attempt does not count. */
export const postponed =
  (
    { store, telemetry, runtime }: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    schedule: readonly number[],
    next: Handle,
  ): Handle =>
  (work) =>
    next(work).catch(async (error: unknown) => {
      const found = putOff(work, error, schedule, runtime.random());
      if (!found) throw error;
      const { outcome, delayMs, peer } = found;
      const { type, id, lease } = work;
      if (outcome === 'held')
        telemetry.log.info({ event: type, event_id: id, ms: delayMs }, 'an erasure is held');
      if (lease === undefined)
        return settle(store, work, async (tx) => {
          await store.retries.put(tx, work, delayMs, peer);
          return outcome;
        });
      await store.retries.putOff({ ...work, lease }, delayMs, peer);
      return outcome;
    });
