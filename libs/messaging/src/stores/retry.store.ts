import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Patient } from '../patient.js';
import type { Claimed, Lane, MessageKey, RetryStore } from '../store.js';
import { longestLeaseMs } from '../time-limits.js';
import { CLOCK_TOLERANCE, jsonOf, type MessagingTables, textOrNull } from './tables.js';

/** The table `messaging.retry`. */
export class PostgresRetryStore implements RetryStore {
  constructor(private readonly database: Database<MessagingTables>) {}

  async put(tx: Tx<MessagingTables>, patient: Patient, delayMs: number): Promise<void> {
    const { id, kind, type, attributes, body, attempts, errors } = patient;
    const next = {
      attempts,
      starts: 0,
      errors: JSON.stringify(errors),
      due: sql<Date>`now() + ${delayMs} * interval '1 millisecond'`,
      since: sql<Date>`now()`,
    };
    const datasubject = textOrNull(attributes.datasubject);
    await tx
      .insertInto('messaging.retry')
      .values({ id, kind, type, attributes: jsonOf(attributes), body, datasubject, ...next })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet(next)
          .where('messaging.retry.attempts', '=', attempts - 1),
      )
      .execute();
  }

  async remove({ kind, id }: Pick<Patient, 'kind' | 'id'>, tx?: Tx<MessagingTables>): Promise<void> {
    await (tx ?? this.database.query)
      .deleteFrom('messaging.retry')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .execute();
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
      update messaging.retry r
      set starts = r.starts + 1, since = now(),
        due = now() + interval '1 millisecond'
          * coalesce((${JSON.stringify(leases)}::jsonb ->> r.type)::float8, ${longestLeaseMs()})
      from (
        select kind, id from messaging.retry where due <= now() and ${isOfLane}
        order by due limit 1
        for update skip locked
      ) next
      where r.kind = next.kind and r.id = next.id
      returning r.*, r.due::text as lease`.execute(this.database.query);
    return rows[0];
  }

  async giveBack({ kind, id, starts, lease }: Claimed, delayMs?: number): Promise<void> {
    await sql`
      update messaging.retry set starts = ${starts - 1},
        due = coalesce(now() + ${delayMs ?? null}::float8 * interval '1 millisecond', due)
      where kind = ${kind} and id = ${id} and due = ${lease}::timestamptz`.execute(this.database.query);
  }

  async hasten(tx: Tx<MessagingTables>, { kind, id }: MessageKey): Promise<Patient | undefined> {
    return tx
      .updateTable('messaging.retry')
      .set({ due: sql`now()`, since: sql`now()` })
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('starts', '=', 0)
      .returning(['id', 'kind', 'type', 'attributes', 'body', 'attempts', 'errors'])
      .executeTakeFirst();
  }

  async waiting(): Promise<{ kind: string; count: number }[]> {
    const { rows } = await sql<{ kind: string; count: number }>`
      select kind, count(r.id)::int as count
      from unnest(array['event', 'effect']) as kind left join messaging.retry r using (kind) group by kind`.execute(
      this.database.query,
    );
    return rows;
  }
}
