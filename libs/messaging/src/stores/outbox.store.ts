import { type Database, sendAhead, type Tx } from '#libs/database';
import { sql } from 'kysely';
import type { OutboxEvent, OutboxRow, OutboxStore } from '../store.js';
import { CLOCK_TOLERANCE } from './tables.js';

const LEFT_BEHIND = sql`sent_at is null
  and (created_at < now() - interval '1 second' or created_at > now() + ${CLOCK_TOLERANCE})`;

/** The table `messaging.outbox`. */
export class PostgresOutboxStore implements OutboxStore {
  constructor(private readonly database: Database) {}

  add(tx: Tx, { envelope, body }: OutboxEvent, erased: () => Error): Promise<void> {
    const { id, type, subject, datasubject = null } = envelope;
    return sendAhead(
      tx,
      sql`select messaging.say(${id}, ${type}, ${subject}, ${datasubject},
        ${JSON.stringify(envelope)}::jsonb, ${JSON.stringify(body)}::jsonb)`.compile(tx),
      (error) => ((error as { code?: string }).code === 'TR410' ? erased() : error),
    );
  }

  async hasLeftBehind(): Promise<boolean> {
    const { rows } = await sql`select from messaging.outbox where ${LEFT_BEHIND} limit 1`.execute(
      this.database.query,
    );
    return rows.length > 0;
  }

  async leftBehind(most: number, exceptTypes: string[], exceptIds: string[]): Promise<OutboxRow[]> {
    const { rows } = await sql<OutboxRow>`
      select id, type, attributes, body from messaging.outbox
      where ${LEFT_BEHIND} and type <> all(${exceptTypes}) and id <> all(${exceptIds}::uuid[])
      order by seq limit ${most}`.execute(this.database.query);
    return rows;
  }

  async asOnlyReplica(work: () => Promise<void>): Promise<void> {
    await this.database.query.connection().execute(async (connection) => {
      const { rows } = await sql<{ leads: boolean }>`
        select pg_try_advisory_lock(hashtext('outbox')) as leads`.execute(connection);
      if (!rows[0]?.leads) return;
      try {
        await work();
      } finally {
        await sql`select pg_advisory_unlock(hashtext('outbox'))`.execute(connection);
      }
    });
  }

  /** Does not wait for the disk: rows whose mark a crash undoes are sent again. */
  async markSent(ids: string[]): Promise<void> {
    await sql`
      update messaging.outbox set sent_at = now()
      where id = any(${ids}::uuid[])
        and set_config('synchronous_commit', 'off', true) = 'off'`.execute(this.database.query);
  }
}
