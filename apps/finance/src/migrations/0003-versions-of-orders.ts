import { type Kysely, sql } from 'kysely';

/** Which version of the order told what was ordered, and which one what is owed: an older one changes neither. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sale add column placed_version int not null default 0;
    alter table refund add column owed_version int not null default 0;
  `.execute(db);
}
