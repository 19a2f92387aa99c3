import { ANSWER_MS } from '#tooling/platform';
import { randomUUID } from 'node:crypto';

/** `signup` tells one network address at most ten times a minute that an e-mail address is registered. */
const CONFLICTS = 5;

const newPerson = () => ({
  email: `${randomUUID()}@example.com`,
  password: 'correct horse battery staple',
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
});

/** Requests to `signup` and `names-intake`, successful and refused, so that every counter has something to count. */
export class Traffic {
  private conflicts = 0;

  /** @param signup the URL of `signup`. @param intake the URL of `names-intake` */
  constructor(
    private readonly signup: string,
    private readonly intake: string,
  ) {}

  /**
   * Registers a birth and a customer, sends an invalid sign-up, and at first one whose e-mail address is taken.
   * @throws Error when a response has another status than expected
   */
  async send(): Promise<void> {
    const person = newPerson();
    const signups = new URL('/signups', this.signup);
    await post(new URL('/baby', this.intake), { name: person.givenName, sex: 'female' }, 201);
    await post(signups, person, 201);
    await post(signups, { ...person, email: 'invalid' }, 400);
    if (this.conflicts++ < CONFLICTS) await post(signups, { ...person, givenName: 'Grace' }, 409);
  }
}

async function post(url: URL, body: object, expected: number): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const text = await response.text();
  if (response.status !== expected)
    throw new Error(`POST ${url.pathname} answers ${response.status}, not ${expected}: ${text}`);
}
