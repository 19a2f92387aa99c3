import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Message } from '../envelope.js';

/** Which events of the outbox are to be delivered again, and to whom. */
export interface ReplayOrder {
  hearer: string;
  types: string[];
  /** The first moment whose events count. */
  since: Date;
  /** The only event, if it is one. */
  eventId?: string | undefined;
}

/** What the outbox holds of one type. */
export interface SentSummary {
  type: string;
  events: number;
  /** How many of them concern people who have been erased since: their data is gone. */
  erased: number;
  oldest: Date;
  newest: Date;
}

/** One event that was sent, without what it says. */
export interface SentEvent {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  publishedAt: Date;
  isErased: boolean;
}

/** A replay, and how far it has come. */
export interface Replay {
  replayId: string;
  hearer: string;
  types: string[];
  since: Date;
  eventId: string | null;
  /** Events, when it began. */
  total: number;
  delivered: number;
  /** Events that were left out, because their persons were erased. */
  erased: number;
  /** When the next event was published; null when there is none. */
  nextAt: Date | null;
  who: string;
  why: string;
  beganAt: Date;
  endedAt: Date | null;
}

/** An event that is due in a replay; without a body when its person was erased. */
export interface DueEvent {
  seq: string;
  attributes: Message['attributes'];
  body: unknown;
}

/** The events that this service has sent, as far as its outbox keeps them, and the replays of them. */
export class SentLog {
  constructor(private readonly database: Database) {}

  /** What a replay would deliver, by type. */
  async summary(order: Omit<ReplayOrder, 'hearer'>): Promise<SentSummary[]> {
    const { rows } = await sql<SentSummary>`
      select type, count(*)::int as events, (count(*) filter (where body is null))::int as erased,
        min(created_at) as oldest, max(created_at) as newest
      from messaging.outbox where ${sentBy(order)} group by type order by type`.execute(this.database.query);
    return rows;
  }

  /** One event that was sent. @param id a UUID */
  async event(id: string): Promise<SentEvent | undefined> {
    const { rows } = await sql<SentEvent>`
      select id, type, attributes, created_at as "publishedAt", body is null as "isErased" from messaging.outbox
      where id = ${id}::uuid and sent_at is not null`.execute(this.database.query);
    return rows[0];
  }

  /** Begins a replay up to the newest event, unless there is an unfinished one of the same order. */
  async begin(tx: Tx, id: string, order: ReplayOrder, by: { who: string; why: string }): Promise<boolean> {
    const { hearer, types, since, eventId } = order;
    const { numAffectedRows } = await sql`
      insert into messaging.replay (replay_id, hearer, types, since, event_id, who, why, position, last_seq, total)
      select ${id}::uuid, ${hearer}, ${types.toSorted()}, ${since}, ${eventId ?? null}::uuid, ${by.who}, ${by.why},
        coalesce(min(seq) - 1, 0), coalesce(max(seq), 0), count(*)
      from messaging.outbox where ${sentBy(order)}
      on conflict do nothing`.execute(tx);
    return Boolean(numAffectedRows);
  }

  /** The unfinished replay of an order. */
  async unfinished({ hearer, types, since, eventId }: ReplayOrder): Promise<Replay | undefined> {
    const [found] = await this
      .replays(sql`hearer = ${hearer} and types = ${types.toSorted()} and since = ${since}
      and event_id is not distinct from ${eventId ?? null}::uuid and ended_at is null`);
    return found;
  }

  /** One replay. @param id a UUID */
  async replay(id: string): Promise<Replay | undefined> {
    const [found] = await this.replays(sql`replay_id = ${id}::uuid`);
    return found;
  }

  /** The newest replays. */
  latest(most: number): Promise<Replay[]> {
    return this.replays(sql`true`, most);
  }

  /** The next events of a replay. */
  async due({ replayId }: Pick<Replay, 'replayId'>, most: number): Promise<DueEvent[]> {
    const { rows } = await sql<DueEvent>`
      select o.seq, o.attributes, o.body from messaging.replay r join messaging.outbox o on ${DUE}
      where r.replay_id = ${replayId}::uuid order by o.seq limit ${most}`.execute(this.database.query);
    return rows;
  }

  /** Moves the position of a replay behind events that were delivered, unless another caller has done so. */
  async advance({ replayId }: Pick<Replay, 'replayId'>, events: DueEvent[]): Promise<void> {
    const position = events.at(-1)?.seq ?? '0';
    const erased = events.filter(({ body }) => body === null).length;
    await sql`
      update messaging.replay
      set position = ${position}, delivered = delivered + ${events.length - erased}, erased = erased + ${erased}
      where replay_id = ${replayId}::uuid and position < ${position}::bigint`.execute(this.database.query);
    await sql`
      update messaging.replay r set ended_at = now()
      where replay_id = ${replayId}::uuid and ended_at is null and not exists (${NEXT})`.execute(
      this.database.query,
    );
  }

  private async replays(which: ReturnType<typeof sql>, most = 1): Promise<Replay[]> {
    const { rows } = await sql<Replay>`
      select replay_id as "replayId", hearer, types, since, event_id as "eventId", total, delivered, erased,
        (${NEXT}) as "nextAt", who, why, began_at as "beganAt", ended_at as "endedAt"
      from messaging.replay r where ${which} order by began_at desc limit ${most}`.execute(
      this.database.query,
    );
    return rows;
  }
}

const sentBy = ({ types, since, eventId }: Omit<ReplayOrder, 'hearer'>) => sql`
  sent_at is not null and type = any(${types}) and created_at >= ${since}
  and (${eventId ?? null}::uuid is null or id = ${eventId ?? null}::uuid)`;

/** An event that the broker has not confirmed is delivered by the relay. */
const DUE = sql`o.seq > r.position and o.seq <= r.last_seq and o.sent_at is not null and o.type = any(r.types)
  and o.created_at >= r.since and (r.event_id is null or o.id = r.event_id)`;
const NEXT = sql`select o.created_at from messaging.outbox o where ${DUE} order by o.seq limit 1`;
