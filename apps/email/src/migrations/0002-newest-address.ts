import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Only the newest address of a customer is verified.
    delete from verification older using verification newer
    where older.customer_id = newer.customer_id
      and (older.requested_at, older.email_hash) < (newer.requested_at, newer.email_hash);
    alter table verification add column version int not null default 1;
    create unique index on verification (customer_id);
  `.execute(db);
}
