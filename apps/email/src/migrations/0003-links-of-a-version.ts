import { type Kysely, sql } from 'kysely';

/** Links that were sent before have no version, which counts as 0. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table verification add column since int not null default 0`.execute(db);
}
