import type { CoreDependencies } from '../dependencies.js';
import { afterFailure, Exhausted, finalReason } from '../diagnosis.js';
import { pass } from '../failpoints.js';
import { openCircuitOf } from '../open-circuit.js';
import { retryDelay } from '../retry-schedule.js';
import type { Handle } from './handle.js';
import { Stopped } from './limit.js';
import { putOff } from './postpone.js';
import { settle } from './settle.js';

/**
 * Puts a message whose attempt failed on the list of retries.
 * @throws Exhausted when the schedule has ended; the error itself when it is final, or the attempt does not count
 */
export const retried =
  (
    { store, telemetry, runtime }: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    schedule: readonly number[],
    next: Handle,
  ): Handle =>
  (work) =>
    next(work).catch(async (error: unknown) => {
      if (error instanceof Stopped || finalReason(error)) throw error;
      if (putOff(work, error, schedule)) throw error;
      const delayMs = retryDelay(schedule, work.attempts, runtime.random());
      if (delayMs === undefined) throw new Exhausted('the last attempt failed', { cause: error });
      pass('retry.failed', work);
      const outcome = await settle(store, work, async (tx) => {
        const patient = afterFailure(work, error, runtime.now());
        await store.retries.put(tx, patient, delayMs, openCircuitOf(error)?.peer);
        store.afterCommit(tx, () => {
          const { type, id, attempts } = patient;
          telemetry.log.warn({ event: type, event_id: id, attempts, err: error }, 'an attempt failed');
        });
        return 'retry';
      });
      pass('retry.stored', work);
      return outcome;
    });
