import { type Kysely, sql } from 'kysely';

/** A level may be as large as the warehouse says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table record alter column available type bigint`.execute(db);
}
