import { type Kysely, sql } from 'kysely';

/**
 * What was heard stands in `record`, `sale`, `booking` and `parcel`, and follows from no order in which it came. The facts of an
 * order follow from that, and are written anew whenever something is heard of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      record_id uuid primary key,
      artist text not null,
      genre text not null,
      version int not null
    );

    -- A row for each order of which anything was heard. It is locked while the facts of the order are written.
    create table sale (
      order_id uuid primary key,
      lines jsonb,
      version int not null default 0
    );

    -- What finance booked: kept is what was taken for the order, less what was refunded, after this booking.
    create table booking (
      sequence bigint primary key,
      order_id uuid not null references sale,
      kind text not null check (kind in ('payment', 'refund')),
      reference uuid not null,
      kept int not null,
      currency text not null,
      booked_at timestamptz not null,
      version int not null
    );
    create index on booking (order_id);

    -- What the warehouse sent, under the id of the order, and what came back, under the id of the return.
    create table parcel (
      parcel_id uuid primary key,
      order_id uuid not null references sale,
      kind text not null check (kind in ('dispatch', 'return')),
      lines jsonb not null,
      moved_at timestamptz not null,
      version int not null
    );
    create index on parcel (order_id);

    -- A fact about money has a sequence; one about copies has none. What cannot be told yet is null.
    create table fact (
      order_id uuid not null,
      kind text not null check (kind in ('payment', 'refund', 'dispatch', 'return')),
      sequence bigint,
      record_id uuid,
      copies int not null,
      amount int not null,
      currency text,
      happened_at timestamptz not null
    );
    create index on fact (order_id);
    create index on fact (sequence);
    create index on fact (happened_at);

    -- The sequences that were heard. Those of finance have no gaps, so everything is known up to the end of the first range.
    create table ledger_heard (
      is_only boolean primary key default true check (is_only),
      sequences int8multirange not null default '{}'
    );
    insert into ledger_heard default values;
  `.execute(db);
}
