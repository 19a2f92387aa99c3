import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

export const CUSTOMER = '0193a1b2-7c00-7000-8000-000000000151';

/** Only an order that was placed is heard of. */
export async function beforeEvents(service: ServiceUnderTest, orderId: string): Promise<object> {
  await sql`
    insert into orders (order_id, customer_id, lines, total_amount, total_currency, version)
    values (${orderId}, ${CUSTOMER}, '[]', 0, 'USD', 1)`.execute(service.database.query);
  return {};
}
