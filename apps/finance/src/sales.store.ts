import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, type Selectable, sql, type Updateable } from 'kysely';
import { OWED_MS } from './events.js';
import type { Money } from './money.js';
import { owedUntil, type Payment, type PricedLine, type Refund, type Sale } from './sale.js';

interface Tables {
  sale: {
    order_id: string;
    customer_id: string;
    amount: number | null;
    currency: string | null;
    lines: PricedLine[] | null;
    payment_id: string | null;
    placed_version: Generated<number>;
    offer_version: Generated<number>;
    reserved_until: Date | null;
    is_cancelled: Generated<boolean>;
    is_dispatched: Generated<boolean>;
    version: Generated<number>;
    opened_at: Generated<Date>;
  };
  payment: {
    payment_id: string;
    order_id: string | null;
    customer_id: string;
    token: string | null;
    token_expires_at: Date | null;
    state: Generated<Payment['state']>;
    charge_id: string | null;
    tried_at: Date | null;
  };
  refund: { order_id: string };
}

/** What an event says of an order, apart from what was ordered, and from its payments and refunds. */
type Fact = Pick<Updateable<Tables['sale']>, 'reserved_until' | 'is_cancelled' | 'is_dispatched'>;

@Injectable()
export class SalesStore {
  /** Stores a fact, and locks the order: what changes its money takes turns. */
  async record(tx: Tx<Tables>, orderId: string, customerId: string, fact: Fact = {}): Promise<void> {
    const values = { customer_id: customerId, ...fact };
    await tx
      .insertInto('sale')
      .values({ order_id: orderId, ...values })
      .onConflict((conflict) => conflict.column('order_id').doUpdateSet(values))
      .execute();
  }

  /** Stores what was ordered, as the newest version of the order tells it. The order is locked. */
  async place(
    tx: Tx<Tables>,
    orderId: string,
    version: number,
    { lines, ...total }: Money & { lines: PricedLine[] },
  ): Promise<void> {
    const ordered = { ...total, lines: sql<PricedLine[]>`${JSON.stringify(lines)}::jsonb` };
    await tx
      .updateTable('sale')
      .set({ ...ordered, placed_version: version })
      .where('order_id', '=', orderId)
      .where('placed_version', '<', version)
      .execute();
  }

  /** Everything that is known of an order, which is locked. */
  async find(tx: Tx<Tables>, orderId: string): Promise<Sale | undefined> {
    const row = await tx
      .selectFrom('sale')
      .selectAll()
      .where('order_id', '=', orderId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return undefined;
    return {
      ...saleOf(row),
      payments: await this.payments(tx, orderId),
      refunds: await this.refunds(tx, orderId),
    };
  }

  /** All that is known of the orders of a customer, which are locked one after the other. */
  async ofCustomer(tx: Tx<Tables>, customerId: string): Promise<Sale[]> {
    const rows = await tx
      .selectFrom('sale')
      .select('order_id as orderId')
      .where('customer_id', '=', customerId)
      .orderBy('order_id')
      .execute();
    const sales: Sale[] = [];
    for (const { orderId } of rows) sales.push((await this.find(tx, orderId))!);
    return sales;
  }

  /** Until when money may still move for a customer. */
  async owedUntil(tx: Tx<Tables>, customerId: string): Promise<Date | undefined> {
    const sales = await this.ofCustomer(tx, customerId);
    const ends = sales.flatMap((sale) => owedUntil(sale, OWED_MS)?.getTime() ?? []);
    return ends.length ? new Date(Math.max(...ends)) : undefined;
  }

  /** The version of the next event about an order, which is locked. */
  async nextVersion(tx: Tx<Tables>, orderId: string): Promise<number> {
    const { version } = await tx
      .updateTable('sale')
      .set({ version: sql`version + 1` })
      .where('order_id', '=', orderId)
      .returning('version')
      .executeTakeFirstOrThrow();
    return version;
  }

  /** Deletes what is known of a customer. The ledger knows no customers. */
  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    const orders = tx.selectFrom('sale').select('order_id').where('customer_id', '=', customerId);
    await tx.deleteFrom('refund').where('order_id', 'in', orders).execute();
    await tx.deleteFrom('payment').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('sale').where('customer_id', '=', customerId).execute();
  }

  private payments(tx: Tx<Tables>, orderId: string): Promise<Payment[]> {
    return tx
      .selectFrom('payment')
      .select(['payment_id as paymentId', 'state', 'token', 'charge_id as chargeId', 'tried_at as triedAt'])
      .where('order_id', '=', orderId)
      .orderBy('payment_id')
      .execute();
  }

  private async refunds(tx: Tx<Tables>, orderId: string): Promise<Refund[]> {
    const { rows } = await sql<Refund>`
      select refund_id as "refundId", state, lines, amount, asked_at as "askedAt"
      from refund where order_id = ${orderId} order by asked_at, refund_id`.execute(tx);
    return rows;
  }
}

const saleOf = (row: Selectable<Tables['sale']>): Omit<Sale, 'payments' | 'refunds'> => ({
  orderId: row.order_id,
  customerId: row.customer_id,
  total: row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
  lines: row.lines ?? [],
  paymentId: row.payment_id,
  reservedUntil: row.reserved_until,
  isCancelled: row.is_cancelled,
  isDispatched: row.is_dispatched,
  version: row.version,
  openedAt: row.opened_at,
});
