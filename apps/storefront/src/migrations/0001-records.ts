import { type Kysely, sql } from 'kysely';

/** The last known list. Each fact has the version of the event that told it; of a fact that is unknown yet, it is 0. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      record_id uuid primary key,
      artist text,
      title text,
      genre text,
      listed_version int not null default 0,
      amount int,
      currency text,
      price_version int not null default 0,
      withdrawn_version int not null default 0,
      available int,
      stock_version int not null default 0
    )
  `.execute(db);
}
