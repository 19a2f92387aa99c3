import type { Database } from '#libs/database';
import { sql } from 'kysely';
import type { z } from 'zod';
import { rulesBrokenBy, type ContractBreak } from '../contract-breaks.js';
import { type Message, readData } from '../envelope.js';
import type { Events } from '../events.js';
import { causeOf, masked } from '../mask.js';
import type { Failure, Patient, Reason } from '../patient.js';
import type { MessageKey } from '../store.js';
import { type Note, noteOf } from './notes.store.js';
import { patienceMs } from '../steps/postpone.js';
import { ERASED } from './tables.js';

/** Which messages to list. */
export interface MessageFilter {
  /** The type of the event or effect. */
  event?: string | undefined;
  fingerprint?: string | undefined;
  /** Any of these: the id of the message, its correlation ID, or the id of the person concerned. */
  about?: readonly string[] | undefined;
  /** Leaves out the patients that an edited message has replaced. */
  state?: 'open' | undefined;
}

/** Where a page of patients begins, and the last patient of all pages, by their positions. */
export interface PatientPages {
  after: string | null;
  upTo: string | null;
}

/** Messages that were given up for the same error, at the same place, of the same type. */
export interface PatientGroup {
  fingerprint: string;
  event: string | null;
  error: string;
  place: string | null;
  reasons: Reason[];
  patients: number;
  /** How many different people they are about, without those who have been erased. */
  people: number;
  /** How many of them are about people who have been erased since, so that they can only be discarded. */
  erased: number;
  oldest: Date;
  newest: Date;
  /** What the newest of these errors said, in its first line, with nothing that it quotes. */
  message: string | null;
  note: NoteText | null;
  /** How many of them have a note of their own. */
  noted: number;
}

/** A note; its time is text, as JSON has it. */
type NoteText = Omit<Note, 'at'> & { at: string };

/** A message that was given up, without what it says. */
export interface PatientSummary extends MessageKey {
  /** Its place in the order of admission. */
  position: string;
  event: string | null;
  fingerprint: string;
  reason: Reason;
  attempts: number;
  admittedAt: Date;
  /** What failed last. Null, like the ids below, when the person concerned has been erased. */
  error: Pick<Failure, 'error' | 'message'> | null;
  correlationId: string | null;
  /** The event itself, or the event whose handler added the effect. */
  eventId: string | null;
  isErased: boolean;
  /** The id of the message that an operator has edited it to, and that took its place. */
  replacedBy: string | null;
  /** About it, or else about its group. */
  note: NoteText | null;
}

/** A message that waits for its next attempt. */
export interface WaitingSummary extends MessageKey {
  event: string;
  correlationId: string | null;
  /** The event itself, or the event whose handler added the effect. */
  eventId: string | null;
  /** Failed ones. */
  attempts: number;
  error: Failure | null;
  /** The peer whose circuit was open at its last attempt. */
  waitsFor: string | null;
  isRunning: boolean;
  /** When its next attempt is due; of one that runs, when it counts as dead. */
  nextAt: Date;
  /** About when it goes to the hospital, if every attempt fails at once, and if the circuit that it waits for stays open. */
  hospitalAt: Date;
}

/** Messages of one type that wait for their next attempt after the same error. */
export interface WaitingGroup {
  kind: MessageKey['kind'];
  event: string;
  error: string | null;
  /** What the last of these errors said, in its first line, with nothing that it quotes. */
  message: string | null;
  messages: number;
  /** How many different people they are about. */
  people: number;
  /** When the next of them is attempted. */
  nextAt: Date;
  /** About when the first of them goes to the hospital, if every attempt fails at once. */
  hospitalAt: Date;
}

/** One message with its history. */
export interface MessageHistory extends MessageKey {
  event: string | null;
  attributes: Patient['attributes'];
  attempts: number;
  errors: Failure[];
  /** The data, masked unless the whole was asked for; null when it is not JSON. */
  body: unknown;
  bytes: number;
  /** The id of the edited message that took its place. */
  replacedBy: string | null;
  /** Undefined when it waits for an attempt. */
  diagnosis?: { reason: Reason; error: string; message: string; stack: string | null; place: string | null };
  /** What it breaks of the contract by which this build reads it. */
  breaks: ContractBreak[];
  acts: RecordedAct[];
}

/** An act of an operator. */
export interface RecordedAct extends MessageKey {
  act: string;
  at: Date;
  who: string;
  why: string;
  event: string | null;
  correlationId: string | null;
  /** Of an edit: the id of the message that took its place. */
  replacedBy: string | null;
}

