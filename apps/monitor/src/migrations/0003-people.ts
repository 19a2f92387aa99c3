import { type Kysely, sql } from 'kysely';

/** A process that another key names than the person it concerns is forgotten with that person, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table process add person text;
    create index on process (person) where person is not null;
  `.execute(db);
}
