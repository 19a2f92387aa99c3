import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table credential add column awaited text;
    create index on credential (awaited) where awaited is not null;

    comment on column credential.awaited is
      'personal: keyed hash of the e-mail address of a customer who is being registered';
  `.execute(db);
}
