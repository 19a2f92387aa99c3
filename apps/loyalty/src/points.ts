import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Erasure, Outbox, problemType, Totals } from '#libs/messaging';
import { Awaited, notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { AccountOpened, CustomerForgotten, type PaymentTaken, PointsRedeemed, Purchases } from './events.js';
import { LoyaltyConfig } from './loyalty.config.js';
import { type Account, PointsStore, type Redemption } from './points.store.js';
import { pointsOf } from './purchase.js';

export const BalanceTooLow = problemType({
  code: 'loyalty.balance-too-low',
  status: 409,
  meaning: 'The account has fewer points than the redemption takes.',
  advice: 'Redeem at most as many points as the balance that `detail` names.',
});

/** The rule: a balance never goes below zero. */
export function redeemPoints(account: Account, redemptionId: string, points: number) {
  const { customerId } = account;
  const balance = account.balance - points;
  if (balance < 0) {
    throw BalanceTooLow.refusal(`The balance is ${account.balance}: redeem at most that many points.`);
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
    private readonly totals: Totals,
    private readonly awaited: Awaited,
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

  /**
   * Points follow what was paid for an order and not refunded, whichever event comes last.
   * @param version of the payments of the order: the newest counts
   */
  async earn(tx: Tx, version = 1, { orderId, customerId, kept }: DataOf<typeof PaymentTaken>): Promise<void> {
    const points = pointsOf(kept);
    const before = await this.store.earn(tx, { orderId, customerId, points, version });
    if (before !== undefined && before < points) afterCommit(tx, () => this.granted.add({}, points - before));
    this.totals.add(tx, Purchases);
  }

  account(customerId: string): Promise<Account> {
    return this.database.inSnapshot((tx) => this.found(tx, customerId, this.store.find(tx, customerId)));
  }

  /** @param after the last redemption that the caller has read */
  redemptions(customerId: string, after: string | undefined, most: number): Promise<Redemption[]> {
    return this.database.inSnapshot(async (tx) => {
      await this.found(tx, customerId, this.store.find(tx, customerId));
      return this.store.redemptions(tx, customerId, after, most);
    });
  }

  redemption(customerId: string, redemptionId: string): Promise<Redemption> {
    return this.database.inSnapshot(async (tx) => {
      await this.found(tx, customerId, this.store.find(tx, customerId));
      const redemption = await this.store.redemption(tx, customerId, redemptionId);
      if (!redemption) throw notFound();
      return redemption;
    });
  }

  /** @param redemptionId the same when the request is repeated */
  redeem(customerId: string, redemptionId: string, points: number): Promise<Redemption> {
    return this.database.inTransaction(async (tx) => {
      // Redemptions of one account run one at a time.
      const account = await this.found(tx, customerId, this.store.lock(tx, customerId));
      const done = await this.store.redemption(tx, customerId, redemptionId);
      if (done) return done;
      const event = redeemPoints(account, redemptionId, points);
      const redemption = await this.store.book(tx, event.data);
      await this.outbox.add(tx, event);
      afterCommit(tx, () => this.redeemed.add({}, points));
      return redemption;
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lock(tx, customerId); // a redemption in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }

  private async found(tx: Tx, customerId: string, account: Promise<Account | undefined>): Promise<Account> {
    const found = await account;
    if (!found) throw await this.awaited.missing(tx, customerId);
    return found;
  }
}
