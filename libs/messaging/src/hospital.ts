import type { Tx } from '#libs/database';
import type { Count } from '#libs/telemetry';
import { format } from 'node:util';
import type { CoreDependencies } from './dependencies.js';
import { ForgedMessage, MalformedMessage } from './envelope.js';
import { type Failure, type Patient, type Reason, REASONS } from './patient.js';
import { InvalidInput, Refusal } from './refusal.js';

/** A message for which this build of the service has no handler. It is kept, because a later build may have one. */
export class NoHandler extends Error {
  override name = 'NoHandler';
}

/** A message whose attempts never finish: it probably kills the process. */
export class Crashed extends Error {
  override name = 'Crashed';
}

/** The reason why an error is final; undefined when a retry may help. */
export function finalReason(error: unknown): Reason | undefined {
  if (error instanceof MalformedMessage || error instanceof InvalidInput) return 'malformed';
  if (error instanceof ForgedMessage) return 'forged';
  if (error instanceof Refusal) return 'refused';
  if (error instanceof NoHandler) return 'no-handler';
  if (error instanceof Crashed) return 'crashed';
  return undefined;
}

/**
 * An error as an entry in a patient's history.
 * @param at milliseconds since 1970
 */
export function failureOf(error: unknown, at: number): Failure {
  const { name, message } = asError(error);
  return { at: new Date(at).toISOString(), error: name, message };
}

/** Keeps messages that no retry can help, whole and with the reason, until an operator acts on them. */
export class Hospital {
  private readonly admitted: Count;

  constructor(private readonly core: Pick<CoreDependencies, 'store' | 'telemetry'>) {
    this.admitted = core.telemetry.metrics.count('hospital_admitted_total', 'Messages given up', {
      reason: REASONS,
    });
  }

  /** Admits a message. One that was admitted before keeps its place and gets the newer history. */
  async admit(tx: Tx, patient: Patient, reason: Reason, error: unknown): Promise<void> {
    const { store, telemetry } = this.core;
    const { name, message, stack } = asError(error);
    await store.hospital.admit(tx, patient, { reason, name, message, stack });
    const { id, type, attempts } = patient;
    store.afterCommit(tx, () => {
      this.admitted.add({ reason });
      telemetry.log.error(
        { event_id: id, event: type, reason, error: name, attempts },
        'a message went to the hospital',
      );
    });
  }
}

/** PostgreSQL stores no NUL, which an error may quote from a malformed body. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd');

function asError(error: unknown): { name: string; message: string; stack: string | null } {
  const { name, message, stack } = error instanceof Error ? error : new Error(format(error));
  return { name, message: storable(message), stack: stack ? storable(stack) : null };
}
