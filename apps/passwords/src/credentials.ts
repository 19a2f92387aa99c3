import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Outbox, problemType } from '#libs/messaging';
import { KeyedHash } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { CredentialsStore } from './credentials.store.js';
import { CustomersClient } from './customers.client.js';
import { CredentialActivated, CustomerForgotten } from './events.js';
import { hashing, hashPassword, isPassword } from './password-hash.js';
import { LogInLimits } from './log-in-limits.js';
import { PasswordsConfig } from './passwords.config.js';
import { ResetsStore } from './resets.store.js';
import { Sessions } from './sessions.js';

export const CredentialExists = problemType({
  code: 'passwords.exists',
  status: 412,
  meaning: 'A credential with this id and another password exists.',
  advice: 'Use a new id.',
});

export const WrongPassword = problemType({
  code: 'passwords.wrong',
  status: 401,
  meaning: 'The e-mail address or the password is wrong.',
  advice: 'Check both.',
});

/** A 401 must name how to authenticate (RFC 9110, section 15.5.2): here by the body, and by no token that a client could renew. */
const wrongPassword = () =>
  WrongPassword.refusal('The e-mail address or the password is wrong: check both.', {
    challenge: 'Password realm="troupe"',
  });

export const TooEarly = problemType({
  code: 'passwords.too-early',
  status: 503,
  meaning: 'Both are right, but the customer is still being registered.',
  advice: 'Wait for the number of seconds in `Retry-After`, and log in again.',
  retries: true,
});

/** Seconds in which a registration has usually been heard of. */
const RETRY_AFTER_S = 1;

@Injectable()
export class Credentials {
  private readonly activated;
  private readonly logins;

  constructor(
    private readonly database: Database,
    private readonly store: CredentialsStore,
    private readonly sessions: Sessions,
    private readonly resets: ResetsStore,
    private readonly tokens: AccessTokens,
    private readonly customers: CustomersClient,
    private readonly limits: LogInLimits,
    private readonly hashes: KeyedHash,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly config: PasswordsConfig,
    private readonly telemetry: Telemetry,
  ) {
    this.activated = telemetry.metrics.count('credentials_activated_total', 'Credentials that became usable');
    this.logins = telemetry.metrics.count('logins_total', 'Attempts to log in', {
      outcome: ['granted', 'refused', 'too early'],
    });
  }

  /**
   * Returns true for a new credential, false when it exists already with this password.
   * @param email the address that the customer will have
   * @throws Refusal (503) at once when too many passwords wait to be hashed
   */
  create(customerId: string, password: string, email?: string): Promise<boolean> {
    return hashing.admit(() => this.createAdmitted(customerId, password, email));
  }

  /**
   * Answers an unknown address and a wrong password alike, after the same time.
   * @param from the network address of the caller
   * @throws Refusal (503) at once when too many passwords wait to be hashed, or when both are right and the customer is still
   * being registered, which is no attempt; (429) after too many attempts
   */
  logIn(email: string, password: string, from: string) {
    return hashing.admit(() => this.logInAdmitted(email, password, from));
  }

  private async createAdmitted(customerId: string, password: string, email?: string): Promise<boolean> {
    const known = (await this.hashOf(customerId)) ?? (await this.insert(customerId, password, email));
    if (!known) return true;
    if (await isPassword(password, known)) return false;
    throw CredentialExists.refusal('A credential with this id and another password exists: use a new id.');
  }

  private async logInAdmitted(email: string, password: string, from: string) {
    await this.limits.count(email, from);
    const { active, awaiting } = await this.find(email);
    const isRight = await isPassword(password, active?.hash ?? awaiting); // one hash, whatever is known
    this.logins.add({ outcome: isRight ? (active ? 'granted' : 'too early') : 'refused' });
    if (!isRight) throw wrongPassword();
    if (!active) {
      await this.limits.giveBack(email, from);
      throw TooEarly.refusal('The customer is still being registered: log in again in a second.', {
        retryAfter: RETRY_AFTER_S,
      });
    }
    await this.limits.remember(active.customerId, from);
    return this.beginSession(active.customerId);
  }

  /** Lets the customer log in with this address. The address of the newest version wins, whichever event arrives last. */
  async useAddress(tx: Tx, customerId: string, email: string, version: number): Promise<void> {
    const before = await this.store.lock(tx, customerId);
    if (!before || (before.version ?? 0) >= version) return;
    await this.store.setAddress(tx, customerId, email, version);
    if (before.email !== email) await this.resets.deleteOf(tx, customerId); // their links went to the old address
    await this.store.awaitNoMore(tx, this.hashes.of(email));
    if (before.version !== null) return;
    await this.outbox.add(tx, CredentialActivated({ customerId }, { entityversion: version }));
    afterCommit(tx, () => this.activated.add());
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lock(tx, customerId); // what changes the sessions ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }

  private async beginSession(customerId: string) {
    const refreshToken = await this.database.inTransaction((tx) => this.sessions.begin(tx, customerId));
    if (!refreshToken) throw wrongPassword(); // erased meanwhile
    return { ...(await this.tokens.forPerson(customerId)), refreshToken };
  }

  /** The credential of an address, and the hash of one that waits for its customer to be registered. */
  private find(email: string) {
    return this.database.inSnapshot(async (tx) => ({
      active: await this.store.byEmail(tx, email),
      awaiting: await this.store.hashAwaiting(tx, this.hashes.of(email)),
    }));
  }

  private hashOf(customerId: string): Promise<string | undefined> {
    return this.database.inTransaction((tx) => this.store.hashOf(tx, customerId));
  }

  /** Returns the hash of a credential that was created meanwhile. */
  private async insert(customerId: string, password: string, email?: string): Promise<string | undefined> {
    const hash = await hashPassword(password);
    const isNew = await this.database.inTransaction(async (tx) => {
      const isAwaited = email !== undefined && !(await this.store.byEmail(tx, email)); // or the sign-up is refused
      return this.store.insert(tx, customerId, hash, isAwaited ? this.hashes.of(email) : undefined);
    });
    return isNew ? undefined : this.hashOf(customerId);
  }

  /** Deletes networks that are no longer used, sessions that have ended, links that have expired, and old credentials without a customer. It asks `customers` about each, because the event may only be late. */
  async sweep(): Promise<void> {
    await this.limits.sweep();
    await this.sessions.sweep();
    await this.database.inTransaction((tx) => this.resets.deleteExpired(tx, this.config.RESET_VALID));
    const inert = await this.database.inTransaction((tx) => this.store.inert(tx, this.config.SWEEP_AFTER));
    for (const customerId of inert) {
      if (await this.customers.exists(customerId)) continue;
      await this.database.inTransaction((tx) => this.store.deleteInert(tx, customerId));
      this.telemetry.log.info('an unused credential was swept');
    }
  }
}
