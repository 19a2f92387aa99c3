import { Database } from '#libs/database';
import { Erased, Erasure, problemType } from '#libs/messaging';
import { KeyedHash } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { FinanceConfig } from './finance.config.js';
import { NextSteps } from './next-steps.js';
import { PaymentsStore } from './payments.store.js';
import { SalesStore } from './sales.store.js';

export const OtherToken = problemType({
  code: 'payment.other-token',
  status: 412,
  meaning: 'Another token was handed over for this payment.',
  advice: 'Use a new payment id for another means of payment.',
});

/** The means of payment that people hand over. */
@Injectable()
export class Payments {
  constructor(
    private readonly database: Database,
    private readonly store: PaymentsStore,
    private readonly sales: SalesStore,
    private readonly next: NextSteps,
    private readonly erasure: Erasure,
    private readonly hashes: KeyedHash,
    private readonly config: FinanceConfig,
  ) {}

  /** @throws Refusal when another token was handed over (412), or the customer was erased (410) */
  offer(paymentId: string, customerId: string, token: string): Promise<void> {
    const tokenHash = this.hashes.of(token);
    const lastsMs = this.config.TOKEN_LASTS;
    return this.database.inTransaction(async (tx) => {
      if (await this.erasure.has(tx, customerId)) throw Erased.refusal();
      await this.store.lock(tx, paymentId);
      const orderId = await this.store.orderOf(tx, paymentId);
      if (orderId) await this.sales.find(tx, orderId); // the order is locked before its payments change
      const stored = await this.store.offer(tx, { paymentId, customerId, token, tokenHash, lastsMs });
      if (stored !== tokenHash) throw OtherToken.refusal();
      if (orderId) await this.next.begin(tx, orderId);
    });
  }

  /** Erases what pays and is too old. */
  eraseOldTokens(): Promise<void> {
    return this.database.inTransaction((tx) => this.store.eraseOldTokens(tx));
  }
}
