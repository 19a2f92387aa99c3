import { Database, type Tx } from '#libs/database';
import { Erasure, Outbox, problemType, Refusal } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { each } from './each.js';
import { ReturnRejected, StockReturned } from './events.js';
import type { Line } from './lines.js';
import { excessOf, type Order } from './order.js';
import { OrdersStore } from './orders.store.js';
import { type GoodsReturn, type NewReturn, ReturnsStore } from './returns.store.js';
import { Stock } from './stock.js';
import { WarehouseConfig } from './warehouse.config.js';

export const ReturnSettled = problemType({
  code: 'stock.return-settled',
  status: 409,
  meaning: 'The return was accepted or rejected before, in another way.',
  advice: 'Read the return to see what was decided. It cannot be decided again.',
});

export const NotDispatched = problemType({
  code: 'stock.not-dispatched',
  status: 409,
  meaning: 'The order of the return was not dispatched, so nothing of it can come back.',
  advice: 'Look for another order with these records, or reject the return.',
});

export const MoreThanSent = problemType({
  code: 'stock.more-than-sent',
  status: 409,
  meaning:
    'More copies would come back than the customer returns, or than were sent and have not come back yet.',
  advice: 'Accept fewer copies of `recordIds`.',
  members: { recordIds: z.array(z.uuid()).meta({ description: 'The records with too many copies' }) },
});

/** The versions of an order before anything of it comes back. */
const BEFORE_RETURNS = 2;
const DAY_MS = 86_400_000;

/** What customers send back: an operator confirms what has arrived. */
@Injectable()
export class Returns {
  constructor(
    private readonly database: Database,
    private readonly store: ReturnsStore,
    private readonly orders: OrdersStore,
    private readonly stock: Stock,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly config: WarehouseConfig,
  ) {}

  expect(tx: Tx, parcel: NewReturn): Promise<void> {
    return this.store.expect(tx, parcel, this.config.RETURN_WITHIN);
  }

  find(returnId: string): Promise<GoodsReturn> {
    return this.database.inTransaction((tx) => this.found(tx, returnId));
  }

  /** @param after the id of the last one that the caller has read */
  expected(after: string | undefined, most: number): Promise<GoodsReturn[]> {
    return this.database.inTransaction((tx) => this.store.expected(tx, after, most));
  }

  /** Puts on the shelf what has arrived and can be sold again. */
  accept(returnId: string, lines: Line[]): Promise<GoodsReturn> {
    return this.settling(
      returnId,
      { state: 'accepted', accepted: lines },
      async (tx, parcel, order, others) => {
        checkAcceptance(parcel, order, others, lines);
        const { orderId, customerId } = parcel;
        await this.stock.takeBack(tx, returnId, lines);
        if (customerId)
          await this.outbox.add(
            tx,
            StockReturned({ orderId, customerId, returnId, lines }, { entityversion: versionOf(others) }),
          );
      },
    );
  }

  /** @param reason told to the customer */
  reject(returnId: string, reason: string): Promise<GoodsReturn> {
    return this.settling(returnId, { state: 'rejected', reason }, async (tx, parcel, _order, others) => {
      const { orderId, customerId } = parcel;
      if (customerId)
        await this.outbox.add(
          tx,
          ReturnRejected({ orderId, customerId, returnId, reason }, { entityversion: versionOf(others) }),
        );
    });
  }

  /** Rejects up to `most` returns that have not arrived in time. @throws AggregateError with those that cannot be rejected */
  async rejectOverdue(most: number): Promise<void> {
    const due = await this.database.inTransaction((tx) => this.store.due(tx, most));
    const days = Math.ceil(this.config.RETURN_WITHIN / DAY_MS);
    await each(due, (returnId) =>
      this.reject(returnId, `The parcel did not arrive within ${days} days.`).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error; // an operator was faster
      }),
    );
  }

  /** Settles a return under the lock of its order, once. The same again changes nothing. */
  private settling(
    returnId: string,
    outcome: Parameters<ReturnsStore['settle']>[2],
    work: (tx: Tx, parcel: GoodsReturn, order: Order | undefined, others: GoodsReturn[]) => Promise<void>,
  ): Promise<GoodsReturn> {
    return this.database.inTransaction(async (tx) => {
      const { customerId, orderId } = await this.found(tx, returnId);
      if (customerId) await this.erasure.has(tx, customerId);
      const order = await this.orders.lockKnown(tx, orderId);
      const parcel = await this.found(tx, returnId);
      if (isDeepStrictEqual({ ...parcel, ...outcome }, parcel)) return parcel;
      if (parcel.state !== 'expected')
        throw ReturnSettled.refusal(`The return was ${parcel.state} before: read it to see how.`);
      const others = (await this.store.ofOrder(tx, orderId)).filter((one) => one.returnId !== returnId);
      await work(tx, parcel, order, others);
      await this.store.settle(tx, returnId, outcome);
      return { ...parcel, ...outcome };
    });
  }

  private async found(tx: Tx, returnId: string): Promise<GoodsReturn> {
    const parcel = await this.store.find(tx, returnId);
    if (!parcel) throw notFound();
    return parcel;
  }
}

/** The version of an order after a return, beside those of it that were settled before. */
const versionOf = (others: GoodsReturn[]): number =>
  BEFORE_RETURNS + 1 + others.filter(({ state }) => state !== 'expected').length;

function checkAcceptance(
  parcel: GoodsReturn,
  order: Order | undefined,
  others: GoodsReturn[],
  lines: Line[],
): void {
  if (order?.state !== 'dispatched' || !order.lines)
    throw NotDispatched.refusal('The order was not dispatched: look for another one, or reject the return.');
  const back = others.flatMap(({ accepted }) => accepted ?? []);
  const tooMany = [...excessOf(lines, parcel.lines), ...excessOf(lines, order.lines, back)];
  if (tooMany.length)
    throw MoreThanSent.refusal('Fewer copies were sent, or are returned: accept fewer.', {
      recordIds: [...new Set(tooMany)],
    });
}
