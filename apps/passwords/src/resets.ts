import { Database } from '#libs/database';
import { type DataOf, Effects, Outbox } from '#libs/messaging';
import { Clock, type Limiter, Limits, notFound, urlBelow } from '#libs/service';
import { newId } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { CredentialsStore } from './credentials.store.js';
import { BeginReset, ResetRequested } from './events.js';
import { Password } from './inputs.js';
import { PasswordChanges } from './password-changes.js';
import { hashing, hashPassword } from './password-hash.js';
import { PasswordsConfig } from './passwords.config.js';
import { BadPassword, type Claim, LinkUsed, readOldReset, readReset, signReset } from './reset-link.js';
import { ResetsStore } from './resets.store.js';

const HOUR_S = 3_600;

/** Lets people set a new password by a link in a mail, which `email` sends. */
@Injectable()
export class Resets {
  private readonly perAccount: Limiter;

  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialsStore,
    private readonly store: ResetsStore,
    private readonly changes: PasswordChanges,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: PasswordsConfig,
    limits: Limits,
  ) {
    this.perAccount = limits.of('resets-per-account-per-hour', config.RESETS_PER_ACCOUNT_PER_HOUR, HOUR_S);
  }

  /**
   * Requests a link. Whether the address is known decides only what happens after the answer, so that neither the answer
   * nor the time it takes tells it: for an address that nobody has, a customer is made up.
   * @throws Refusal (429) after too many, for a known and an unknown address alike
   */
  async request(email: string): Promise<void> {
    await this.perAccount.count(email);
    await this.database.inTransaction(async (tx) => {
      const known = await this.credentials.byEmail(tx, email);
      const begin = { requestId: newId(), customerId: known?.customerId ?? newId() };
      await this.effects.add(tx, BeginReset, begin.requestId, begin);
    });
  }

  /** Does what the address of a request decides. An attempt that is repeated changes nothing. */
  begin({ requestId, customerId }: DataOf<typeof BeginReset>): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      const owner = await this.credentials.lock(tx, customerId);
      if (!owner?.email || !(await this.store.insert(tx, requestId, customerId))) return;
      await this.outbox.add(tx, ResetRequested({ requestId, customerId, email: owner.email }));
    });
  }

  /**
   * The link of a request, the same whenever it is asked for.
   * @throws Refusal (404) when there is nothing left to do with it
   */
  async linkOf(requestId: string): Promise<{ link: string; expiresAt: string }> {
    const { RESET_KEY, RESET_VALID, PUBLIC_URL } = this.config;
    const open = await this.database.inTransaction((tx) => this.store.find(tx, requestId, RESET_VALID));
    if (!open) throw notFound();
    const token = await signReset({ requestId, customerId: open.customerId }, RESET_KEY, open.until);
    const link = urlBelow(PUBLIC_URL, `/password-resets/${token}`);
    return { link, expiresAt: open.until.toISOString() };
  }

  /** @throws Refusal when a link does not work: (404) for a forged one, (410) for one that has expired or was used */
  async check(token: string): Promise<Claim> {
    const claim = await readReset(token, this.config.RESET_KEY, this.clock.now());
    const open = await this.database.inTransaction((tx) =>
      this.store.find(tx, claim.requestId, this.config.RESET_VALID),
    );
    if (!open) throw LinkUsed.refusal();
    return claim;
  }

  /** Sets the password, once for each link. All sessions end. @throws Refusal as `check` does */
  async setPassword(token: string, password: string): Promise<void> {
    const { requestId, customerId } = await this.check(token);
    if (!Password.safeParse(password).success) throw BadPassword.refusal();
    const hash = await hashing.admit(() => hashPassword(password));
    await this.database.inTransaction(async (tx) => {
      await this.credentials.lock(tx, customerId);
      if (!(await this.store.find(tx, requestId, this.config.RESET_VALID))) throw LinkUsed.refusal(); // meanwhile
      await this.changes.replace(tx, customerId, hash);
    });
  }

  /** Requests another link for the customer of one that has expired or was used. @throws Refusal (404) for a forged one */
  async requestByLink(token: string): Promise<void> {
    const { customerId } = await readOldReset(token, this.config.RESET_KEY);
    const owner = await this.database.inTransaction((tx) => this.credentials.find(tx, customerId));
    if (owner?.email) await this.request(owner.email);
  }
}
