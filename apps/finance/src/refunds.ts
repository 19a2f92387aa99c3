import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Erasure, Outbox } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { PaymentRefunded, type RefundPayment, RefundFailed } from './events.js';
import { LedgerStore } from './ledger.store.js';
import type { Money } from './money.js';
import { PaymentGatewayClient } from './payment-gateway.client.js';
import { RefundsStore } from './refunds.store.js';
import { kept, type Refund, type Sale } from './sale.js';
import { SalesStore } from './sales.store.js';

type Ids = DataOf<typeof RefundPayment>;

/** A refund that is to be made. */
interface Owed {
  sale: Sale;
  refund: Refund;
  money: Money;
}

/** Pays money back at the gateway, once for each refund. */
@Injectable()
export class Refunds {
  private readonly refunded;

  constructor(
    private readonly database: Database,
    private readonly sales: SalesStore,
    private readonly store: RefundsStore,
    private readonly ledger: LedgerStore,
    private readonly gateway: PaymentGatewayClient,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    { metrics }: Telemetry,
  ) {
    this.refunded = metrics.count('payments_refunded_total', 'Refunds that the gateway made');
  }

  /**
   * Refunds what is owed.
   * @param key by which the gateway knows the refund
   * @throws Error when the gateway does not refund, or gives no answer
   */
  async refund(key: string, ids: Ids): Promise<void> {
    const owed = await this.database.inTransaction((tx) => this.owed(tx, ids));
    if (!owed) return;
    const { chargeId } = owed.sale.payments.find(({ state }) => state === 'taken') ?? {};
    if (!chargeId)
      throw new Error(`nothing was taken for the order ${ids.orderId}: there is nothing to refund`);
    await this.gateway.refund(key, chargeId, owed.money);
    await this.database.inTransaction((tx) => this.finish(tx, ids));
  }

  /** Says that a refund was given up: it waits in the hospital. */
  async tellFailure({ orderId, customerId, refundId }: Ids): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      const owed = await this.owed(tx, { orderId, customerId, refundId });
      if (owed?.refund.state !== 'begun') return; // it was made, or its failure was told
      await this.store.markFailed(tx, refundId);
      const entityversion = await this.sales.nextVersion(tx, orderId);
      const failed = { orderId, customerId, refundId, amount: owed.money };
      await this.outbox.add(tx, RefundFailed(failed, { entityversion }));
    });
  }

  private async finish(tx: Tx, ids: Ids): Promise<void> {
    const owed = await this.owed(tx, ids);
    if (!owed) return; // another attempt was faster
    const { sale, money } = owed;
    const { orderId, customerId, refundId } = ids;
    await this.store.finish(tx, refundId);
    const entityversion = await this.sales.nextVersion(tx, orderId);
    const sequence = await this.ledger.book(tx, { orderId, reason: 'refund', reference: refundId, money });
    const left = { amount: kept(sale) - money.amount, currency: money.currency };
    const refunded = { orderId, customerId, refundId, refunded: money, kept: left, sequence };
    await this.outbox.add(tx, PaymentRefunded(refunded, { entityversion }));
    afterCommit(tx, () => this.refunded.add());
  }

  /** The refund, as long as it is not made. */
  private async owed(tx: Tx, { orderId, customerId, refundId }: Ids): Promise<Owed | undefined> {
    await this.erasure.has(tx, customerId); // the lock of the person comes before that of the order
    const sale = await this.sales.find(tx, orderId);
    const refund = sale?.refunds.find((one) => one.refundId === refundId);
    if (!sale?.total || !refund?.amount || refund.state === 'done') return undefined;
    return { sale, refund, money: { amount: refund.amount, currency: sale.total.currency } };
  }
}
