import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account (
      customer_id uuid primary key,
      balance int not null check (balance >= 0),
      version int not null,
      opened_at timestamptz not null default now()
    );
    create table entry (
      id uuid primary key,
      customer_id uuid,
      points int not null,
      balance int not null,
      booked_at timestamptz not null default now()
    );
    create index on entry (customer_id);

    comment on table entry is 'any order: only with customer_id, because an erased customer leaves the points that were granted';
  `.execute(db);
}
