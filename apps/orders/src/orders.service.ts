import { afterCommit, Database, type Tx } from '#libs/database';
import { Erased, Erasure, Outbox, Totals } from '#libs/messaging';
import { IdempotencyKeyReused, notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import {
  cancellationRequested,
  cancelled,
  decided,
  type Decision,
  paymentIdOf,
  paymentOffered,
  placed,
  returnRequested,
  told,
} from './decisions.js';
import { CancelReason, CustomerForgotten, OrderFacts } from './events.js';
import type { Fact } from './facts.js';
import { FinanceClient } from './finance.client.js';
import type { Item, Line } from './lines.js';
import { type Order, type OrderView, viewOf } from './order.js';
import { actionsOf, endOf } from './order-state.js';
import { OrdersConfig } from './orders.config.js';
import { OrdersStore } from './orders.store.js';
import { priced } from './pricing.js';
import { Records } from './records.js';

/** What a customer orders, and the token that pays for it. */
interface Wanted {
  lines: Line[];
  token: string;
}

@Injectable()
export class OrdersService {
  private readonly placed;
  private readonly ended;

  constructor(
    private readonly database: Database,
    private readonly store: OrdersStore,
    private readonly records: Records,
    private readonly finance: FinanceClient,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly totals: Totals,
    private readonly config: OrdersConfig,
    { metrics }: Telemetry,
  ) {
    this.placed = metrics.count('orders_placed_total', 'Orders that customers placed');
    this.ended = metrics.count('orders_ended_total', 'Orders that were dispatched or cancelled, by how', {
      how: ['dispatched', ...CancelReason.options],
    });
  }

  /** An order of somebody else is answered like one that does not exist. */
  order(customerId: string, orderId: string): Promise<OrderView> {
    return this.database.inTransaction(async (tx) =>
      this.view(ownOrder(customerId, await this.store.find(tx, orderId))),
    );
  }

  /** @param after the last order that the caller has read */
  orders(customerId: string, after: string | undefined, most: number): Promise<OrderView[]> {
    return this.database.inTransaction(async (tx) => {
      const orders = await this.store.page(tx, customerId, after, most);
      return orders.map((order) => this.view(order));
    });
  }

  /**
   * Places an order. Its token is handed to finance first: without that, there is no order.
   * @param orderId the same when the request is repeated
   */
  async place(customerId: string, orderId: string, { lines, token }: Wanted): Promise<OrderView> {
    const known = await this.database.inTransaction((tx) => this.prepare(tx, customerId, orderId, lines));
    if (known) return this.view(known);
    await this.handOver(paymentIdOf(orderId), customerId, token);
    return this.database.inTransaction((tx) => this.keep(tx, customerId, orderId, lines));
  }

  /** @param paymentId the same when the request is repeated */
  async payAgain(customerId: string, orderId: string, paymentId: string, token: string): Promise<OrderView> {
    const decide = (order: Order) => paymentOffered(order, paymentId);
    await this.database.inTransaction(async (tx) =>
      decide(ownOrder(customerId, await this.store.find(tx, orderId))),
    );
    await this.handOver(paymentId, customerId, token);
    return this.change(customerId, orderId, decide);
  }

  cancel(customerId: string, orderId: string): Promise<OrderView> {
    return this.change(customerId, orderId, cancellationRequested);
  }

  /** @param returnId the same when the request is repeated */
  takeBack(customerId: string, orderId: string, returnId: string, lines: Item[]): Promise<OrderView> {
    return this.change(customerId, orderId, (order) => returnRequested(order, returnId, lines));
  }

  /** Remembers what another service has said about an order, and says what follows. */
  async learn(tx: Tx, orderId: string, fact: Fact): Promise<void> {
    const order = await this.store.lock(tx, orderId);
    if (!order) throw new Error(`There is no order ${orderId}: restore it, or discard this event.`);
    await this.store.learn(tx, orderId, fact);
    const learned = told(order, fact);
    await this.follow(tx, learned, cancelled(learned));
    this.totals.add(tx, OrderFacts);
    const how = endOf(learned.facts);
    if (how && !endOf(order.facts)) afterCommit(tx, () => this.ended.add({ how }));
  }

  /** Ends the open orders of a customer first, and is held until they have ended. */
  async forget(tx: Tx, customerId: string): Promise<void> {
    // Committed apart, because an erasure that is held is rolled back.
    await this.database.inTransaction((apart) => this.cancelAll(apart, customerId));
    await this.store.lockAll(tx, customerId); // a request in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }

  private async cancelAll(tx: Tx, customerId: string): Promise<void> {
    for (const order of await this.store.lockAll(tx, customerId))
      if (actionsOf(order.lines, order.facts).includes('cancel'))
        await this.follow(tx, order, cancellationRequested(order));
  }

  /** @returns the order, when the request is a repetition of one that was done */
  private async prepare(
    tx: Tx,
    customerId: string,
    orderId: string,
    lines: Line[],
  ): Promise<Order | undefined> {
    const known = await this.store.find(tx, orderId);
    if (known) return known;
    if (await this.erasure.has(tx, customerId)) throw Erased.refusal();
    await this.price(tx, lines);
    return undefined;
  }

  private async keep(tx: Tx, customerId: string, orderId: string, lines: Line[]): Promise<OrderView> {
    const placement = { orderId, customerId, ...(await this.price(tx, lines)) };
    const order = await this.store.place(tx, placement);
    const decision = placed(order);
    if (decision) afterCommit(tx, () => this.placed.add());
    return this.view(await this.follow(tx, order, decision));
  }

  private async price(tx: Tx, lines: Line[]) {
    const ids = lines.map(({ recordId }) => recordId);
    return priced(lines, await this.records.forSale(tx, ids));
  }

  private async handOver(paymentId: string, customerId: string, token: string): Promise<void> {
    const outcome = await this.finance.handOver(paymentId, { customerId, token });
    if (outcome === 'customer erased') throw Erased.refusal();
    if (outcome === 'other token')
      throw IdempotencyKeyReused.refusal(
        'Another token was sent under this Idempotency-Key: use a new key for another token.',
      );
  }

  private change(
    customerId: string,
    orderId: string,
    decide: (order: Order) => Decision | undefined,
  ): Promise<OrderView> {
    return this.database.inTransaction(async (tx) => {
      const order = ownOrder(customerId, await this.store.lock(tx, orderId));
      return this.view(await this.follow(tx, order, decide(order)));
    });
  }

  /** The order after a decision. */
  private async follow(tx: Tx, order: Order, decision: Decision | undefined): Promise<Order> {
    if (!decision) return order;
    const { event, fact } = decision;
    await this.store.learn(tx, order.orderId, fact);
    await this.store.setVersion(tx, order.orderId, fact.version);
    await this.outbox.add(tx, event);
    return decided(order, decision);
  }

  private view(order: Order): OrderView {
    return viewOf(order, this.config.ORDERS_PUBLIC_URL);
  }
}

function ownOrder(customerId: string, order: Order | undefined): Order {
  if (order?.customerId !== customerId) throw notFound();
  return order;
}
