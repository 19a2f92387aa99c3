import { newId } from '#libs/telemetry';
import type { OneEvent, ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';
import { OrderCancelled, StockReserved } from '../src/events.js';

const TOKEN = 'tok_visa-4242';
const MONEY = { amount: 1299, currency: 'USD' };
const HOUR_MS = 3_600_000;

/** A reservation has an effect when a payment waits, and a cancellation when one was taken. */
export async function beforeOne(
  { database }: ServiceUnderTest,
  { type, data, env }: OneEvent,
): Promise<object> {
  const isReserved = type === StockReserved.type;
  if (!isReserved && type !== OrderCancelled.type) return {};
  const payment = isReserved
    ? { state: 'waiting', token: TOKEN, charge: null }
    : { state: 'taken', token: null, charge: await charge(env.PAYMENT_GATEWAY_URL) };
  const [orderId, customerId, paymentId] = [data.orderId, data.customerId, newId()];
  await sql`
    with ordered as (
      insert into sale (order_id, customer_id, amount, currency, lines, payment_id, placed_version, offer_version)
      values (${orderId}, ${customerId}, ${MONEY.amount}, ${MONEY.currency}, '[]', ${paymentId}, 1, 1)
    )
    insert into payment (payment_id, order_id, customer_id, state, token, charge_id)
    values (${paymentId}, ${orderId}, ${customerId}, ${payment.state}, ${payment.token}, ${payment.charge})
    `.execute(database.query);
  return isReserved ? { until: new Date(Date.now() + HOUR_MS).toISOString() } : { cancellationId: newId() };
}

async function charge(gateway: string | undefined): Promise<string> {
  const response = await fetch(new URL('charges', gateway), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
    body: JSON.stringify({ token: TOKEN, ...MONEY }),
  });
  return ((await response.json()) as { chargeId: string }).chargeId;
}
