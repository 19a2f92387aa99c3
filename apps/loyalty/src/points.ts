import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Outbox, Refusal } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { AccountOpened, CustomerForgotten, PointsRedeemed } from './events.js';
import { LoyaltyConfig } from './loyalty.config.js';
import { type Account, PointsStore } from './points.store.js';

/** The rule: a balance never goes below zero. */
export function redeemPoints(account: Account, redemptionId: string, points: number) {
  const { customerId } = account;
  const balance = account.balance - points;
  if (balance < 0) {
    throw new Refusal(
      'loyalty.balance-too-low',
      `The balance is ${account.balance}: redeem at most that many points.`,
    );
  }
  return PointsRedeemed(
    { customerId, redemptionId, points, balance },
    { entityversion: account.version + 1 },
  );
}

@Injectable()
export class Points {
  private readonly granted;
  private readonly redeemed;

  constructor(
    private readonly database: Database,
    private readonly store: PointsStore,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly config: LoyaltyConfig,
    { metrics }: Telemetry,
  ) {
    this.granted = metrics.count('loyalty_points_granted_total', 'Points granted to customers');
    this.redeemed = metrics.count('loyalty_points_redeemed_total', 'Points that customers redeemed');
  }

  async welcome(tx: Tx, customerId: string): Promise<void> {
    const balance = this.config.WELCOME_POINTS;
    if (!(await this.store.open(tx, customerId, balance))) return; // an account is opened once
    await this.outbox.add(tx, AccountOpened({ customerId, balance }, { entityversion: 1 }));
    afterCommit(tx, () => this.granted.add({}, balance));
  }

  account(customerId: string): Promise<Account> {
    return this.database.inTransaction(async (tx) => found(await this.store.find(tx, customerId)));
  }

  /** @param redemptionId the same when the request is repeated */
  redeem(customerId: string, redemptionId: string, points: number) {
    return this.database.inTransaction(async (tx) => {
      const account = found(await this.store.lock(tx, customerId)); // redemptions of one account run one at a time
      const done = await this.store.redemption(tx, redemptionId);
      if (done) return done;
      const event = redeemPoints(account, redemptionId, points);
      await this.store.book(tx, event.data);
      await this.outbox.add(tx, event);
      afterCommit(tx, () => this.redeemed.add({}, points));
      return event.data;
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lock(tx, customerId); // a redemption in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }
}

function found(account?: Account): Account {
  if (!account) throw notFound();
  return account;
}
