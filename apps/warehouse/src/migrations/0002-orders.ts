import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- what was heard of an order, and what the warehouse has decided
    create table customer_order (
      order_id uuid primary key,
      -- null once the customer was erased
      customer_id uuid,
      state text not null default 'open'
        check (state in ('open', 'reserved', 'missing', 'picking', 'dispatched', 'released')),
      -- null until the order was placed
      lines jsonb,
      is_paid boolean not null default false,
      cancellation_requested boolean not null default false,
      is_cancelled boolean not null default false,
      tracking_id text,
      -- when the state ends at the latest; null once it is the last one
      due_at timestamptz
    );
    create index on customer_order (customer_id);
    create index on customer_order (due_at) where due_at is not null;

    create table goods_return (
      return_id uuid primary key,
      order_id uuid not null,
      customer_id uuid,
      state text not null default 'expected' check (state in ('expected', 'accepted', 'rejected')),
      lines jsonb not null,
      -- of these lines
      accepted jsonb,
      reason text,
      due_at timestamptz
    );
    create index on goods_return (order_id);
    create index on goods_return (customer_id);
    create index on goods_return (due_at) where due_at is not null;

    comment on column customer_order.tracking_id is 'personal: tracking number of a parcel';
    comment on column goods_return.reason is 'personal: why a return was rejected';
  `.execute(db);
}
