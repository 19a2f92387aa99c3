import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';
import type { Claim, Entered, InboxStore } from '../store.js';

/** The tables `messaging.inbox` and `messaging.started`. */
export class PostgresInboxStore implements InboxStore {
  constructor(private readonly database: Database) {}

  async enter(tx: Tx, { id, type, datasubject }: Entered): Promise<Claim> {
    const { rows } = await sql<{ outcome: Claim }>`
      select messaging.enter(${id}, ${datasubject ?? null}, ${type}) as outcome`.execute(tx);
    return rows[0]?.outcome ?? 'duplicate';
  }

  async countStart(eventId: string): Promise<number> {
    const { rows } = await sql<{ starts: number }>`
      insert into messaging.started (event_id, starts) values (${eventId}, 2)
      on conflict (event_id) do update set starts = started.starts + 1
      returning starts`.execute(this.database.query);
    return rows[0]?.starts ?? 0;
  }

  async isDone(tx: Tx, eventId: string): Promise<boolean> {
    const { rows } = await sql<{ done: boolean }>`
      insert into messaging.inbox (event_id, done) values (${eventId}, false)
      on conflict (event_id) do update set done = inbox.done returning done`.execute(tx);
    return rows[0]?.done ?? false;
  }

  async clearStarts(eventId: string, tx?: Tx): Promise<void> {
    await sql`delete from messaging.started where event_id = ${eventId}`.execute(tx ?? this.database.query);
  }

  async typeOfDone(tx: Tx, eventId: string): Promise<string | null | undefined> {
    const { rows } = await sql<{ type: string | null }>`
      select type from messaging.inbox where event_id = ${eventId} and done for update`.execute(tx);
    return rows[0]?.type;
  }

  async forget(tx: Tx, eventId: string): Promise<void> {
    await sql`delete from messaging.inbox where event_id = ${eventId}`.execute(tx);
  }
}
