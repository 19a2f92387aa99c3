import { check } from 'k6';
import { Trend } from 'k6/metrics';
import { logIn, newPerson } from '../lib/customers.js';
import { Journey, until } from '../lib/journey.js';
import type { Scenario } from '../lib/load.js';

/** Milliseconds from the response to a sign-up until its last reaction is visible: the loyalty account. */
const choreography = new Trend('choreography_ms', true);

const WELCOME_POINTS = 100;

/** Signs a customer up, logs in as soon as possible, and looks for the welcome points. */
export function signUp(): void {
  const journey = new Journey();
  const person = newPerson(journey);
  const response = journey.post('/signups', { body: person, step: 'signup' });
  if (!check(response, { 'is signed up': ({ status }) => status === 201 })) return;
  const since = Date.now();
  const { customerId } = response.json() as { customerId: string };

  const isDone = ({ status }: { status: number }) => status < 400;
  const session = until(isDone, () => logIn(journey, person.email));
  if (!check(session, { 'can log in': isDone })) return;
  const token = session.json('accessToken') as string;
  const account = until(isDone, () =>
    journey.get('/accounts/{customerId}', { path: { customerId }, token, expected: [200, 404, 503] }),
  );
  choreography.add(Date.now() - since);
  check(account, { 'has welcome points': (found) => found.json('balance') === WELCOME_POINTS });
}

export const scenario: Scenario = {
  perMinute: { signUp: 60 },
  measures: ['http_req_duration{step:signup}', 'choreography_ms'],
};
