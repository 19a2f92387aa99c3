import type { Tx } from '#libs/database';
import { Erasure, problemType } from '#libs/messaging';
import {
  Idempotency,
  IdempotencyKeyReused,
  type IdempotencyKey,
  KeyedHash,
  Limits,
  urlBelow,
} from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { CustomersClient } from './customers.client.js';
import { CustomerForgotten } from './events.js';
import { PasswordsClient } from './passwords.client.js';
import { SignupConfig } from './signup.config.js';
import { registrationOf, type SignedUp, type Signup } from './signup.js';

/** The id under which a sign-up runs becomes the customer's, and by it they are erased. */
const SIGNUPS = { name: 'signups', person: undefined };
/** `customers` has answered; `passwords` lets the customer log in when it hears of them. */
const STATES: SignedUp['states'] = { customer: 'ready', session: 'coming' };
const UNFINISHED = { name: 'unfinished signups', person: undefined };

@Injectable()
export class SignupsService {
  private readonly count;
  private readonly knownEmails;

  constructor(
    private readonly idempotency: Idempotency,
    private readonly hashes: KeyedHash,
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

  signUp(signup: Signup, from: string, key?: IdempotencyKey): Promise<SignedUp> {
    return key === undefined ? this.signUpByContent(signup, from) : this.signUpUnderKey(key, signup, from);
  }

  forget(tx: Tx, customerId: string): Promise<void> {
    return this.erasure.erase(tx, customerId, undefined, CustomerForgotten({ customerId }));
  }

  private signUpUnderKey(key: IdempotencyKey, signup: Signup, from: string): Promise<SignedUp> {
    return this.idempotency.once(SIGNUPS, key, async (customerId) => {
      const signedUp = await this.attempt(customerId, signup, from);
      if (!signedUp) throw otherContent(); // here, so that the key does not store a refusal as its answer
      return signedUp;
    });
  }

  /**
   * Without a key, an attempt that failed half-way is found again by its content, so that the same request continues
   * it. One with another password is another attempt: the inert credential of the first is swept later.
   */
  private async signUpByContent(signup: Signup, from: string): Promise<SignedUp> {
    const continued = await this.attemptByContent(signup, from);
    if (continued) return continued;
    const begun = await this.attemptByContent(signup, from);
    if (!begun) throw otherContent();
    return begun;
  }

  /** An attempt that ends is forgotten: the same request is a new sign-up from then on. */
  private async attemptByContent(signup: Signup, from: string): Promise<SignedUp | undefined> {
    const content = {
      value: this.hashes.of(JSON.stringify(signup)),
      by: 'anybody with the same content',
      request: signup,
    };
    const signedUp = await this.idempotency.once(UNFINISHED, content, (customerId) =>
      this.attempt(customerId, signup, from),
    );
    await this.idempotency.forget(UNFINISHED, content);
    return signedUp;
  }

  /**
   * Creates the credential first: it is inert until the customer is registered, so no failure leaves half a customer.
   * @returns undefined when the id belongs to a sign-up with other content
   * @throws Refusal when the e-mail address is taken, or when this caller has learned that, or may be learning it, too
   * often: then no sign-up goes on, because to refuse taken addresses alone would tell the same
   */
  private async attempt(customerId: string, signup: Signup, from: string): Promise<SignedUp | undefined> {
    const outcome = await this.knownEmails.countIf(
      from,
      () => this.register(customerId, signup),
      (outcome) => outcome === 'email taken',
    );
    if (outcome === 'id taken') return undefined;
    if (outcome === 'email taken')
      throw EmailTaken.refusal('A customer with this e-mail address exists: log in instead.');
    this.count.add();
    return { customerId, links: this.linksTo(customerId), states: STATES };
  }

  private async register(customerId: string, signup: Signup) {
    if (!(await this.passwords.create(customerId, signup))) return 'id taken';
    return this.customers.register(customerId, registrationOf(signup));
  }

  private linksTo(customerId: string): SignedUp['links'] {
    const { CUSTOMERS_PUBLIC_URL, PASSWORDS_PUBLIC_URL } = this.config;
    return {
      customer: urlBelow(CUSTOMERS_PUBLIC_URL, `/v2/customers/${customerId}`),
      session: urlBelow(PASSWORDS_PUBLIC_URL, '/sessions'),
    };
  }
}

export const EmailTaken = problemType({
  code: 'signup.email-taken',
  status: 409,
  meaning: 'A customer with this e-mail address exists.',
  advice: 'Log in instead.',
});

const otherContent = () =>
  IdempotencyKeyReused.refusal(
    'A sign-up with different content began under this Idempotency-Key: use a new key.',
  );
