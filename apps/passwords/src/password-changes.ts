import { Database, type Tx } from '#libs/database';
import { Outbox, problemType } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { CredentialsStore } from './credentials.store.js';
import { PasswordChanged } from './events.js';
import { hashing, hashPassword, isPassword } from './password-hash.js';
import { ResetsStore } from './resets.store.js';
import { Sessions } from './sessions.js';

export const WrongOldPassword = problemType({
  code: 'passwords.wrong-old',
  status: 403,
  meaning: 'The old password is wrong.',
  advice: 'Check it.',
});

/** Sets new passwords. Whoever knew the old one is logged out, and every link to set one is useless. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly database: Database,
    private readonly store: CredentialsStore,
    private readonly resets: ResetsStore,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Changes the password of a person who knows it, and begins a new session: all others end.
   * @throws Refusal (403) when the old password is wrong, (404) when the person has no credential, (503) at once when too many
   * passwords wait to be hashed
   */
  change(customerId: string, oldPassword: string, newPassword: string) {
    return hashing.admit(async () => {
      const known = await this.database.inTransaction((tx) => this.store.hashOf(tx, customerId));
      if (!known) throw notFound();
      if (!(await isPassword(oldPassword, known))) throw wrong();
      const hash = await hashPassword(newPassword);
      const refreshToken = await this.database.inTransaction(async (tx) => {
        await this.store.lock(tx, customerId);
        if ((await this.store.hashOf(tx, customerId)) !== known) throw wrong(); // changed meanwhile
        await this.replace(tx, customerId, hash);
        return this.sessions.begin(tx, customerId);
      });
      return { ...(await this.tokens.forPerson(customerId)), refreshToken };
    });
  }

  /** Sets the password of a customer, who must be locked. */
  async replace(tx: Tx, customerId: string, hash: string): Promise<void> {
    const owner = await this.store.lock(tx, customerId);
    if (!owner?.email) throw notFound();
    await this.store.setHash(tx, customerId, hash);
    await this.resets.deleteOf(tx, customerId);
    await this.sessions.endAll(tx, customerId);
    await this.outbox.add(tx, PasswordChanged({ customerId, email: owner.email }));
  }
}

const wrong = () => WrongOldPassword.refusal('The old password is wrong: check it.');
