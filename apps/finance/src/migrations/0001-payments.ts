import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What was heard of an order; each column is a fact, which comes in any order.
    create table sale (
      order_id uuid primary key,
      customer_id uuid,
      amount int check (amount >= 0),
      currency text,
      lines jsonb,
      payment_id uuid,
      offer_version int not null default 0,
      reserved_until timestamptz,
      is_cancelled boolean not null default false,
      is_dispatched boolean not null default false,
      version int not null default 0,
      opened_at timestamptz not null default now()
    );
    create index on sale (customer_id);

    create table payment (
      payment_id uuid primary key,
      order_id uuid,
      customer_id uuid not null,
      token text,
      token_hash text,
      token_expires_at timestamptz,
      state text not null default 'waiting'
        check (state in ('waiting', 'charging', 'taken', 'refused', 'declined', 'lapsed')),
      charge_id text,
      tried_at timestamptz,
      came_at timestamptz not null default now()
    );
    create index on payment (order_id);
    create index on payment (customer_id);
    create index on payment (token_expires_at) where token is not null;

    create table refund (
      refund_id uuid primary key,
      order_id uuid not null,
      lines jsonb,
      amount int check (amount >= 0),
      state text not null check (state in ('asked', 'rejected', 'due', 'begun', 'failed', 'done')),
      asked_at timestamptz not null default now()
    );
    create index on refund (order_id);

    comment on column payment.token is 'personal: the token that pays, until it is used or too old';
    comment on column payment.token_hash is 'personal: keyed hash of that token';
  `.execute(db);
}
