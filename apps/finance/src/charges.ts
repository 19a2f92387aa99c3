import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Erasure, Outbox } from '#libs/messaging';
import { Clock } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { PaymentRefused, PaymentTaken, type TakePayment } from './events.js';
import { LedgerStore } from './ledger.store.js';
import type { Money } from './money.js';
import { NextSteps } from './next-steps.js';
import { type Charge, PaymentGatewayClient } from './payment-gateway.client.js';
import { PaymentsStore } from './payments.store.js';
import { isOver, type Payment, type Sale, stepOf } from './sale.js';
import { SalesStore } from './sales.store.js';

type Ids = DataOf<typeof TakePayment>;

/** What to ask of the gateway. */
interface Attempt {
  step: ReturnType<typeof stepOf>;
  payment: Payment;
  total: Money;
}

/** Takes money at the gateway, once for each payment. */
@Injectable()
export class Charges {
  private readonly settled;

  constructor(
    private readonly database: Database,
    private readonly sales: SalesStore,
    private readonly payments: PaymentsStore,
    private readonly ledger: LedgerStore,
    private readonly next: NextSteps,
    private readonly gateway: PaymentGatewayClient,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly clock: Clock,
    { metrics }: Telemetry,
  ) {
    this.settled = metrics.count('payments_settled_total', 'Payments, by what became of them', {
      outcome: ['taken', 'refused', 'declined', 'lapsed'],
    });
  }

  /**
   * Charges a payment, or settles a charge whose answer was lost.
   * @param key by which the gateway knows the charge
   * @throws Error while the outcome is unknown
   */
  async take(key: string, ids: Ids): Promise<void> {
    const attempt = await this.begin(ids);
    if (!attempt) return;
    const outcome = await this.outcomeOf(key, attempt);
    await this.database.inTransaction((tx) => this.settle(tx, ids, outcome));
  }

  private begin({ orderId, customerId, paymentId }: Ids): Promise<Attempt | undefined> {
    return this.database.inTransaction(async (tx) => {
      await this.erasure.has(tx, customerId); // the lock of the person comes before that of the order
      const sale = await this.sales.find(tx, orderId);
      const payment = paymentOf(sale, paymentId);
      if (!sale?.total || !payment) return undefined;
      const step = stepOf(sale, payment, this.clock.now());
      if (step === 'charge') await this.payments.markTried(tx, paymentId);
      return step === 'none' ? undefined : { step, payment, total: sale.total };
    });
  }

  private async outcomeOf(
    key: string,
    { step, payment, total }: Attempt,
  ): Promise<Charge | { state: 'lapsed' }> {
    if (step === 'charge' && payment.token) return this.gateway.charge(key, payment.token, total);
    const chargeId = step === 'ask' ? await this.gateway.find(key) : undefined;
    if (chargeId !== undefined) return { state: 'taken', chargeId };
    if (isOver(payment, this.clock.now())) return { state: 'lapsed' };
    throw new Error(
      'the payment gateway does not know the charge, which may still be on its way: it is asked again',
    );
  }

  private async settle(tx: Tx, ids: Ids, outcome: Charge | { state: 'lapsed' }): Promise<void> {
    const { orderId, paymentId } = ids;
    await this.erasure.has(tx, ids.customerId); // the lock of the person comes before that of the order
    const sale = await this.sales.find(tx, orderId);
    if (!sale?.total || paymentOf(sale, paymentId)?.state !== 'charging') return;
    const { state } = outcome;
    await this.payments.settle(tx, paymentId, state, state === 'taken' ? outcome.chargeId : undefined);
    await this.next.begin(tx, orderId);
    afterCommit(tx, () => this.settled.add({ outcome: state }));
    if (state === 'lapsed') return;
    const { customerId, total } = sale;
    const about = { orderId, customerId, paymentId };
    const entityversion = await this.sales.nextVersion(tx, orderId);
    if (state === 'taken') {
      const booking = { orderId, reason: 'payment' as const, reference: paymentId, money: total };
      const sequence = await this.ledger.book(tx, booking);
      await this.outbox.add(tx, PaymentTaken({ ...about, kept: total, sequence }, { entityversion }));
    } else {
      const isFinal = state === 'declined';
      await this.outbox.add(tx, PaymentRefused({ ...about, isFinal }, { entityversion }));
    }
  }
}

const paymentOf = (sale: Sale | undefined, paymentId: string): Payment | undefined =>
  sale?.payments.find((one) => one.paymentId === paymentId);
