import { type Kysely, sql } from 'kysely';

/** Unlike `jsonb`, `json` keeps the order of members: a repeated answer is the first one, byte for byte. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table platform.idempotency alter column answer type json`.execute(db);
}
