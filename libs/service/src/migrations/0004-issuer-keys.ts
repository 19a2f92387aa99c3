import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The public keys of the issuer of tokens as they were fetched last, for a service that starts while it is down.
    create table platform.issuer_keys (
      url text primary key,
      keys jsonb not null -- a key set, and when it was fetched
    );

    comment on table platform.issuer_keys is 'any order: no event changes them';
  `.execute(db);
}
