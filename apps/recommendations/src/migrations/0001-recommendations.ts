import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What the catalogue said of a record, in any order: what is unknown yet is null.
    create table record (
      id uuid primary key,
      artist text,
      title text,
      genre text,
      listed_version int not null default 0,
      amount int,
      currency text,
      price_version int not null default 0,
      is_withdrawn boolean not null default false
    );
    create index on record (artist);
    create index on record (genre);

    -- Which records one customer bought in one order.
    create table basket (
      order_id uuid not null,
      record_id uuid not null,
      primary key (order_id, record_id)
    );
    create index on basket (record_id);
  `.execute(db);
}
