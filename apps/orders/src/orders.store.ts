import { type Tx } from '#libs/database';
import type { KeepsPersonalData } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import { type Fact, Facts } from './facts.js';
import { type Order, type OrderedLine, owedUntil, type Placement } from './order.js';

interface Tables {
  orders: {
    order_id: string;
    customer_id: string;
    lines: OrderedLine[];
    total_amount: number;
    total_currency: string;
    version: number;
    placed_at: Generated<Date>;
  };
  fact: {
    order_id: string;
    type: string;
    about: string;
    version: number;
    data: object;
    learned_at: Generated<Date>;
  };
}

@Injectable()
export class OrdersStore implements KeepsPersonalData {
  /** A repetition finds the order that is there. */
  async place(tx: Tx<Tables>, { orderId, customerId, lines, total }: Placement): Promise<Order> {
    await tx
      .insertInto('orders')
      .values({
        order_id: orderId,
        customer_id: customerId,
        lines: sql`${JSON.stringify(lines)}::jsonb`,
        total_amount: total.amount,
        total_currency: total.currency,
        version: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await this.lock(tx, orderId))!;
  }

  async find(tx: Tx<Tables>, orderId: string): Promise<Order | undefined> {
    const [order] = await ordersOf(tx).where('order_id', '=', orderId).execute();
    return order && orderOf(order);
  }

  /** Whoever changes what is known of an order locks it first. */
  async lock(tx: Tx<Tables>, orderId: string): Promise<Order | undefined> {
    await tx.selectFrom('orders').select('order_id').where('order_id', '=', orderId).forUpdate().execute();
    return this.find(tx, orderId);
  }

  /** The newest first: their ids are sortable by time. */
  async page(tx: Tx<Tables>, customerId: string, after: string | undefined, most: number): Promise<Order[]> {
    const orders = await ordersOf(tx)
      .where('customer_id', '=', customerId)
      .$if(after !== undefined, (query) => query.where('order_id', '<', after!))
      .orderBy('order_id', 'desc')
      .limit(most)
      .execute();
    return orders.map(orderOf);
  }

  /** All orders of a customer, locked. */
  async lockAll(tx: Tx<Tables>, customerId: string): Promise<Order[]> {
    const ids = tx.selectFrom('orders').select('order_id').where('customer_id', '=', customerId);
    await ids.orderBy('order_id').forUpdate().execute();
    return (await ordersOf(tx).where('customer_id', '=', customerId).execute()).map(orderOf);
  }

  /** Remembers a fact, unless a newer one of its type about the same is known. */
  async learn(tx: Tx<Tables>, orderId: string, { type, about, version, data }: Fact): Promise<void> {
    await tx
      .insertInto('fact')
      .values({ order_id: orderId, type, about, version, data: sql`${JSON.stringify(data)}::jsonb` })
      .onConflict((conflict) =>
        conflict
          .columns(['order_id', 'type', 'about'])
          .doUpdateSet((known) => ({
            version: known.ref('excluded.version'),
            data: known.ref('excluded.data'),
          }))
          .whereRef('fact.version', '<', 'excluded.version'),
      )
      .execute();
  }

  async setVersion(tx: Tx<Tables>, orderId: string, version: number): Promise<void> {
    await tx.updateTable('orders').set({ version }).where('order_id', '=', orderId).execute();
  }

  async owedUntil(tx: Tx<Tables>, customerId: string): Promise<Date | undefined> {
    const dates = (await this.lockAll(tx, customerId)).flatMap((order) => owedUntil(order) ?? []);
    return dates.toSorted((one, other) => one.getTime() - other.getTime()).at(-1);
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('orders').where('customer_id', '=', customerId).execute();
  }
}

interface Row extends Omit<Order, 'total' | 'facts'> {
  amount: number;
  currency: string;
  known: Fact[] | null;
}

const ordersOf = (tx: Tx<Tables>) =>
  tx.selectFrom('orders').select([
    'order_id as orderId',
    'customer_id as customerId',
    'lines',
    'total_amount as amount',
    'total_currency as currency',
    'version',
    'placed_at as placedAt',
    sql<Date>`greatest(placed_at, (select max(learned_at) from fact where fact.order_id = orders.order_id))`.as(
      'changedAt',
    ),
    sql<
      Fact[] | null
    >`(select jsonb_agg(jsonb_build_object('type', type, 'about', about, 'version', version, 'data', data))
      from fact where fact.order_id = orders.order_id)`.as('known'),
  ]);

const orderOf = ({ amount, currency, known, ...order }: Row): Order => ({
  ...order,
  total: { amount, currency },
  facts: new Facts(known ?? []),
});
