import type { AttemptMetrics } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import { afterFailure, asError, Crashed, Exhausted, finalReason } from '../diagnosis.js';
import { pass } from '../failpoints.js';
import type { Patient } from '../patient.js';
import type { Handle } from './handle.js';
import { settle } from './settle.js';

/** A message whose attempts were started so often without finishing counts as one that kills the process. */
const MAX_STARTS = 3;

/**
 * Admits a message that no retry can help to the hospital: whole and with the reason, until an operator acts on it.
 * @param onAdmission the effect that an effect of each type has run then
 */
export const hospitalized =
  (
    { store, telemetry, runtime }: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    { admitted }: AttemptMetrics,
    onAdmission: ReadonlyMap<string, string>,
    next: Handle,
  ): Handle =>
  (work) =>
    next(work).catch(async (thrown: unknown) => {
      const reason = finalReason(thrown);
      if (!reason) throw thrown;
      const error = thrown instanceof Exhausted ? thrown.cause : thrown;
      pass('hospital.admitting', work);
      const outcome = await settle(store, work, async (tx) => {
        const patient = afterFailure(work, error, runtime.now());
        const { id, type, attempts } = patient;
        const diagnosis = { reason, ...asError(error) };
        await store.retries.remove(work, tx);
        await store.hospital.admit(tx, patient, diagnosis);
        const then = work.kind === 'effect' && onAdmission.get(type);
        if (then) await store.retries.put(tx, followUp(patient, then), 0);
        store.afterCommit(tx, () => {
          admitted.add({ reason });
          telemetry.log.error(
            { event_id: id, event: type, reason, error: diagnosis.name, attempts },
            'a message went to the hospital',
          );
        });
        return 'hospital';
      });
      pass('hospital.admitted', work);
      return outcome;
    });

/** The effect by which a service hears that another one was admitted: new, with the same data and for the same person. */
const followUp = ({ id, attributes, ...patient }: Patient, type: string): Patient => ({
  ...patient,
  id: `${id}-admitted`,
  type,
  attributes: { ...attributes, type },
  attempts: 0,
  errors: [],
});

/**
 * Starts no message any more that has probably killed the process before.
 * @throws Crashed after too many starts
 */
export const survivable =
  (next: Handle): Handle =>
  async (work) => {
    if (work.starts <= MAX_STARTS) return next(work);
    throw new Crashed(
      `${MAX_STARTS} attempts started and none finished: the message probably kills the process`,
    );
  };
