import { check } from 'k6';
import { tokenOf } from '../lib/customers.js';
import { Journey } from '../lib/journey.js';
import type { Data, Scenario } from '../lib/load.js';
import { oneOf } from '../lib/random.js';

/** A customer reads what the platform knows of them. */
export function readCustomer({ customers }: Data): void {
  const customer = oneOf(customers);
  const journey = new Journey();
  const response = journey.get('/v2/customers/{customerId}', {
    path: { customerId: customer.customerId },
    token: tokenOf(journey, customer),
    step: 'read-customer',
  });
  check(response, { 'is the customer': (found) => found.json('customerId') === customer.customerId });
}

export const scenario: Scenario = {
  perMinute: { readCustomer: 1_200 },
  measures: ['http_req_duration{step:read-customer}'],
};
