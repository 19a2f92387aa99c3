import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Envelope } from '../envelope.js';
import type { Claim, InboxStore } from '../store.js';

/** The table `messaging.inbox`. */
export class PostgresInboxStore implements InboxStore {
  constructor(private readonly database: Database) {}

  async enter(tx: Tx, { id, datasubject }: Pick<Envelope, 'id' | 'datasubject'>): Promise<Claim> {
    const { rows } = await sql<{ outcome: Claim }>`
      select messaging.enter(${id}, ${datasubject ?? null}) as outcome`.execute(tx);
    return rows[0]?.outcome ?? 'duplicate';
  }

  async countStart(eventId: string): Promise<{ starts: number; done: boolean }> {
    const { rows } = await sql<{ starts: number; done: boolean }>`
      insert into messaging.inbox (event_id, done, starts) values (${eventId}, false, 2)
      on conflict (event_id) do update set starts = greatest(inbox.starts, 1) + 1
      returning starts, done`.execute(this.database.query);
    return rows[0] ?? { starts: 0, done: false };
  }

  async isDone(tx: Tx, eventId: string): Promise<boolean> {
    const { rows } = await sql`select from messaging.inbox where event_id = ${eventId} and done`.execute(tx);
    return rows.length > 0;
  }

  async clearStarts(eventId: string, tx?: Tx): Promise<void> {
    await sql`update messaging.inbox set starts = 0 where event_id = ${eventId} and not done`.execute(
      tx ?? this.database.query,
    );
  }
}
