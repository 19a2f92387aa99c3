import { type Kysely, sql } from 'kysely';

/** Unlike `jsonb`, `json` keeps the order of members: a repeated answer is the first one, byte for byte. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- what reads JSON reads both
  await sql`alter table platform.idempotency alter column answer type json`.execute(db);
}
