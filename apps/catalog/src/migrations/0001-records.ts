import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      id uuid primary key,
      artist text not null,
      title text not null,
      label text,
      year int,
      genre text not null,
      tracks jsonb not null,
      amount int not null check (amount >= 0),
      currency text not null,
      version int not null,
      listed_at timestamptz not null default clock_timestamp(),
      withdrawn_at timestamptz,
      -- Artist and title without accents, with a tab between them: the order of the list.
      place text collate "C" not null,
      words tsvector not null generated always as
        (array_to_tsvector(array_remove(string_to_array(replace(place, E'\t', ' '), ' '), ''))) stored
    );
    create index on record (place, id) where withdrawn_at is null;
    create index on record (listed_at, id) where withdrawn_at is null;
    create index on record using gin (words);
  `.execute(db);
}
