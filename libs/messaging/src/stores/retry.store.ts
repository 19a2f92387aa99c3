import { type Database, sendAhead, type Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Patient } from '../patient.js';
import type { Claimed, Lane, MessageClaim, MessageKey, RetryStore } from '../store.js';
import { longestLeaseMs } from '../time-limits.js';
import { CLOCK_TOLERANCE, jsonOf, type MessagingTables, textOrNull } from './tables.js';

/** The table `messaging.retry`. */
export class PostgresRetryStore implements RetryStore {
  constructor(private readonly database: Database<MessagingTables>) {}

  async put(tx: Tx<MessagingTables>, patient: Patient, delayMs: number, waitsFor?: string): Promise<void> {
    const { id, kind, type, attributes, body, attempts, errors } = patient;
    const next = {
      attempts,
      starts: 0,
      errors: JSON.stringify(errors),
      due: sql<Date>`now() + ${delayMs} * interval '1 millisecond'`,
      since: sql<Date>`now()`,
      waits_for: waitsFor ?? null,
    };
    const datasubject = textOrNull(attributes.datasubject);
    const statement = tx
      .insertInto('messaging.retry')
      .values({ id, kind, type, attributes: jsonOf(attributes), body, datasubject, ...next })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet(next)
          .where('messaging.retry.attempts', '=', attempts - 1),
      );
    await sendAhead(tx, statement.compile());
  }

  async remove({ kind, id }: Pick<Patient, 'kind' | 'id'>, tx?: Tx<MessagingTables>): Promise<void> {
    const statement = (tx ?? this.database.query)
      .deleteFrom('messaging.retry')
      .where('kind', '=', kind)
      .where('id', '=', id);
    await (tx ? sendAhead(tx, statement.compile()) : statement.execute());
  }

  async nextDue(): Promise<{ due: Lane[]; nextMs: number | null }> {
    const { rows } = await sql<{ due: Lane[]; next: number | null }>`
      with stepped_back as (
        update messaging.retry set due = now(), since = now()
        where (kind, id) in (
          select kind, id from messaging.retry where since > now() + ${CLOCK_TOLERANCE} for update skip locked)
      )
      select array(
          select lane from unnest(array['suspect', 'event', 'effect']) as lane
          where case when lane = 'suspect'
            then exists (select from messaging.retry where due <= now() and starts > 0)
            else exists (select from messaging.retry where due <= now() and starts = 0 and kind = lane) end
        ) as due,
        (select extract(epoch from min(due) - now())::float8 * 1000 from messaging.retry where due > now()) as next
      `.execute(this.database.query);
    const { due, next } = rows[0] ?? { due: [], next: null };
    return { due, nextMs: next };
  }

  async claim(lane: Lane, leases: Readonly<Record<string, number>>): Promise<Claimed | undefined> {
    const isOfLane = lane === 'suspect' ? sql`starts > 0` : sql`starts = 0 and kind = ${lane}`;
    const { rows } = await sql<Claimed>`
      with next as materialized (
        select kind, id from messaging.retry where due <= now() and ${isOfLane}
        order by due limit 1
        for update skip locked
      )
      update messaging.retry r
      set starts = r.starts + 1, since = now(),
        due = now() + interval '1 millisecond'
          * coalesce((${JSON.stringify(leases)}::jsonb ->> r.type)::float8, ${longestLeaseMs()})
      from next
      where r.kind = next.kind and r.id = next.id
      returning r.*, r.due::text as lease, r.waits_for as "waitsFor",
        greatest(0, extract(epoch from now() - r.created_at))::float8 * 1000 as "waitedMs"`.execute(
      this.database.query,
    );
    return rows[0];
  }

  async giveBack({ kind, id, starts, lease }: MessageClaim, delayMs?: number): Promise<void> {
    await sql`
      update messaging.retry set starts = ${starts - 1},
        due = coalesce(now() + ${delayMs ?? null}::float8 * interval '1 millisecond', due)
      where kind = ${kind} and id = ${id} and due = ${lease}::timestamptz`.execute(this.database.query);
  }

  async putOff({ kind, id, lease }: MessageClaim, delayMs: number, waitsFor?: string): Promise<void> {
    await sql`
      update messaging.retry set starts = 0, due = now() + ${delayMs}::float8 * interval '1 millisecond',
        waits_for = coalesce(${waitsFor ?? null}, waits_for)
      where kind = ${kind} and id = ${id} and due = ${lease}::timestamptz`.execute(this.database.query);
  }

  async hasten(
    tx: Tx<MessagingTables>,
    { kind, id }: MessageKey,
    state: 'waiting' | 'running',
  ): Promise<Patient | undefined> {
    return tx
      .updateTable('messaging.retry')
      .set({ due: sql`now()`, since: sql`now()` })
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('starts', state === 'waiting' ? '=' : '>', 0)
      .returning(['id', 'kind', 'type', 'attributes', 'body', 'attempts', 'errors'])
      .executeTakeFirst();
  }

  async hastenFor(peer: string, most: number, everyMs: number): Promise<number> {
    const { numAffectedRows } = await sql`
      with waiting as materialized (
        select kind, id, attempts, created_at from messaging.retry
        where waits_for = ${peer} and starts = 0 and due > now()
        order by attempts, created_at limit ${most}
        for update skip locked
      ), numbered as (
        select kind, id, row_number() over (order by attempts, created_at) - 1 as place from waiting
      )
      update messaging.retry r
      set since = now(), due = least(r.due, now() + n.place * ${everyMs}::float8 * interval '1 millisecond')
      from numbered n where r.kind = n.kind and r.id = n.id`.execute(this.database.query);
    return Number(numAffectedRows ?? 0);
  }
}
