import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Its parts hold the bookings up to written_to; those of its period end at last_sequence.
    create table export (
      export_id uuid primary key,
      first_day date not null,
      last_day date not null,
      sequence bigint not null,
      written_to bigint not null,
      last_sequence bigint not null,
      parts int not null default 0,
      requested_at timestamptz not null default now()
    );
    create index on export (requested_at);

    create table export_part (
      export_id uuid not null references export on delete cascade,
      number int not null,
      text text not null,
      primary key (export_id, number)
    );
  `.execute(db);
}
