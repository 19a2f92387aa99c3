import type { OneEvent, ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';
import { PaymentTaken } from '../src/events.js';

const RECORD = '0193a1b2-7c00-7000-8000-000000000411';

/** Records are sent once they are reserved and paid. */
export async function beforeOne({ database }: ServiceUnderTest, { type, data }: OneEvent): Promise<object> {
  if (type !== PaymentTaken.type) return {};
  await sql`
    with shelf as (
      insert into stock (record_id, on_shelf, reserved, is_listed) values (${RECORD}, 1, 1, true)
      on conflict (record_id) do update set on_shelf = stock.on_shelf + 1, reserved = stock.reserved + 1
    )
    insert into customer_order (order_id, customer_id, state, lines, due_at)
    values (${data.orderId}, ${data.customerId}, 'reserved', ${JSON.stringify([{ recordId: RECORD, quantity: 1 }])}, now() + interval '15 minutes')`.execute(
    database.query,
  );
  return {};
}