type Kept = Omit<MessageHistory, 'body' | 'bytes' | 'breaks' | 'acts'> & { body: Buffer };

/** What operators read of the messages that wait or were given up. It has nothing of people who were erased. */
export class HospitalRecords {
  private readonly schemas: ReadonlyMap<string, z.ZodType>;

  /** @param schedule milliseconds from each failure to the next attempt */
  constructor(
    private readonly database: Database,
    private readonly schedule: readonly number[],
    { heard, effects }: Pick<Events, 'heard' | 'effects'>,
  ) {
    this.schemas = new Map([...heard, ...effects].map(({ type, schema }) => [type, schema]));
  }

  /** How many messages wait for another attempt after a failed one, and how many were given up and not replaced. */
  async counts(): Promise<{ waiting: number; patients: number }> {
    const { rows } = await sql<{ waiting: number; patients: number }>`
      select (select count(*)::int from messaging.retry where attempts > 0) as waiting,
        (select count(*)::int from messaging.hospital where replaced_by is null) as patients`.execute(
      this.database.query,
    );
    return rows[0]!;
  }

  /** The groups of the patients that were not replaced, the largest first. */
  async groups({ event, fingerprint }: MessageFilter): Promise<PatientGroup[]> {
    const { rows } = await sql<PatientGroup>`
      select fingerprint, type as event, error_class as error, place, array_agg(distinct reason) as reasons,
        count(*)::int as patients, (count(distinct datasubject) filter (where message <> ${ERASED}))::int as people,
        (count(*) filter (where message = ${ERASED}))::int as erased,
        min(admitted_at) as oldest, max(admitted_at) as newest, ${noteOf(GROUP)} as note,
        (array_agg(message order by admitted_at desc) filter (where message <> ${ERASED}))[1] as message,
        (count(*) filter (where exists (select from messaging.note n where n.kind = hospital.kind and n.id = hospital.id)))::int as noted
      from messaging.hospital
      where replaced_by is null and ${is(sql`type`, event)} and ${is(sql`fingerprint`, fingerprint)}
      group by fingerprint, type, error_class, place order by count(*) desc, min(admitted_at)`.execute(
      this.database.query,
    );
    return rows.map((row) => ({ ...row, message: causeOf(row.message) }));
  }

  /** Patients, in the order of their admission. @param pages to read in several pages what is there now */
  async patients(
    { event, fingerprint, about, state }: MessageFilter,
    most: number,
    { after = null, upTo = null }: Partial<PatientPages> = {},
  ): Promise<PatientSummary[]> {
    const { rows } = await sql<PatientSummary>`
      select kind, id, ward_id as position, type as event, fingerprint, reason, attempts, admitted_at as "admittedAt",
        message = ${ERASED} as "isErased", replaced_by as "replacedBy",
        ${noteOf([sql`hospital.kind`, sql`hospital.id`], GROUP)} as note,
        case when message <> ${ERASED} then json_build_object('error', error_class, 'message', message) end as error,
        case when message <> ${ERASED} then correlation_id end as "correlationId",
        case when message <> ${ERASED} then attributes ->> 'id' end as "eventId"
      from messaging.hospital
      where ${is(sql`type`, event)} and ${is(sql`fingerprint`, fingerprint)}
        and ${isAbout(about, sql`correlation_id`)} and ${state === 'open' ? sql`replaced_by is null` : sql`true`}
        and ward_id > coalesce(${after}::bigint, 0) and ward_id <= coalesce(${upTo}::bigint, ward_id)
      order by ward_id limit ${most}`.execute(this.database.query);
    return rows;
  }

  /** The position of the patient who was admitted last; 0 when there never was one. */
  async lastPosition(): Promise<string> {
    const { rows } = await sql<{ last: string }>`
      select coalesce(max(ward_id), 0) as last from messaging.hospital`.execute(this.database.query);
    return rows[0]?.last ?? '0';
  }

  /** What waits for an attempt, the next one first. */
  async waiting({ event, about }: MessageFilter, most: number): Promise<WaitingSummary[]> {
    const { rows } = await sql<WaitingSummary>`
      select kind, id, type as event, attributes ->> 'correlationid' as "correlationId",
        attributes ->> 'id' as "eventId", attempts, errors -> -1 as error, waits_for as "waitsFor",
        starts > 0 as "isRunning", due as "nextAt", ${this.hospitalAt} as "hospitalAt"
      from messaging.retry
      where ${is(sql`type`, event)} and ${isAbout(about, sql`attributes ->> 'correlationid'`)}
      order by due, id limit ${most}`.execute(this.database.query);
    return rows;
  }

