import { logIn, newPerson, type Person, send, Shop } from '#tooling/faults';
import type { LaunchedPlatform } from '#tooling/launcher';
import { randomUUID } from 'node:crypto';

/** `signup` tells one network address at most ten times a minute that an e-mail address is registered. */
const CONFLICTS = 5;

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
    private readonly shop: Shop,
  ) {}

  /** Opens the record shop. @throws UserError as `Shop.open` */
  static async open(platform: LaunchedPlatform): Promise<Traffic> {
    return new Traffic(platform, await Shop.open(platform));
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

  /** @returns false when the customer cannot log in yet, or `orders` has not heard of the record yet */
  private async order(person: Person): Promise<boolean> {
    const customer = await logIn(this.platform.urlOf('passwords'), person);
    const hasOrdered = customer && (await this.shop.order(customer).catch(() => undefined));
    if (!hasOrdered) return false;
    await post(this.url('passwords', '/password-resets'), { email: person.email }, 202);
    return true;
  }

  /** @returns false when the customer cannot log in yet */
  private async erase(person: Person & { customerId: string }): Promise<boolean> {
    const customer = await logIn(this.platform.urlOf('passwords'), person);
    if (!customer) return false;
    const path = `/v2/customers/${person.customerId}`;
    const { status } = await send('DELETE', this.url('customers', path), undefined, customer);
    if (status !== 204) throw new Error(`DELETE /v2/customers/:customerId answers ${status}, not 204.`);
    return true;
  }

  private url(service: string, path: string): URL {
    return new URL(path, this.platform.urlOf(service));
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
  return text && JSON.parse(text);
}
