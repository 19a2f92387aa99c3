import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { ColumnType, Generated } from 'kysely';
import type { DeliveredLines } from './lines.js';

interface Tables {
  delivery: {
    delivery_id: string;
    lines: ColumnType<DeliveredLines, string, never>;
    booked_at: Generated<Date>;
  };
}

export interface Delivery {
  deliveryId: string;
  lines: DeliveredLines;
  bookedAt: Date;
}

@Injectable()
export class DeliveriesStore {
  /** Returns false when a delivery of this id was booked before. */
  async insert(tx: Tx<Tables>, deliveryId: string, lines: DeliveredLines): Promise<boolean> {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('delivery')
      .values({ delivery_id: deliveryId, lines: JSON.stringify(lines) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }

  find(tx: Tx<Tables>, deliveryId: string): Promise<Delivery | undefined> {
    return tx
      .selectFrom('delivery')
      .select(['delivery_id as deliveryId', 'lines', 'booked_at as bookedAt'])
      .where('delivery_id', '=', deliveryId)
      .executeTakeFirst();
  }
}
