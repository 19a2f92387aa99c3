import type { LaunchedPlatform } from '#tooling/launcher';
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

const PRICE = { amount: 1_299, currency: 'USD' };
const newRecord = () => ({
  artist: 'Miles Davis',
  title: `Kind of Blue ${randomUUID()}`,
  year: 1959,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: PRICE,
});

type Person = ReturnType<typeof newPerson>;

/** Requests of customers and parents, successful and refused, so that every counter has something to count. */
export class Traffic {
  private conflicts = 0;
  /** The first customer, until they can log in, order a record, and are erased. */
  private first?: Person & { customerId: string };
  private hasOrdered = false;
  private hasErased = false;
  /** Of the first sign-up. */
  readonly correlationId = randomUUID();

  private constructor(
    private readonly platform: LaunchedPlatform,
    private readonly operator: Record<string, string>,
    private readonly recordId: string,
  ) {}

  /** Puts a record up for sale. @throws Error when a response has another status than expected */
  static async open(platform: LaunchedPlatform): Promise<Traffic> {
    const operator = bearer(await platform.operatorToken());
    const records = new URL('/records', platform.urlOf('catalog'));
    const { recordId } = (await post(records, newRecord(), 201, operator)) as { recordId: string };
    return new Traffic(platform, operator, recordId);
  }

  /**
   * Registers a birth and a customer, sends an invalid sign-up, and at first one whose e-mail address is taken. The first
   * customer orders a record and forgets the password.
   * @throws Error when a response has another status than expected
   */
  async send(): Promise<void> {
    const person = newPerson();
    const signups = this.url('signup', '/signups');
    const births = this.url('gateway', '/api/baby'); // so that the gateway counts, too
    await post(births, { name: person.givenName, sex: 'female' }, 201);
    const id: Record<string, string> = this.first ? {} : { 'x-correlation-id': this.correlationId };
    const { customerId } = (await post(signups, person, 201, id)) as { customerId: string };
    await post(signups, { ...person, email: 'invalid' }, 400);
    if (this.conflicts++ < CONFLICTS) await post(signups, { ...person, givenName: 'Grace' }, 409);
    this.first ??= { ...person, customerId };
    this.hasOrdered ||= await this.order(this.first);
  }

  /** Erases the first customer, once they can log in. */
  async eraseFirst(): Promise<void> {
    if (this.first && !this.hasErased) this.hasErased = await this.erase(this.first);
  }

  /** @returns false when the customer cannot log in yet, or a service has not heard of the record yet */
  private async order(person: Person): Promise<boolean> {
    const customer = await this.logIn(person);
    const { recordId } = this;
    const delivery = this.url('warehouse', `/deliveries/${recordId}`);
    const delivered = await send('PUT', delivery, { lines: [{ recordId, quantity: 1 }] }, this.operator);
    if (!customer || !delivered.ok) return false;
    const order = { lines: [{ recordId, quantity: 1, price: PRICE }], token: 'tok_visa-4242' };
    const { ok } = await send('POST', this.url('orders', '/orders'), order, customer);
    if (ok) await post(this.url('passwords', '/password-resets'), { email: person.email }, 202);
    return ok;
  }

  /** @returns false when the customer cannot log in yet */
  private async erase(person: Person & { customerId: string }): Promise<boolean> {
    const customer = await this.logIn(person);
    if (!customer) return false;
    const path = `/v2/customers/${person.customerId}`;
    const { status } = await send('DELETE', this.url('customers', path), undefined, customer);
    if (status !== 204) throw new Error(`DELETE /v2/customers/:customerId answers ${status}, not 204.`);
    return true;
  }

  /** The headers of a customer; undefined when they cannot log in yet. */
  private async logIn({ email, password }: Person): Promise<Record<string, string> | undefined> {
    const session = await send('POST', this.url('passwords', '/sessions'), { email, password });
    return session.ok ? bearer(((await session.json()) as { accessToken: string }).accessToken) : undefined;
  }

  private url(service: string, path: string): URL {
    return new URL(path, this.platform.urlOf(service));
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

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
  return text && JSON.parse(text);
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
