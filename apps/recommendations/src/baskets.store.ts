import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import type { Together } from './recommend.js';

interface Tables {
  basket: {
    order_id: string;
    record_id: string;
    customer_id: string | null;
    sent: Generated<number>;
    returned: Generated<number>;
  };
}

/** A record that was bought in an order. */
export interface Purchase {
  orderId: string;
  recordId: string;
}

/** What was sent to a customer, or came back. */
export interface Parcel {
  orderId: string;
  customerId: string;
  lines: { recordId: string; quantity: number }[];
}

/** Purchases that one statement stores. */
const CHUNK = 1_000;

@Injectable()
export class BasketsStore {
  /** Returns how many of them are new. */
  async add(tx: Tx<Tables>, purchases: Purchase[]): Promise<number> {
    let added = 0;
    for (let at = 0; at < purchases.length; at += CHUNK) {
      const rows = purchases
        .slice(at, at + CHUNK)
        .map(({ orderId, recordId }) => ({ order_id: orderId, record_id: recordId }));
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('basket')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      added += Number(numInsertedOrUpdatedRows);
    }
    return added;
  }

  /** An order is sent once. */
  async send(tx: Tx<Tables>, parcel: Parcel): Promise<void> {
    await tx
      .insertInto('basket')
      .values(rowsOf(parcel, (sent) => ({ sent })))
      .onConflict((conflict) =>
        conflict
          .columns(['order_id', 'record_id'])
          .doUpdateSet({ sent: sql`greatest(basket.sent, excluded.sent)` }),
      )
      .execute();
  }

  /** Copies come back in one return or several, and may be heard of before they were sent. */
  async takeBack(tx: Tx<Tables>, parcel: Parcel): Promise<void> {
    await tx
      .insertInto('basket')
      .values(rowsOf(parcel, (returned) => ({ sent: 0, returned })))
      .onConflict((conflict) =>
        conflict
          .columns(['order_id', 'record_id'])
          .doUpdateSet({ returned: sql`basket.returned + excluded.returned` }),
      )
      .execute();
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('basket').where('customer_id', '=', customerId).execute();
  }

  /** In how many orders a record was bought. */
  async orders(tx: Tx<Tables>, recordId: string): Promise<number> {
    const { orders } = await tx
      .selectFrom('basket')
      .select(sql<number>`count(*)::int`.as('orders'))
      .where('record_id', '=', recordId)
      .whereRef('sent', '>', 'returned')
      .executeTakeFirstOrThrow();
    return orders;
  }

  /** The records for sale that were bought together with a record, each with the number of orders that have both. */
  async together(tx: Tx<Tables>, recordId: string, fewest: number, most: number): Promise<Together[]> {
    const { rows } = await sql<Together>`
      select id as "recordId", artist, title, genre,
        json_build_object('amount', amount, 'currency', currency) as price, together::int
      from (
        select other.record_id as id, count(*) as together
        from basket this join basket other using (order_id)
        where this.record_id = ${recordId} and other.record_id <> ${recordId}
          and this.sent > this.returned and other.sent > other.returned
        group by other.record_id having count(*) >= ${fewest}
      ) found join record using (id)
      where artist is not null and not is_withdrawn
      order by together desc, artist collate "C", title collate "C", id limit ${most}`.execute(tx);
    return rows;
  }
}

/** In one order, so that two transactions do not wait for each other. */
const rowsOf = <Copies extends object>(
  { orderId, customerId, lines }: Parcel,
  copies: (quantity: number) => Copies,
) =>
  lines
    .toSorted((one, other) => (one.recordId < other.recordId ? -1 : 1))
    .map(({ recordId, quantity }) => ({
      order_id: orderId,
      record_id: recordId,
      customer_id: customerId,
      ...copies(quantity),
    }));
