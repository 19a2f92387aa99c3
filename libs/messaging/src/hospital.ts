import { afterCommit, type Tx } from '#libs/database';
import type { Count, Telemetry } from '#libs/telemetry';
import { format } from 'node:util';
import { MalformedMessage } from './envelope.js';
import { InvalidInput, Refusal } from './refusal.js';
import type { Failure, MessagingTables } from './tables.js';

/** Why a message was given up. */
export const REASONS = ['malformed', 'no-handler', 'refused', 'exhausted', 'crashed'] as const;
export type Reason = (typeof REASONS)[number];

/** A message with its history, on its way to the retry table or to the hospital. */
export interface Patient {
  id: string;
  kind: 'event' | 'effect';
  type: string;
  attributes: Record<string, unknown>;
  body: Buffer;
  attempts: number;
  errors: Failure[];
}

/** A message nobody in this service handles. Kept, because a later build may. */
export class NoHandler extends Error {
  override name = 'NoHandler';
}

/** A message that was started again and again and never ended: the process died of it. */
export class Crashed extends Error {
  override name = 'Crashed';
}

/** The reason for which an error is final at its first occurrence; undefined when trying again may help. */
export function finalReason(error: unknown): Reason | undefined {
  if (error instanceof MalformedMessage || error instanceof InvalidInput) return 'malformed';
  if (error instanceof Refusal) return 'refused';
  if (error instanceof NoHandler) return 'no-handler';
  if (error instanceof Crashed) return 'crashed';
  return undefined;
}

/** An error as one line of a patient's history. */
export function failure(error: unknown): Failure {
  const { name, message } = asError(error);
  return { at: new Date().toISOString(), error: name, message };
}

/** Where messages wait that no retry can help: whole, with the reason, until somebody acts on them. */
export class Hospital {
  private readonly admitted: Count;

  constructor(private readonly telemetry: Telemetry) {
    this.admitted = telemetry.metrics.count('hospital_admitted_total', 'Messages given up', {
      reason: REASONS,
    });
  }

  /** Admits a message. One that is there already keeps its place and takes the newer history. */
  async admit(tx: Tx<any>, patient: Patient, reason: Reason, error: unknown): Promise<void> {
    const { name, message, stack } = asError(error);
    const { id, kind, type, attributes, body, attempts, errors } = patient;
    const history = { reason, error_class: name, message, stack, attempts, errors: JSON.stringify(errors) };
    await (tx as Tx<MessagingTables>)
      .insertInto('messaging.hospital')
      .values({
        id,
        kind,
        type,
        attributes: JSON.stringify(attributes),
        body,
        datasubject: text(attributes.datasubject),
        correlation_id: text(attributes.correlationid),
        ...history,
      })
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(history))
      .execute();
    afterCommit(tx, () => {
      this.admitted.add({ reason });
      this.telemetry.log.error(
        { event_id: id, event: type, reason, error: name, attempts },
        'a message went to the hospital',
      );
    });
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** PostgreSQL keeps no NUL, and a parser quotes what it stumbled over. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd');

function asError(error: unknown): { name: string; message: string; stack: string | null } {
  const { name, message, stack } = error instanceof Error ? error : new Error(format(error));
  return { name, message: storable(message), stack: stack ? storable(stack) : null };
}
