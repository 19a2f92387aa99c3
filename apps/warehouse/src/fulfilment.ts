import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Effects, Erasure, Outbox, Totals } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import {
  Cancellations,
  type OrderPlaced,
  type ReleaseReason,
  ReserveStock,
  ShipOrder,
  StockDispatched,
  StockMissing,
  StockReleased,
  StockReserved,
} from './events.js';
import { each } from './each.js';
import { nextStep, type Order, overdueReason, reservedLines } from './order.js';
import { OrdersStore } from './orders.store.js';
import { Stock } from './stock.js';
import { WarehouseConfig } from './warehouse.config.js';

export type OrderRef = DataOf<typeof ShipOrder>;

/** What an attempt to send an order does, and whether an earlier one may have sent it. */
interface Picked {
  step: 'book' | 'ask';
  mayBeSent: boolean;
}

/** The versions of an order, as the events of the warehouse count them: first it is reserved or not, then it ends. */
const RESERVED = { entityversion: 1 };
const ENDED = { entityversion: 2 };

/**
 * What becomes of orders. Each event is written down and nothing else; what to do next follows from the row of an order,
 * and is decided under its lock. Whatever takes that lock has taken the person's first.
 */
@Injectable()
export class Fulfilment {
  private readonly decided;

  constructor(
    private readonly database: Database,
    private readonly orders: OrdersStore,
    private readonly stock: Stock,
    private readonly outbox: Outbox,
    private readonly effects: Effects,
    private readonly erasure: Erasure,
    private readonly config: WarehouseConfig,
    private readonly totals: Totals,
    { metrics }: Telemetry,
  ) {
    this.decided = metrics.count('stock_orders_total', 'Orders, by what the warehouse has decided', {
      outcome: ['reserved', 'missing', 'dispatched', 'expired', 'requested', 'undeliverable'],
    });
  }

  async place(tx: Tx, { lines, ...ref }: DataOf<typeof OrderPlaced>): Promise<void> {
    const order = await this.orders.lock(tx, ref.orderId, ref.customerId);
    if (order.lines) return;
    await this.orders.place(tx, order, lines, this.config.RESERVATION_LASTS);
    if (nextStep({ ...order, lines }) === 'reserve')
      await this.effects.add(tx, ReserveStock, `reserve-${ref.orderId}`, ref, ref.customerId);
  }

  async pay(tx: Tx, ref: OrderRef): Promise<void> {
    const order = await this.orders.lock(tx, ref.orderId, ref.customerId);
    if (order.isPaid) return;
    await this.orders.pay(tx, order, this.config.DISPATCH_WITHIN);
    if (nextStep({ ...order, isPaid: true }) === 'pick') await this.addShipping(tx, ref);
  }

  /** Releases an order, unless its parcel is being picked. One that was not placed yet will never be reserved. */
  async cancel(
    tx: Tx,
    { orderId, customerId }: OrderRef,
    fact: 'cancellation_requested' | 'is_cancelled',
  ): Promise<void> {
    const order = await this.orders.lock(tx, orderId, customerId);
    await this.orders.cancel(tx, orderId, fact);
    if (nextStep({ ...order, isCancelled: true }) === 'release') await this.release(tx, order, 'requested');
    this.totals.add(tx, Cancellations);
  }

  /** Reserves all lines of an order, or none. */
  reserve(ref: OrderRef): Promise<void> {
    return this.deciding(ref, async (tx, order) => {
      if (nextStep(order) !== 'reserve') return;
      const { orderId, customerId } = ref;
      const missing = await this.stock.reserve(tx, order.lines ?? []);
      if (missing.length) {
        await this.orders.decide(tx, orderId, 'missing');
        await this.outbox.add(tx, StockMissing({ orderId, customerId, lines: missing }, RESERVED));
        return this.count(tx, 'missing');
      }
      const until = await this.orders.reserve(tx, order, this.config.RESERVATION_LASTS);
      await this.outbox.add(tx, StockReserved({ orderId, customerId, until: until.toISOString() }, RESERVED));
      if (order.isPaid) await this.addShipping(tx, ref);
      this.count(tx, 'reserved');
    });
  }

