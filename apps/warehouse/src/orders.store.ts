import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, sql } from 'kysely';
import type { Line } from './lines.js';
import type { Order, OrderState } from './order.js';

interface Tables {
  customer_order: {
    order_id: string;
    customer_id: string | null;
    state: OrderState;
    lines: ColumnType<Line[] | null, string, string>;
    is_paid: boolean;
    cancellation_requested: boolean;
    is_cancelled: boolean;
    tracking_id: string | null;
    due_at: Date | null;
    asked_at: Date | null;
  };
}

/** How long the attempt of an effect may go on after it was due or began, in milliseconds: two time limits of a handler. */
const MARGIN_MS = 60_000;
/** How long the carrier may leave it open whether it has a parcel, in milliseconds: 30 days. */
const DOUBT_MS = 30 * 86_400_000;

export const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

@Injectable()
export class OrdersStore {
  /** Locks an order that may not be known yet. The person's lock comes first. */
  async lock(tx: Tx<Tables>, orderId: string, customerId: string): Promise<Order> {
    const known = await this.lockKnown(tx, orderId);
    if (known) return known;
    await tx
      .insertInto('customer_order')
      .values({ order_id: orderId, customer_id: customerId } as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await this.lockKnown(tx, orderId)) as Order;
  }

  lockKnown(tx: Tx<Tables>, orderId: string): Promise<Order | undefined> {
    return orders(tx).where('order_id', '=', orderId).forUpdate().executeTakeFirst();
  }

  find(tx: Tx<Tables>, orderId: string): Promise<Order | undefined> {
    return orders(tx).where('order_id', '=', orderId).executeTakeFirst();
  }

  /** @param dueInMs until an order whose end is not decided is due */
  async place(
    tx: Tx<Tables>,
    { orderId, state, dueAt }: Order,
    lines: Line[],
    dueInMs: number,
  ): Promise<void> {
    const due = state === 'open' && !dueAt ? { due_at: inMs(dueInMs) } : {};
    await update(tx, orderId)
      .set({ lines: JSON.stringify(lines), ...due })
      .execute();
  }

  async pay(tx: Tx<Tables>, { orderId, state }: Order, dueInMs: number): Promise<void> {
    const isWaiting = state === 'open' || state === 'reserved';
    await update(tx, orderId)
      .set({ is_paid: true, ...(isWaiting && { due_at: inMs(dueInMs) }) })
      .execute();
  }

  async cancel(
    tx: Tx<Tables>,
    orderId: string,
    fact: 'cancellation_requested' | 'is_cancelled',
  ): Promise<void> {
    await update(tx, orderId)
      .set({ [fact]: true })
      .execute();
  }

  /** @returns until when the copies are reserved, by the clock of the database */
  async reserve(tx: Tx<Tables>, { orderId, isPaid, dueAt }: Order, lastsMs: number): Promise<Date> {
    const { until } = await update(tx, orderId)
      .set({ state: 'reserved', due_at: isPaid ? dueAt : inMs(lastsMs) })
      .returning(inMs(lastsMs).as('until'))
      .executeTakeFirstOrThrow();
    return until;
  }

  /** The carrier is asked to book the parcel from now on. */
  async pick(tx: Tx<Tables>, orderId: string): Promise<void> {
    await update(tx, orderId)
      .set({ state: 'picking', asked_at: sql<Date>`now()` })
      .execute();
  }

  async markUnsent(tx: Tx<Tables>, orderId: string): Promise<void> {
    await update(tx, orderId).set({ asked_at: null }).execute();
  }

  /** @param trackingId of the parcel, when it was dispatched */
  async decide(tx: Tx<Tables>, orderId: string, state: OrderState, trackingId?: string): Promise<void> {
    await update(tx, orderId)
      .set({ state, due_at: null, asked_at: null, ...(trackingId && { tracking_id: trackingId }) })
      .execute();
  }

  /** Orders whose time is over, and that nobody is about to send. */
  async due(tx: Tx<Tables>, most: number): Promise<Pick<Order, 'orderId' | 'customerId'>[]> {
    const { rows } = await sql<Pick<Order, 'orderId' | 'customerId'>>`
      select order_id as "orderId", customer_id as "customerId" from customer_order
      where ${isLeft}
      order by due_at limit ${most}`.execute(tx);
    return rows;
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('customer_order')
      .set({ customer_id: null, tracking_id: null })
      .where('customer_id', '=', customerId)
      .execute();
  }

  /** Until when the last open order of a customer ends. */
  async owedUntil(tx: Tx<Tables>, customerId: string): Promise<Date | undefined> {
    const { rows } = await sql<{ until: Date | null }>`
      select max(due_at + (${graceMs} + ${2 * MARGIN_MS}) * interval '1 millisecond') as until
      from customer_order where customer_id = ${customerId}`.execute(tx);
    return rows[0]?.until ?? undefined;
  }
}

/** How long after its deadline an order is left to its effect. */
const graceMs = sql`case
  when asked_at is not null then ${DOUBT_MS}::bigint when state = 'picking' then ${MARGIN_MS} else 0 end`;

const isLeft = sql<boolean>`due_at <= now() - ${graceMs} * interval '1 millisecond'`;

const update = (tx: Tx<Tables>, orderId: string) =>
  tx.updateTable('customer_order').where('order_id', '=', orderId);

const orders = (tx: Tx<Tables>) =>
  tx
    .selectFrom('customer_order')
    .select([
      'order_id as orderId',
      'customer_id as customerId',
      'state',
      'lines',
      'is_paid as isPaid',
      'cancellation_requested as cancellationRequested',
      'is_cancelled as isCancelled',
      'tracking_id as trackingId',
      'due_at as dueAt',
      sql<boolean>`coalesce(due_at <= now(), false)`.as('isOverdue'),
      sql<boolean>`coalesce(${isLeft}, false)`.as('isLeft'),
      sql<boolean>`asked_at is not null`.as('mayBeSent'),
      sql<boolean>`coalesce(asked_at > now() - ${MARGIN_MS} * interval '1 millisecond', false)`.as(
        'isOnItsWay',
      ),
    ]);
