import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registration (
      id uuid primary key,
      name text not null,
      sex text not null check (sex in ('male', 'female')),
      registered_at timestamptz not null default now()
    );

    -- How far an official file has been taken in. Its id is made of its content.
    create table import (
      id text primary key,
      sex text not null check (sex in ('male', 'female')),
      lines int not null,
      next_line int not null default 1,
      began_at timestamptz not null default now()
    );
  `.execute(db);
}