  /** What waits for another attempt because one has failed or a circuit is open, by type and error, the most messages first. */
  async waitingGroups(): Promise<WaitingGroup[]> {
    const { rows } = await sql<WaitingGroup>`
      select kind, type as event, coalesce(errors -> -1 ->> 'error', 'PeerFailure') as error,
        (array_agg(coalesce(errors -> -1 ->> 'message', waits_for || ': circuit open') order by due desc))[1] as message,
        count(*)::int as messages, count(distinct datasubject)::int as people, min(due) as "nextAt",
        min(${this.hospitalAt}) as "hospitalAt"
      from messaging.retry where attempts > 0 or waits_for is not null
      group by 1, 2, 3 order by count(*) desc, min(due)`.execute(this.database.query);
    return rows.map((row) => ({ ...row, message: causeOf(row.message) }));
  }

  /** The events that this service has taken on and not handled, at most so many: they wait for an attempt or were given up. */
  async unhandledEvents(most: number): Promise<Message[]> {
    const { rows } = await sql<Message>`
      select attributes, body from messaging.retry where kind = 'event'
      union all
      select attributes, body from messaging.hospital where kind = 'event' and message <> ${ERASED} and replaced_by is null
      limit ${most}`.execute(this.database.query);
    return rows;
  }

  /**
   * One message that waits or was given up; undefined when there is none, or its person was erased.
   * @param isWhole whether to show all of the body
   */
  async message({ kind, id }: MessageKey, isWhole: boolean): Promise<MessageHistory | undefined> {
    const { rows } = await sql<Kept>`
      select kind, id, type as event, attributes, attempts, errors, body, replaced_by as "replacedBy",
        json_build_object('reason', reason, 'error', error_class, 'message', message, 'stack', stack, 'place', place)
          as diagnosis
      from messaging.hospital where kind = ${kind} and id = ${id} and message <> ${ERASED}
      union all
      select kind, id, type, attributes, attempts, errors, body, null, null
      from messaging.retry where kind = ${kind} and id = ${id}`.execute(this.database.query);
    const [kept] = rows;
    if (!kept) return undefined;
    const { body, ...message } = kept;
    const breaks = rulesBrokenBy(kept, kind, this.schemas.get(String(kept.event)));
    return {
      ...message,
      ...shown(kept, isWhole),
      bytes: body.byteLength,
      breaks,
      acts: await this.acts(200, id),
    };
  }

  /** The acts of operators, the newest first. @param id of a message, to list those on it only */
  async acts(most: number, id?: string): Promise<RecordedAct[]> {
    const { rows } = await sql<RecordedAct>`
      select act, at, who, why, kind, id, type as event, correlation_id as "correlationId",
        replaced_by as "replacedBy"
      from messaging.act where (${is(sql`id`, id)} or ${is(sql`replaced_by`, id)}) order by act_id desc limit ${most}`.execute(
      this.database.query,
    );
    return rows;
  }

  /** The schedule goes on after the next attempt; while a circuit is open, not before the patience of the message ends. */
  private get hospitalAt() {
    const left = this.schedule.map((_, at) => this.schedule.slice(at).reduce((sum, one) => sum + one, 0));
    return sql`greatest(due, case when waits_for is not null
        then created_at + ${patienceMs(this.schedule)}::float8 * interval '1 millisecond' end)
      + coalesce((${left}::float8[])[attempts + 1], 0) * interval '1 millisecond'`;
  }
}

const GROUP: [ReturnType<typeof sql>, ReturnType<typeof sql>] = [sql`'group'`, sql`fingerprint`];

const is = (column: ReturnType<typeof sql>, value: string | undefined) =>
  value === undefined ? sql`true` : sql`${column} = ${value}`;

const isAbout = (about: readonly string[] | undefined, correlationId: ReturnType<typeof sql>) =>
  about === undefined
    ? sql`true`
    : sql`(id = any(${about}) or datasubject = any(${about}) or ${correlationId} = any(${about}))`;

function shown({ attributes, body }: Kept, isWhole: boolean): { body: unknown } {
  try {
    const data = readData({ attributes, body });
    return { body: isWhole ? data : masked(data, [attributes.subject, attributes.datasubject]) };
  } catch {
    return { body: isWhole ? body.toString('utf8') : null };
  }
}
