import { type Kysely, sql } from 'kysely';

/** Of the points of an account, the balance has no longer those of its purchases, which may have been redeemed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table purchase (
      order_id uuid primary key,
      customer_id uuid not null,
      points int not null check (points >= 0),
      version int not null
    );
    create index on purchase (customer_id);
    alter table account drop constraint account_balance_check;
    comment on column account.balance is 'welcome points less redemptions; the points of purchases come on top';
  `.execute(db);
}
