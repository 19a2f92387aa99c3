import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

interface Tables {
  account: { customer_id: string; balance: number; version: number };
  entry: { id: string; customer_id: string | null; points: number; balance: number };
}

export interface Account {
  customerId: string;
  balance: number;
  version: number;
}

export interface Redemption {
  redemptionId: string;
  customerId: string;
  points: number;
  balance: number;
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

  find(tx: Tx<Tables>, customerId: string): Promise<Account | undefined> {
    return accountOf(tx, customerId).executeTakeFirst();
  }

  lock(tx: Tx<Tables>, customerId: string): Promise<Account | undefined> {
    return accountOf(tx, customerId).forUpdate().executeTakeFirst();
  }

  redemption(tx: Tx<Tables>, id: string): Promise<Redemption | undefined> {
    return tx
      .selectFrom('entry')
      .select([
        'id as redemptionId',
        'customer_id as customerId',
        'balance',
        sql<number>`-points`.as('points'),
      ])
      .where('id', '=', id)
      .executeTakeFirst() as Promise<Redemption | undefined>;
  }

  async book(tx: Tx<Tables>, { redemptionId, customerId, points, balance }: Redemption): Promise<void> {
    await tx
      .insertInto('entry')
      .values({ id: redemptionId, customer_id: customerId, points: -points, balance })
      .execute();
    await tx
      .updateTable('account')
      .set({ balance, version: sql`version + 1` })
      .where('customer_id', '=', customerId)
      .execute();
  }

  /** Keeps the entries, so that their sum stays, but no longer says whose they were. */
  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx
      .updateTable('entry')
      .set({ customer_id: null, id: sql`gen_random_uuid()` })
      .where('customer_id', '=', customerId)
      .execute();
    await tx.deleteFrom('account').where('customer_id', '=', customerId).execute();
  }
}

const accountOf = (tx: Tx<Tables>, customerId: string) =>
  tx
    .selectFrom('account')
    .select(['customer_id as customerId', 'balance', 'version'])
    .where('customer_id', '=', customerId);
