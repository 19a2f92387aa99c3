import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';

interface Tables {
  welcome_pack: { customer_id: string; tracking_id: string | null };
}

export interface WelcomePack {
  customerId: string;
  trackingId: string | null;
}

@Injectable()
export class WelcomePacksStore {
  /** Returns false when it was requested before. */
  async insert(tx: Tx<Tables>, customerId: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('welcome_pack')
      .values({ customer_id: customerId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }

  /** Returns false when it was dispatched before, or the customer was erased. */
  async dispatch(tx: Tx<Tables>, customerId: string, trackingId: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('welcome_pack')
      .set({ tracking_id: trackingId })
      .where('customer_id', '=', customerId)
      .where('tracking_id', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  find(tx: Tx<Tables>, customerId: string): Promise<WelcomePack | undefined> {
    return tx
      .selectFrom('welcome_pack')
      .select(['customer_id as customerId', 'tracking_id as trackingId'])
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
  }

  async erase(tx: Tx<Tables>, customerId: string): Promise<void> {
    await tx.deleteFrom('welcome_pack').where('customer_id', '=', customerId).execute();
  }
}
