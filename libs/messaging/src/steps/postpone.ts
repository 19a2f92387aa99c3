import type { CoreDependencies } from '../dependencies.js';
import { ErasureHeld } from '../erasure.js';
import type { Handle } from './handle.js';
import { settle } from './settle.js';

/** Longest time to the next look at an erasure that is held, in milliseconds, when no schedule says otherwise. */
const LOOK_AFTER_MS = 3_600_000;

/** Puts an erasure that is held on the list of retries. The attempt does not count, because nothing has failed. */
export const postponed =
  (
    { store, telemetry }: Pick<CoreDependencies, 'store' | 'telemetry'>,
    schedule: readonly number[],
    next: Handle,
  ): Handle =>
  (work) =>
    next(work).catch(async (error: unknown) => {
      if (!(error instanceof ErasureHeld)) throw error;
      const { type, id, lease } = work;
      const delayMs = Math.min(error.forMs, schedule.at(-1) ?? LOOK_AFTER_MS);
      telemetry.log.info({ event: type, event_id: id, ms: error.forMs }, 'an erasure is held');
      if (lease === undefined)
        return settle(store, work, async (tx) => {
          await store.retries.put(tx, work, delayMs);
          return 'held';
        });
      await store.retries.giveBack({ ...work, lease }, delayMs);
      return 'held';
    });
