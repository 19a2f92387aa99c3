import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      record_id uuid primary key,
      artist text,
      title text,
      amount int,
      currency text,
      listed_version int not null default 0,
      price_version int not null default 0,
      withdrawn_version int not null default 0
    );
    create table orders (
      order_id uuid primary key,
      customer_id uuid not null,
      lines jsonb not null,
      total_amount int not null,
      total_currency text not null,
      version int not null,
      placed_at timestamptz not null default now()
    );
    create index on orders (customer_id, order_id);
    create table fact (
      order_id uuid not null references orders on delete cascade,
      type text not null,
      about uuid not null,
      version int not null,
      data jsonb not null,
      learned_at timestamptz not null default now(),
      primary key (order_id, type, about)
    );

    comment on column orders.version is 'any order: counts the events that were published about the order';
  `.execute(db);
}