  /**
   * Commits that the parcel is being picked, after which the order cannot be cancelled, and that the carrier is asked.
   * @returns undefined when there is nothing to send; `ask` when the time is over, and an earlier attempt may have sent it
   */
  pick(ref: OrderRef): Promise<Picked | undefined> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state !== 'picking' && nextStep(order) !== 'pick') return undefined;
      const { mayBeSent } = order;
      if (order.isOverdue && mayBeSent) return { step: 'ask', mayBeSent };
      if (order.isOverdue) {
        await this.release(tx, order, 'undeliverable');
        return undefined;
      }
      await this.orders.pick(tx, order.orderId);
      return { step: 'book', mayBeSent };
    });
  }

  /** The carrier was not reached. */
  isUnsent(ref: OrderRef): Promise<void> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state === 'picking') await this.orders.markUnsent(tx, ref.orderId);
    });
  }

  dispatch(ref: OrderRef, trackingId: string): Promise<void> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state !== 'picking') return;
      const { orderId, customerId } = ref;
      const lines = order.lines ?? [];
      await this.stock.dispatch(tx, orderId, lines);
      await this.orders.decide(tx, orderId, 'dispatched', trackingId);
      await this.outbox.add(tx, StockDispatched({ orderId, customerId, lines, trackingId }, ENDED));
      this.count(tx, 'dispatched');
    });
  }

  /** Ends an order that nobody can deliver. */
  fail(ref: OrderRef): Promise<void> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state === 'picking') await this.release(tx, order, 'undeliverable');
    });
  }

  /** Ends an order that the carrier does not know. @returns false while its booking may still be on its way */
  failUnlessOnItsWay(ref: OrderRef): Promise<boolean> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state !== 'picking') return true;
      if (order.isOnItsWay) return false;
      await this.release(tx, order, 'undeliverable');
      return true;
    });
  }

  /** Tries on after the attempts of a day's part are used up, and ends the order once its time is over, unless it may be sent. */
  shippingGivenUp(ref: OrderRef): Promise<void> {
    return this.deciding(ref, async (tx, order) => {
      if (order.state !== 'picking') return;
      if (order.isOverdue && !order.mayBeSent) await this.release(tx, order, 'undeliverable');
      else await this.addShipping(tx, ref);
    });
  }

  /** Releases up to `most` orders whose time is over. @throws AggregateError with those that cannot be released */
  async releaseOverdue(most: number): Promise<void> {
    const due = await this.database.inTransaction((tx) => this.orders.due(tx, most));
    await each(due, (one) => this.releaseIfOverdue(one));
  }

  find(orderId: string): Promise<Order> {
    return this.database.inTransaction(async (tx) => {
      const order = await this.orders.find(tx, orderId);
      if (!order) throw notFound();
      return order;
    });
  }

  private releaseIfOverdue({ orderId, customerId }: Pick<Order, 'orderId' | 'customerId'>): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      if (customerId) await this.erasure.has(tx, customerId);
      const order = await this.orders.lockKnown(tx, orderId);
      const reason = order?.isLeft ? overdueReason(order) : undefined; // it may be picked since it was found
      if (order && reason) await this.release(tx, order, reason);
    });
  }

  private async release(tx: Tx, order: Order, reason: ReleaseReason): Promise<void> {
    const { orderId, customerId } = order;
    await this.stock.release(tx, reservedLines(order));
    await this.orders.decide(tx, orderId, 'released');
    if (customerId) await this.outbox.add(tx, StockReleased({ orderId, customerId, reason }, ENDED));
    this.count(tx, reason);
  }

  /** Runs `work` under the lock of an order, which an erasure of its customer does not overtake. */
  private deciding<T>(
    { orderId, customerId }: OrderRef,
    work: (tx: Tx, order: Order) => Promise<T>,
  ): Promise<T> {
    return this.database.inTransaction(async (tx) => {
      await this.erasure.has(tx, customerId);
      return work(tx, await this.orders.lock(tx, orderId, customerId));
    });
  }

  private addShipping(tx: Tx, ref: OrderRef): Promise<void> {
    return this.effects.add(tx, ShipOrder, `parcel-${ref.orderId}`, ref, ref.customerId);
  }

  private count(tx: Tx, outcome: string): void {
    afterCommit(tx, () => this.decided.add({ outcome }));
  }
}
