import { check, sleep } from 'k6';
import http, { type RefinedResponse } from 'k6/http';
import { Trend } from 'k6/metrics';
import { newJourney } from './journey.js';

/** From the moment a sign-up is answered to the moment its last reaction can be seen: the loyalty account. */
const choreography = new Trend('choreography_ms', true);

const WELCOME_POINTS = 100;
const POLL_S = 0.02;
const DEADLINE_MS = 10_000;

type Answer = RefinedResponse<'text'>;

/** Where the two doors of the scenario are; signup itself tells the third. */
export interface Doors {
  signup: string;
  loyalty: string;
}

/** Somebody signs up, logs in as soon as that is possible, and finds their welcome points. */
export function signUp({ signup, loyalty }: Doors, run: string): void {
  const { headers, correlationId } = newJourney(run);
  const email = `${correlationId}@example.com`;
  const password = 'correct horse battery staple';
  const answer = http.post(`${signup}/signups`, JSON.stringify({ ...person, email, password }), {
    headers,
    tags: { step: 'signup', name: 'POST /signups' },
  });
  if (!check(answer, { 'is signed up': ({ status }) => status === 201 })) return;
  const answered = Date.now();
  const { customerId, links } = answer.json() as { customerId: string; links: { session: string } };

  const session = until(answered, () =>
    http.post(links.session, JSON.stringify({ email, password }), {
      headers,
      tags: { step: 'log in', name: 'POST /sessions' },
      responseCallback: http.expectedStatuses(200, 201, 401),
    }),
  );
  if (!check(session, { 'can log in': ({ status }) => status < 400 })) return;
  const authorization = `Bearer ${session.json('accessToken') as string}`;
  const account = until(answered, () =>
    http.get(`${loyalty}/accounts/${customerId}`, {
      headers: { ...headers, authorization },
      tags: { step: 'account', name: 'GET /accounts/{customerId}' },
      responseCallback: http.expectedStatuses(200, 404),
    }),
  );
  choreography.add(Date.now() - answered);
  check(account, { 'has welcome points': (found) => found.json('balance') === WELCOME_POINTS });
}

const person = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
};

/** Asks again until the answer is a good one, or the deadline has passed. */
function until(since: number, ask: () => Answer): Answer {
  let answer = ask();
  while (answer.status >= 400 && Date.now() - since < DEADLINE_MS) {
    sleep(POLL_S);
    answer = ask();
  }
  return answer;
}
