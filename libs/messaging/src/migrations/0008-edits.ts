import { type Kysely, sql } from 'kysely';

/** A message that an operator has edited stays, beside the one that replaces it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messaging.hospital add column replaced_by text;
    alter table messaging.act add column replaced_by text;
  `.execute(db);
}
