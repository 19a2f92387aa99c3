import type { ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';

const RECORD = '0193a1b2-7c00-7000-8000-000000000141';
const PAYMENT = '0193a1b2-7c00-7000-8000-000000000142';
const TOKEN = 'tok_visa-4242';
const PRICE = { amount: 1299, currency: 'USD' };

/** A record that is for sale. */
const addRecord = ({ database }: ServiceUnderTest) =>
  sql`
    insert into record (record_id, artist, title, amount, currency, listed_version, price_version)
    values (${RECORD}, 'Ella Fitzgerald', 'Ella in Berlin', ${PRICE.amount}, ${PRICE.currency}, 1, 1)
    on conflict do nothing`.execute(database.query);

/** An order whose payment was refused, of the customer with the same id. */
const addRefusedOrder = ({ database }: ServiceUnderTest, id: string) =>
  sql`
    with placed as (
      insert into orders (order_id, customer_id, lines, total_amount, total_currency, version)
      values (${id}, ${id}, '[]', 0, 'USD', 1) on conflict do nothing returning order_id
    )
    insert into fact (order_id, type, about, version, data)
    select order_id, type, ${PAYMENT}::uuid, 1, '{}' from placed
    cross join unnest(array['order.payment-offered', 'payment.refused']) type`.execute(database.query);

export const exampleRequests = {
  'POST /orders': async (service: ServiceUnderTest) => {
    await addRecord(service);
    return { body: { lines: [{ recordId: RECORD, quantity: 1, price: PRICE }], token: TOKEN } };
  },
  'POST /orders/:orderId/payments': async (service: ServiceUnderTest, id: string) => {
    await addRefusedOrder(service, id);
    return { body: { token: TOKEN } };
  },
  'POST /orders/:orderId/returns': () => ({ body: { lines: [{ recordId: RECORD, quantity: 1 }] } }),
};
