import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Patient } from '../patient.js';
import type { Claimed, ClaimOptions, RetryStore } from '../store.js';
import { type MessagingTables, textOrNull } from './tables.js';

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
    };
    const datasubject = textOrNull(attributes.datasubject);
    await tx
      .insertInto('messaging.retry')
      .values({ id, kind, type, attributes: JSON.stringify(attributes), body, datasubject, ...next })
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

  async nextDue(): Promise<{ due: boolean; nextMs: number | null }> {
    const { rows } = await sql<{ due: boolean; next: number | null }>`
      select exists (select from messaging.retry where due <= now()) as due,
        (select extract(epoch from min(due) - now())::float8 * 1000 from messaging.retry where due > now()) as next
      `.execute(this.database.query);
    const { due, next } = rows[0] ?? { due: true, next: null };
    return { due, nextMs: next };
  }

  async claim({ suspect, most, leaseMs }: ClaimOptions): Promise<Claimed[]> {
    const { rows } = await sql<Claimed>`
      update messaging.retry r
      set starts = r.starts + 1, due = now() + ${leaseMs} * interval '1 millisecond'
      from (
        select kind, id from messaging.retry where due <= now() and ${suspect ? sql`starts > 0` : sql`starts = 0`}
        order by due limit ${most}
        for update skip locked
      ) next
      where r.kind = next.kind and r.id = next.id
      returning r.*`.execute(this.database.query);
    return rows;
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
