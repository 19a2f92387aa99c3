import { Database } from '#libs/database';
import { KeyedHash, type Limiter, Limits } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { NetworksStore } from './networks.store.js';
import { PasswordsConfig } from './passwords.config.js';

/**
 * Limits log-ins with one e-mail address without locking its owner out: no network uses up what all may try, and a network
 * where the owner has logged in before does not depend on the others.
 */
@Injectable()
export class LogInLimits {
  private readonly perNetwork: Limiter;
  private readonly perAccount: Limiter;

  constructor(
    private readonly database: Database,
    private readonly networks: NetworksStore,
    private readonly hashes: KeyedHash,
    limits: Limits,
    config: PasswordsConfig,
  ) {
    this.perNetwork = limits.of(
      'log-ins-per-account-and-address-per-minute',
      config.LOG_INS_PER_ACCOUNT_AND_ADDRESS_PER_MINUTE,
    );
    this.perAccount = limits.of('log-ins-per-account-per-minute', config.LOG_INS_PER_ACCOUNT_PER_MINUTE);
  }

  /** Counts an attempt. @throws Refusal (429) when there were too many */
  async count(email: string, from: string): Promise<void> {
    await this.perNetwork.count(`${email} ${from}`);
    const isKnown = await this.database.inTransaction((tx) =>
      this.networks.knows(tx, email, this.hashes.of(from)),
    );
    if (!isKnown) await this.perAccount.count(email);
  }

  /** Takes an attempt back that was counted. */
  async giveBack(email: string, from: string): Promise<void> {
    await this.perNetwork.giveBack(`${email} ${from}`);
    await this.perAccount.giveBack(email);
  }

  /** Remembers where a customer has logged in. */
  remember(customerId: string, from: string): Promise<void> {
    return this.database.inTransaction((tx) => this.networks.remember(tx, customerId, this.hashes.of(from)));
  }

  /** Deletes what has not been used for long. */
  sweep(): Promise<void> {
    return this.database.inTransaction((tx) => this.networks.deleteUnused(tx));
  }
}
