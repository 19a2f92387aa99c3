import { ask, eventually } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the first customer may take, in milliseconds. */
const WITHIN_MS = 180_000;
/** So often, each in milliseconds: as much as a machine of two cores does beside the build of an image. */
const SIGN_UP_EVERY_MS = 300;
const READ_EVERY_MS = 200;
const READERS = 4;
/** How long a session is used, in milliseconds: it lasts for a quarter of an hour. */
const SESSION_MS = 300_000;
/** What a service answers while a neighbour takes longer than it waits, or has too much to do, as on a machine that does too much at once. */
const NEIGHBOUR_IS_BUSY =
  /answers 503: .*"detail":"([\w-]+) (?:does not answer in time|has too many requests at once)\./;
/** What a service answers that has too much to do itself. */
const IS_FULL = /^\w+ \/api\/(\w+)\S* answers 503: .*"urn:troupe:problem:full"/;
const ANSWERED_BY: Record<string, string> = {
  sessions: 'passwords',
  signups: 'signup',
  accounts: 'loyalty',
};
const PERSON = {
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

/** The service that was too busy for a request, by what the answer says; undefined when it failed for another reason. */
export function busyIn(failure: string): string | undefined {
  const [, neighbour] = NEIGHBOUR_IS_BUSY.exec(failure) ?? [];
  const [, collection = ''] = IS_FULL.exec(failure) ?? [];
  return neighbour ?? ANSWERED_BY[collection];
}

/** Customers who sign up, and others who read the points of an account, at the gateway. */
export class Load {
  requests = 0;
  readonly failures: string[] = [];
  /** Of the failures: those of a service that was too busy, each with its name. */
  readonly busy = new Map<string, string>();
  private readonly isOver = new AbortController();
  private working: Promise<unknown> | undefined;
  private session: { token: Promise<string>; sinceMs: number } | undefined;

  constructor(private readonly gateway: string) {}

  /** Begins when the first customer has an account. */
  async start(): Promise<void> {
    const { path, email } = await this.customer();
    this.requests = this.failures.length = 0; // a service that is just starting may be asked again
    this.working = Promise.all([
      this.repeat(SIGN_UP_EVERY_MS, () => this.signUp()),
      ...Array.from({ length: READERS }, () =>
        this.repeat(READ_EVERY_MS, async () => this.count('GET', path, { token: await this.token(email) })),
      ),
    ]);
  }

  async stop(): Promise<void> {
    this.isOver.abort();
    await this.working;
  }

  private async repeat(everyMs: number, work: () => Promise<unknown>): Promise<void> {
    while (!this.isOver.signal.aborted)
      await Promise.all([work().catch((error: unknown) => this.failed(error)), sleep(everyMs)]);
  }

  private failed(error: unknown): void {
    const { message, cause } = error as Error & { cause?: Error };
    const failure = cause ? `${message}: ${cause.message}` : message;
    this.failures.push(failure);
    const busy = busyIn(failure);
    if (busy) this.busy.set(failure, busy);
  }

  private async customer(): Promise<{ path: string; email: string }> {
    const { email, customerId } = await eventually(() => this.signUp(), WITHIN_MS);
    const path = `/api/accounts/${customerId}`;
    await eventually(async () => this.count('GET', path, { token: await this.token(email) }), WITHIN_MS);
    return { path, email };
  }

  /** All readers share a session: a password costs a service as much as hundreds of reads. */
  private token(email: string): Promise<string> {
    if (this.session && Date.now() - this.session.sinceMs < SESSION_MS) return this.session.token;
    const body = { email, password: PERSON.password };
    const token = this.count('POST', '/api/sessions', { body }).then(({ accessToken }) => accessToken!);
    this.session = { token, sinceMs: Date.now() };
    token.catch(() => (this.session = undefined));
    return token;
  }

  private async signUp(): Promise<{ email: string; customerId: string }> {
    const email = `${crypto.randomUUID()}@archers.example`;
    const { customerId } = await this.count('POST', '/api/signups', { body: { email, ...PERSON } });
    return { email, customerId: customerId! };
  }

  /** @throws Error unless the request succeeds */
  private async count(
    method: string,
    path: string,
    { body, token }: { body?: object; token?: string },
  ): Promise<Record<string, string>> {
    this.requests++;
    const answer = await ask(this.gateway + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  }
}
