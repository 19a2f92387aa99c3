import { type Kysely, sql } from 'kysely';

/** A count lasts an hour at most, so no request waits for the disk because of it. After a crash of the server, counts begin anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table platform.rate_limit set unlogged`.execute(db);
}
