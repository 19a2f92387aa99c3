import type { Tx } from '#libs/database';
import { Erasure, Refusal } from '#libs/messaging';
import { Idempotency, Limits } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CustomersClient } from './customers.client.js';
import { CustomerForgotten } from './events.js';
import { PasswordsClient } from './passwords.client.js';
import { SignupConfig } from './signup.config.js';
import type { Registration, SignedUp, Signup } from './signup.js';

const UNFINISHED = 'unfinished signups';

class OtherContent extends Refusal {
  constructor() {
    super(
      'idempotency-key-reused',
      'The sign-up under this key began with other content: use a new key.',
      422,
    );
  }
}

@Injectable()
export class SignupsService {
  private readonly count;
  private readonly knownEmails;

  constructor(
    private readonly idempotency: Idempotency,
    private readonly passwords: PasswordsClient,
    private readonly customers: CustomersClient,
    private readonly erasure: Erasure,
    private readonly config: SignupConfig,
    limits: Limits,
    { metrics }: Telemetry,
  ) {
    this.count = metrics.count('signups_total', 'People who signed up');
    this.knownEmails = limits.of('known-emails-per-minute', config.KNOWN_EMAILS_PER_MINUTE);
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

  forget(tx: Tx, customerId: string): Promise<void> {
    return this.erasure.erase(tx, customerId, this.idempotency, CustomerForgotten({ customerId }));
  }

  private begin(scope: string, key: string, registration: Registration, password: string, from: string) {
    return this.idempotency.once(scope, key, registration, (id) =>
      this.attempt(id, registration, password, from),
    );
  }

  /** The credential first: it is inert until the customer is registered, so no failure leaves half a customer. */
  private async attempt(customerId: string, registration: Registration, password: string, from: string) {
    await this.knownEmails.check(from);
    if (!(await this.passwords.create(customerId, password))) throw new OtherContent();
    const outcome = await this.customers.register(customerId, registration);
    if (outcome === 'id taken') throw new OtherContent();
    if (outcome === 'email taken') throw await this.emailTaken(from);
    this.count.add();
    const { CUSTOMERS_PUBLIC_URL, PASSWORDS_PUBLIC_URL } = this.config;
    const links = {
      customer: behind(CUSTOMERS_PUBLIC_URL, `/v2/customers/${customerId}`),
      session: behind(PASSWORDS_PUBLIC_URL, '/sessions'),
    };
    return { customerId, links };
  }

  /**
   * Telling that an address is taken tells that somebody has an account. Whoever was told it often waits a minute: for
   * every sign-up, because a refusal for known addresses alone would tell the same.
   */
  private async emailTaken(from: string): Promise<Refusal> {
    await this.knownEmails.count(from);
    return new Refusal(
      'signup.email-taken',
      'Somebody is registered under this address: log in instead.',
      409,
    );
  }
}

const behind = (url: string, path: string): string => `${url.replace(/\/+$/, '')}${path}`;
