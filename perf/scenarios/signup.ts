import { check, sleep } from 'k6';
import http, { type RefinedResponse } from 'k6/http';
import { Trend } from 'k6/metrics';
import { newJourney } from './journey.js';

/** Milliseconds from the response to a sign-up until its last reaction is visible: the loyalty account. */
const choreography = new Trend('choreography_ms', true);

const WELCOME_POINTS = 100;
const POLL_S = 0.02;
const DEADLINE_MS = 10_000;

type Response = RefinedResponse<'text'>;

/** The URLs of the services that the scenario calls. The response to a sign-up has the URL of the log-in. */
export interface SignupUrls {
  signup: string;
  loyalty: string;
}

/** Signs a customer up, logs in as soon as possible, and looks for the welcome points. */
export function signUp({ signup, loyalty }: SignupUrls, run: string): void {
  const { headers, correlationId } = newJourney(run);
  const email = `${correlationId}@example.com`;
  const password = 'correct horse battery staple';
  const response = http.post(`${signup}/signups`, JSON.stringify({ ...person, email, password }), {
    headers,
    tags: { step: 'signup', name: 'POST /signups' },
  });
  if (!check(response, { 'is signed up': ({ status }) => status === 201 })) return;
  const respondedAt = Date.now();
  const { customerId, links } = response.json() as { customerId: string; links: { session: string } };

  const session = until(respondedAt, () =>
    http.post(links.session, JSON.stringify({ email, password }), {
      headers,
      tags: { step: 'log in', name: 'POST /sessions' },
      responseCallback: http.expectedStatuses(200, 201, 503),
    }),
  );
  if (!check(session, { 'can log in': ({ status }) => status < 400 })) return;
  const authorization = `Bearer ${session.json('accessToken') as string}`;
  const account = until(respondedAt, () =>
    http.get(`${loyalty}/accounts/${customerId}`, {
      headers: { ...headers, authorization },
      tags: { step: 'account', name: 'GET /accounts/{customerId}' },
      responseCallback: http.expectedStatuses(200, 503),
    }),
  );
  choreography.add(Date.now() - respondedAt);
  check(account, { 'has welcome points': (found) => found.json('balance') === WELCOME_POINTS });
}

const person = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
};

/** Repeats a request until its status is below 400, or the deadline has passed. */
function until(since: number, send: () => Response): Response {
  let response = send();
  while (response.status >= 400 && Date.now() - since < DEADLINE_MS) {
    sleep(POLL_S);
    response = send();
  }
  return response;
}
