import { check, sleep } from 'k6';
import { newPerson } from '../lib/customers.js';
import { Journey, type Response } from '../lib/journey.js';
import type { Scenario } from '../lib/load.js';

/** How often a client that is told to come back later does so. */
const ATTEMPTS = 20;

/** Signs a customer up when many others do: a client that obeys `Retry-After` gets in. */
export function burst(): void {
  const journey = new Journey();
  const headers = { 'idempotency-key': journey.correlationId };
  const body = newPerson(journey);
  const send = () => journey.post('/signups', { body, headers, step: 'burst', expected: [201, 429, 503] });
  let response: Response = send();
  for (let attempt = 1; attempt < ATTEMPTS && response.status !== 201; attempt++) {
    sleep(Number(response.headers['Retry-After'] ?? 1));
    response = send();
  }
  check(response, { 'is signed up': ({ status }) => status === 201 });
}

/** More than two cores hash passwords for. */
export const scenario: Scenario = {
  perMinute: { burst: 600 },
  measures: ['http_req_duration{step:burst}'],
};
