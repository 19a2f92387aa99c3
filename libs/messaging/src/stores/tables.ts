import { type ColumnType, type Generated, sql } from 'kysely';
import { storable } from '../diagnosis.js';
import type { Failure } from '../patient.js';

type Json<T> = ColumnType<T, string, string>;
type Given = Generated<Date>;

/** A message that is retried or was given up, with its history. */
interface Kept {
  id: string;
  kind: 'event' | 'effect';
  attributes: Json<Record<string, unknown>>;
  body: Buffer;
  datasubject: string | null;
  errors: Json<Failure[]>;
}

/** The tables of the schema `messaging` in every service's database. */
export interface MessagingTables {
  'messaging.outbox': {
    seq: Generated<string>;
    id: string;
    type: string;
    subject: string;
    datasubject: string | null;
    attributes: Json<Record<string, unknown>>;
    body: Json<unknown> | null;
    created_at: Given;
    sent_at: Date | null;
  };
  'messaging.inbox': { event_id: string; done: boolean; type: string | null; received_at: Given };
  'messaging.started': { event_id: string; starts: number; started_at: Given };
  'messaging.retry': Kept & {
    type: string;
    attempts: Generated<number>;
    starts: Generated<number>;
    due: Date;
    since: Given;
    created_at: Given;
    waits_for: string | null;
  };
  'messaging.hospital': Kept & {
    ward_id: Generated<string>;
    type: string | null;
    correlation_id: string | null;
    reason: string;
    error_class: string;
    message: string;
    stack: string | null;
    place: string | null;
    fingerprint: ColumnType<string, never, never>;
    attempts: number;
    admitted_at: Given;
    replaced_by: string | null;
  };
  'messaging.act': {
    act_id: Generated<string>;
    at: Given;
    act: string;
    who: string;
    why: string;
    kind: string;
    id: string;
    type: string | null;
    correlation_id: string | null;
    replaced_by: string | null;
  };
  'messaging.tombstone': { datasubject: string; erased_at: Given; vacuumed_at: Date | null };
}

/** The message of a patient that an erasure has blanked. No later copy, which may name no person, writes onto it. */
export const ERASED = 'erased';

/** An attribute that should be text; null when it is not, as in a malformed message. */
export const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? storable(value) : null;

/** Attributes as JSON that PostgreSQL can store, whatever a sender put into them. */
export const jsonOf = (attributes: Record<string, unknown>): string =>
  JSON.stringify(attributes, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));

/** A time of the database that lies further in the future comes from a clock that has stepped back since. */
export const CLOCK_TOLERANCE = sql`interval '5 seconds'`;
