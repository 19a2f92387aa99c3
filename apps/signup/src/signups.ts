import { Refusal } from '#libs/messaging';
import { Idempotency } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CustomersClient } from './customers.client.js';
import { PasswordsClient } from './passwords.client.js';
import { SignupConfig } from './signup.config.js';
import type { Registration, SignedUp, Signup } from './signup.js';

const UNFINISHED = 'unfinished signups';

class OtherContent extends Refusal {
  constructor() {
    super('idempotency-key-reused', 'The sign-up under this key began with other content: use a new key.', 422);
  }
}

@Injectable()
export class Signups {
  private readonly count;
  private readonly knownEmails;

  constructor(
    private readonly idempotency: Idempotency,
    private readonly passwords: PasswordsClient,
    private readonly customers: CustomersClient,
    private readonly config: SignupConfig,
    { metrics }: Telemetry,
  ) {
    this.count = metrics.count('signups_total', 'People who signed up');
    this.knownEmails = new RateLimiterMemory({ points: config.KNOWN_EMAILS_PER_MINUTE, duration: 60 });
  }

  /**
   * Without a key of the caller's, an attempt that failed half-way is found again by its content, so that the same
   * request continues it; once it succeeds it is forgotten, and a repetition is a new request.
   */
  async signUp({ password, ...registration }: Signup, from: string, key?: string): Promise<SignedUp> {
    if (key) return this.begin('signups', key, registration, password, from);
    const content = createHash('sha256').update(JSON.stringify(registration)).digest('hex');
    const begin = () => this.begin(UNFINISHED, content, registration, password, from);
    const forget = () => this.idempotency.forget(UNFINISHED, content);
    const signedUp = await begin().catch(async (error: unknown) => {
      if (!(error instanceof OtherContent)) throw error;
      await forget(); // they thought of another password meanwhile: the inert credential is swept
      return begin();
    });
    await forget();
    return signedUp;
  }

  private begin(scope: string, key: string, registration: Registration, password: string, from: string) {
    return this.idempotency.once(scope, key, registration, (id) => this.attempt(id, registration, password, from));
  }

  /** The credential first: it is inert until the customer is registered, so no failure leaves half a customer. */
  private async attempt(customerId: string, registration: Registration, password: string, from: string) {
    if (!(await this.passwords.create(customerId, password))) throw new OtherContent();
    const outcome = await this.customers.register(customerId, registration);
    if (outcome === 'id taken') throw new OtherContent();
    if (outcome === 'email taken') throw await this.emailTaken(from);
    this.count.add();
    const { CUSTOMERS_URL, PASSWORDS_URL } = this.config;
    return {
      customerId,
      links: {
        customer: new URL(`/customers/${customerId}`, CUSTOMERS_URL).href,
        session: new URL('/sessions', PASSWORDS_URL).href,
      },
    };
  }

  /** Telling that an address is taken tells that somebody has an account, so nobody is told it often. */
  private async emailTaken(from: string): Promise<Refusal> {
    const limit = await this.knownEmails.consume(from).catch((reached: { msBeforeNext: number }) => reached);
    if ('consumedPoints' in limit && (limit.consumedPoints as number) > this.config.KNOWN_EMAILS_PER_MINUTE) {
      return new Refusal('signup.too-many', 'Too many sign-ups with known addresses: wait a minute.', 429);
    }
    return new Refusal('signup.email-taken', 'Somebody is registered under this address: log in instead.', 409);
  }
}

