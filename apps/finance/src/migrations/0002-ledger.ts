import { type Kysely, sql } from 'kysely';

/**
 * Who books holds the row of ledger_head until the commit. So bookings become visible in the order of their sequence, which
 * has no gaps: who has read the ledger up to a number has read it whole up to there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ledger_head (
      is_only boolean primary key default true check (is_only),
      sequence int not null
    );
    insert into ledger_head (sequence) values (0);

    create table ledger (
      sequence int not null,
      account text not null check (account in ('gateway', 'sales')),
      amount int not null,
      currency text not null,
      order_id uuid not null,
      reason text not null check (reason in ('payment', 'refund')),
      reference uuid not null,
      booked_at timestamptz not null default now(),
      primary key (sequence, account)
    );
    create index on ledger (order_id);

    create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the ledger is append-only: book the opposite instead';
      end $$;
    create trigger append_only before update or delete on ledger for each row execute function refuse_change();
    create trigger never_emptied before truncate on ledger for each statement execute function refuse_change();

    create function check_balance() returns trigger language plpgsql as $$
      begin
        if exists (select from ledger where sequence = new.sequence group by currency having sum(amount) <> 0) then
          raise exception 'booking % is not balanced: its amounts must add up to zero', new.sequence;
        end if;
        return null;
      end $$;
    create constraint trigger balanced after insert on ledger deferrable initially deferred
      for each row execute function check_balance();
  `.execute(db);
}
