import { type Kysely, sql } from 'kysely';

/** Rows from before have no address: a replay of the event that brought their version fills it in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table verification add column email text, add column given_name text;

    comment on column verification.email is 'personal: e-mail address, until it is verified';
    comment on column verification.given_name is 'personal: given name, until the address is verified';
  `.execute(db);
}
