import { type Tx } from '#libs/database';
import { Effects } from '#libs/messaging';
import { Clock } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { RefundPayment, TakePayment } from './events.js';
import { PaymentsStore } from './payments.store.js';
import { RefundsStore } from './refunds.store.js';
import { needlessTokens, paymentToCharge, refundsToBegin } from './sale.js';
import { SalesStore } from './sales.store.js';

/** Begins whatever can be done for an order, after each change of what is known of it. */
@Injectable()
export class NextSteps {
  constructor(
    private readonly sales: SalesStore,
    private readonly payments: PaymentsStore,
    private readonly refunds: RefundsStore,
    private readonly effects: Effects,
    private readonly clock: Clock,
  ) {}

  /** @param orderId of an order that is locked */
  async begin(tx: Tx, orderId: string): Promise<void> {
    const sale = await this.sales.find(tx, orderId);
    if (!sale) return;
    const { customerId, reservedUntil } = sale;
    if (reservedUntil) await this.payments.limitTokens(tx, orderId, reservedUntil);
    const payment = paymentToCharge(sale, this.clock.now());
    if (payment) {
      const { paymentId } = payment;
      await this.payments.begin(tx, paymentId);
      const take = { orderId, customerId, paymentId };
      await this.effects.add(tx, TakePayment, `charge-${paymentId}`, take, customerId);
    }
    for (const { refundId, amount } of refundsToBegin(sale)) {
      await this.refunds.begin(tx, refundId, amount);
      if (!amount) continue;
      const refund = { orderId, customerId, refundId };
      await this.effects.add(tx, RefundPayment, `refund-${refundId}`, refund, customerId);
    }
    await this.payments.eraseTokens(tx, needlessTokens(sale));
  }
}
