import { type Kysely, sql } from 'kysely';

/** A page of a customer's redemptions is read in the order of their ids. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index on entry (customer_id, id);
    drop index entry_customer_id_idx;
  `.execute(db);
}
