import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import { balanceOf } from './purchase.js';

interface Tables {
  account: { customer_id: string; balance: number; version: number };
  entry: {
    id: string;
    customer_id: string | null;
    points: number;
    balance: number;
    booked_at: Generated<Date>;
  };
  purchase: { order_id: string; customer_id: string; points: number; version: number };
}

export interface Account {
  customerId: string;
  balance: number;
  /** Points that were redeemed and then taken back, because a purchase was refunded. Later points pay them. */
  debt: number;
  version: number;
}

/** The points of an order. */
export interface Purchase {
  orderId: string;
  customerId: string;
  points: number;
  version: number;
}

export interface Order {
  redemptionId: string;
  customerId: string;
  points: number;
  balance: number;
}

export interface Redemption extends Order {
  redeemedAt: Date;
}

@Injectable()
export class PointsStore {
  /** Returns false when the customer already has an account. */
  async open(tx: Tx<Tables>, customerId: string, balance: number): Promise<boolean> {
    const opened = await tx
      .insertInto('account')
      .values({ customer_id: customerId, balance, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!opened.numInsertedOrUpdatedRows) return false;
    await tx
      .insertInto('entry')
      .values({ id: customerId, customer_id: customerId, points: balance, balance })
      .execute();
    return true;
  }

  async find(tx: Tx<Tables>, customerId: string): Promise<Account | undefined> {
    return withPurchases(tx, await accountOf(tx, customerId).executeTakeFirst());
  }

  async lock(tx: Tx<Tables>, customerId: string): Promise<Account | undefined> {
    return withPurchases(tx, await accountOf(tx, customerId).forUpdate().executeTakeFirst());
  }

  /** Returns the points that the order had before; undefined when a newer version of it is stored. */
  async earn(
    tx: Tx<Tables>,
    { orderId, customerId, points, version }: Purchase,
  ): Promise<number | undefined> {
    const { rows } = await sql<{ before: number }>`
      with known as (select points from purchase where order_id = ${orderId} for update),
      stored as (
        insert into purchase (order_id, customer_id, points, version)
        values (${orderId}, ${customerId}, ${points}, ${version})
        on conflict (order_id) do update set
          customer_id = excluded.customer_id, points = excluded.points, version = excluded.version
          where purchase.version < excluded.version
        returning order_id
      )
      select coalesce((select points from known), 0) as before from stored`.execute(tx);
    return rows[0]?.before;
  }

  redemption(tx: Tx<Tables>, customerId: string, id: string): Promise<Redemption | undefined> {
    return redemptionsOf(tx, customerId).where('id', '=', id).executeTakeFirst();
  }

  /** The newest first: their ids are sortable by time. */
  redemptions(
    tx: Tx<Tables>,
    customerId: string,
    after: string | undefined,
    most: number,
  ): Promise<Redemption[]> {
    return redemptionsOf(tx, customerId)
      .$if(after !== undefined, (query) => query.where('id', '<', after!))
      .orderBy('id', 'desc')
      .limit(most)
      .execute();
  }

  async book(tx: Tx<Tables>, order: Order): Promise<Redemption> {
    const { redemptionId, customerId, points, balance } = order;
    const { redeemedAt } = await tx
      .insertInto('entry')
      .values({ id: redemptionId, customer_id: customerId, points: -points, balance })
      .returning('booked_at as redeemedAt')
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('account')
      .set({ balance: sql`balance - ${points}`, version: sql`version + 1` })
      .where('customer_id', '=', customerId)
      .execute();
    return { ...order, redeemedAt };
  }

  /** Keeps the entries, so that their sum stays, but no longer says whose they were. */
  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('entry')
      .set({ customer_id: null, id: sql`gen_random_uuid()` })
      .where('customer_id', '=', customerId)
      .execute();
    await tx.deleteFrom('purchase').where('customer_id', '=', customerId).execute();
    await tx.deleteFrom('account').where('customer_id', '=', customerId).execute();
  }
}

/** The account with the points of the customer's purchases, each of which changes its version, too. */
async function withPurchases(tx: Tx<Tables>, account?: Omit<Account, 'debt'>): Promise<Account | undefined> {
  if (!account) return undefined;
  const { rows } = await sql<{ earned: number; versions: number }>`
    select coalesce(sum(points), 0)::float8 as earned, coalesce(sum(version), 0)::float8 as versions
    from purchase where customer_id = ${account.customerId}`.execute(tx);
  const { earned, versions } = rows[0]!;
  return { ...account, version: account.version + versions, ...balanceOf(account.balance, earned) };
}

const accountOf = (tx: Tx<Tables>, customerId: string) =>
  tx
    .selectFrom('account')
    .select(['customer_id as customerId', 'balance', 'version'])
    .where('customer_id', '=', customerId);

/** An entry of points that were granted is no redemption. */
const redemptionsOf = (tx: Tx<Tables>, customerId: string) =>
  tx
    .selectFrom('entry')
    .select([
      'id as redemptionId',
      sql<string>`customer_id`.as('customerId'),
      'balance',
      sql<number>`-points`.as('points'),
      'booked_at as redeemedAt',
    ])
    .where('customer_id', '=', customerId)
    .where('points', '<', 0);
