import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stock (
      record_id uuid primary key,
      on_shelf int not null default 0,
      -- of those on the shelf
      reserved int not null default 0,
      -- of what is available
      version int not null default 0,
      is_listed boolean not null default false,
      listing_version int not null default 0,
      has_initial boolean not null default false,
      check (reserved >= 0 and on_shelf >= reserved)
    );

    -- what was put on the shelf, and what was taken from it: their sum is what is there
    create table movement (
      cause text not null check (cause in ('initial', 'delivery', 'dispatch', 'return')),
      -- the id of the record, the delivery, the order or the return
      document text not null,
      record_id uuid not null references stock,
      quantity int not null,
      moved_at timestamptz not null default now(),
      primary key (cause, document, record_id)
    );

    create table delivery (
      delivery_id text primary key,
      lines jsonb not null,
      booked_at timestamptz not null default now()
    );
  `.execute(db);
}
