import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Together } from './recommend.js';

interface Tables {
  basket: { order_id: string; record_id: string };
}

/** A record that was bought in an order. */
export interface Purchase {
  orderId: string;
  recordId: string;
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

  /** In how many orders a record was bought. */
  async orders(tx: Tx<Tables>, recordId: string): Promise<number> {
    const { orders } = await tx
      .selectFrom('basket')
      .select(sql<number>`count(*)::int`.as('orders'))
      .where('record_id', '=', recordId)
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
        group by other.record_id having count(*) >= ${fewest}
      ) found join record using (id)
      where artist is not null and not is_withdrawn
      order by together desc, artist collate "C", title collate "C", id limit ${most}`.execute(tx);
    return rows;
  }
}
