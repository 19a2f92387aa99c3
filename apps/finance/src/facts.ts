import { type Tx } from '#libs/database';
import { type DataOf, Erasure, Totals } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import {
  CustomerForgotten,
  type OrderCancelled,
  OrderFacts,
  type OrderPlaced,
  type PaymentOffered,
  type ReturnRejected,
  type ReturnRequested,
  type StockDispatched,
  type StockReserved,
  type StockReturned,
} from './events.js';
import { NextSteps } from './next-steps.js';
import { PaymentsStore } from './payments.store.js';
import { RefundsStore } from './refunds.store.js';
import { SalesStore } from './sales.store.js';

/** Keeps what is heard of orders, in whichever order it comes, and begins what follows from it. */
@Injectable()
export class Facts {
  constructor(
    private readonly sales: SalesStore,
    private readonly payments: PaymentsStore,
    private readonly refunds: RefundsStore,
    private readonly next: NextSteps,
    private readonly erasure: Erasure,
    private readonly totals: Totals,
  ) {}

  /** @param version of the order, as `offer` takes it */
  async place(
    tx: Tx,
    version: number,
    { orderId, customerId, paymentId, total, lines }: DataOf<typeof OrderPlaced>,
  ): Promise<void> {
    await this.payments.lock(tx, paymentId);
    await this.sales.record(tx, orderId, customerId);
    await this.sales.place(tx, orderId, version, { ...total, lines });
    await this.payments.link(tx, orderId, customerId, paymentId, version);
    await this.next.begin(tx, orderId);
    this.totals.add(tx, OrderFacts);
  }

  /** @param version of the order, because the newest means of payment pays */
  async offer(tx: Tx, version: number, offer: DataOf<typeof PaymentOffered>): Promise<void> {
    const { orderId, customerId, paymentId } = offer;
    await this.payments.lock(tx, paymentId);
    await this.sales.record(tx, orderId, customerId);
    await this.payments.link(tx, orderId, customerId, paymentId, version);
    await this.next.begin(tx, orderId);
  }

  async cancel(
    tx: Tx,
    version: number,
    { orderId, customerId, cancellationId }: DataOf<typeof OrderCancelled>,
  ): Promise<void> {
    await this.sales.record(tx, orderId, customerId, { is_cancelled: true });
    await this.refunds.owe(tx, orderId, cancellationId, { version, lines: null });
    await this.next.begin(tx, orderId);
  }

  async reserve(tx: Tx, { orderId, customerId, until }: DataOf<typeof StockReserved>): Promise<void> {
    await this.sales.record(tx, orderId, customerId, { reserved_until: new Date(until) });
    await this.next.begin(tx, orderId);
  }

  async dispatch(tx: Tx, { orderId, customerId }: DataOf<typeof StockDispatched>): Promise<void> {
    await this.sales.record(tx, orderId, customerId, { is_dispatched: true });
    this.totals.add(tx, OrderFacts);
  }

  async expectReturn(
    tx: Tx,
    { orderId, customerId, returnId }: DataOf<typeof ReturnRequested>,
  ): Promise<void> {
    await this.sales.record(tx, orderId, customerId);
    await this.refunds.expect(tx, orderId, returnId);
    this.totals.add(tx, OrderFacts);
  }

  async takeBack(
    tx: Tx,
    version: number,
    { orderId, customerId, returnId, lines }: DataOf<typeof StockReturned>,
  ): Promise<void> {
    await this.sales.record(tx, orderId, customerId);
    await this.refunds.owe(tx, orderId, returnId, { version, lines });
    await this.next.begin(tx, orderId);
  }

  async rejectReturn(
    tx: Tx,
    { orderId, customerId, returnId }: DataOf<typeof ReturnRejected>,
  ): Promise<void> {
    await this.sales.record(tx, orderId, customerId);
    await this.refunds.reject(tx, orderId, returnId);
    this.totals.add(tx, OrderFacts);
  }

  /** @throws ErasureHeld while money may still move for the customer */
  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.erasure.erase(tx, customerId, this.sales, CustomerForgotten({ customerId }));
  }
}
