import { ANSWER_MS } from '#tooling/platform';
import { randomUUID } from 'node:crypto';

/** What this traffic begins no process of. Other tests do: test/orders.large-e2e-spec.ts, and the specs of `email`. */
export const UNTRIED_FLOWS = ['order', 'password-reset'];

/** `signup` tells one network address at most ten times a minute that an e-mail address is registered. */
const CONFLICTS = 5;

const newPerson = () => ({
  email: `${randomUUID()}@example.com`,
  password: 'correct horse battery staple',
  givenName: 'Ada',
  familyName: 'Lovelace',
  address: { line1: '1 Market Street', city: 'Springfield', postcode: '12345', country: 'GB' },
});

type Person = ReturnType<typeof newPerson>;

/** Requests of customers and parents, successful and refused, so that every counter has something to count. */
export class Traffic {
  private conflicts = 0;
  /** The first customer, until they can log in and are erased. */
  private first?: Person & { customerId: string };
  private hasErased = false;
  /** Of the first sign-up. */
  readonly correlationId = randomUUID();

  /** @param urlOf the URL of a service */
  constructor(private readonly urlOf: (service: string) => string) {}

  /**
   * Registers a birth and a customer, sends an invalid sign-up, and at first one whose e-mail address is taken.
   * @throws Error when a response has another status than expected
   */
  async send(): Promise<void> {
    const person = newPerson();
    const signups = new URL('/signups', this.urlOf('signup'));
    const births = new URL('/api/baby', this.urlOf('gateway')); // so that the gateway counts, too
    await post(births, { name: person.givenName, sex: 'female' }, 201);
    const id: Record<string, string> = this.first ? {} : { 'x-correlation-id': this.correlationId };
    const { customerId } = (await post(signups, person, 201, id)) as { customerId: string };
    await post(signups, { ...person, email: 'invalid' }, 400);
    if (this.conflicts++ < CONFLICTS) await post(signups, { ...person, givenName: 'Grace' }, 409);
    this.first ??= { ...person, customerId };
  }

  /** Erases the first customer, once they can log in. */
  async eraseFirst(): Promise<void> {
    if (this.first && !this.hasErased) this.hasErased = await this.erase(this.first);
  }

  /** @returns false when the customer cannot log in yet */
  private async erase({ customerId, email, password }: Person & { customerId: string }): Promise<boolean> {
    const session = await send('POST', new URL('/sessions', this.urlOf('passwords')), { email, password });
    if (!session.ok) return false;
    const { accessToken } = (await session.json()) as { accessToken: string };
    const customer = new URL(`/v2/customers/${customerId}`, this.urlOf('customers'));
    const { status } = await send('DELETE', customer, undefined, { authorization: `Bearer ${accessToken}` });
    if (status !== 204) throw new Error(`DELETE /v2/customers/:customerId answers ${status}, not 204.`);
    return true;
  }
}

async function post(
  url: URL,
  body: object,
  expected: number,
  headers?: Record<string, string>,
): Promise<unknown> {
  const response = await send('POST', url, body, headers);
  const text = await response.text();
  if (response.status !== expected)
    throw new Error(`POST ${url.pathname} answers ${response.status}, not ${expected}: ${text}`);
  return JSON.parse(text);
}

function send(
  method: string,
  url: URL,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const json = body && { body: JSON.stringify(body) };
  return fetch(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    signal: AbortSignal.timeout(ANSWER_MS),
    ...json,
  });
}
