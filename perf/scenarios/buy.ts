import { check } from 'k6';
import { Trend } from 'k6/metrics';
import { tokenOf } from '../lib/customers.js';
import { Journey, type Response, until } from '../lib/journey.js';
import type { Data, Scenario } from '../lib/load.js';
import { oneOf } from '../lib/random.js';
import { order } from '../lib/records.js';

/** Milliseconds from the response to an order until it is dispatched. */
const orders = new Trend('order_ms', true);

/** Orders a record, pays it, and waits until the parcel is on its way. */
export function buy({ customers, records }: Data): void {
  const journey = new Journey();
  const token = tokenOf(journey, oneOf(customers));
  const response = order(journey, token, oneOf(records), 'order');
  if (!check(response, { 'is ordered': ({ status }) => status === 201 })) return;
  const since = Date.now();
  const { orderId } = response.json() as { orderId: string };
  const isDispatched = (found: Response) => found.status === 200 && found.json('state') === 'dispatched';
  const found = until(isDispatched, () => journey.get('/orders/{orderId}', { path: { orderId }, token }));
  orders.add(Date.now() - since);
  check(found, { 'is dispatched': isDispatched });
}

export const scenario: Scenario = {
  perMinute: { buy: 60 },
  measures: ['http_req_duration{step:order}', 'order_ms'],
};
