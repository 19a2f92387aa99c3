import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

/** The facts that follow from what was heard of an order. */
export async function factsOf(service: ServiceUnderTest, orderId: string) {
  const { rows } = await sql`
    select kind, sequence::int, record_id as "recordId", copies, amount, currency
    from fact where order_id = ${orderId}`.execute(service.database.query);
  return rows;
}
