import { check } from 'k6';
import { logIn as send } from '../lib/customers.js';
import { Journey } from '../lib/journey.js';
import type { Data, Scenario } from '../lib/load.js';
import { oneOf } from '../lib/random.js';

/** Logs a customer in. */
export function logIn({ customers }: Data): void {
  const response = send(new Journey(), oneOf(customers).email, 'log-in');
  check(response, { 'is logged in': ({ status }) => status === 201 });
}

export const scenario: Scenario = {
  perMinute: { logIn: 120 },
  measures: ['http_req_duration{step:log-in}'],
};
