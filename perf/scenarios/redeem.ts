import { check } from 'k6';
import { tokenOf } from '../lib/customers.js';
import { Journey } from '../lib/journey.js';
import type { Data, Scenario } from '../lib/load.js';
import { oneOf } from '../lib/random.js';

/** A customer redeems a point. Who has none left is refused, after the same work. */
export function redeem({ customers }: Data): void {
  const customer = oneOf(customers);
  const journey = new Journey();
  const response = journey.post('/accounts/{customerId}/redemptions', {
    path: { customerId: customer.customerId },
    token: tokenOf(journey, customer),
    body: { points: 1 },
    step: 'redeem',
    expected: [201, 409],
  });
  check(response, { 'is decided': ({ status }) => status === 201 || status === 409 });
}

export const scenario: Scenario = {
  perMinute: { redeem: 600 },
  measures: ['http_req_duration{step:redeem}'],
};
