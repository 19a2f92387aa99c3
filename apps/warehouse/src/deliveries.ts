import { afterCommit, Database } from '#libs/database';
import { problemType } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Delivery, DeliveriesStore } from './deliveries.store.js';
import { Stock } from './stock.js';
import { StockStore } from './stock.store.js';

export const OtherDelivery = problemType({
  code: 'stock.other-delivery',
  status: 409,
  meaning: 'Another delivery was booked under this id.',
  advice: 'Use the number of the delivery note, which no other delivery has.',
});

export const NotListed = problemType({
  code: 'stock.record-not-listed',
  status: 409,
  meaning: 'The delivery has records that the catalogue does not list.',
  advice:
    'List the records first, or leave the lines of `recordIds` out. Nothing of the delivery was booked.',
  members: { recordIds: z.array(z.uuid()).meta({ description: 'The records that are not listed' }) },
});

/** What suppliers bring. */
@Injectable()
export class Deliveries {
  private readonly received;

  constructor(
    private readonly database: Database,
    private readonly store: DeliveriesStore,
    private readonly stock: Stock,
    private readonly shelves: StockStore,
    { metrics }: Telemetry,
  ) {
    this.received = metrics.count(
      'stock_received_records_total',
      'Copies of records that deliveries brought',
    );
  }

  /**
   * Books a whole delivery, or nothing of it.
   * @returns false when the same delivery was booked before
   */
  book(deliveryId: string, lines: Delivery['lines']): Promise<boolean> {
    return this.database.inTransaction(async (tx) => {
      if (!(await this.store.insert(tx, deliveryId, lines))) {
        const known = await this.store.find(tx, deliveryId);
        if (isDeepStrictEqual(known?.lines, lines)) return false;
        throw OtherDelivery.refusal(`Another delivery was booked as ${deliveryId}: check the number.`);
      }
      const recordIds = lines.map(({ recordId }) => recordId);
      const known = await this.shelves.lock(tx, recordIds);
      const listed = new Set(known.flatMap(({ recordId, isListed }) => (isListed ? recordId : [])));
      const unlisted = recordIds.filter((recordId) => !listed.has(recordId));
      if (unlisted.length)
        throw NotListed.refusal(
          `The catalogue does not list ${unlisted.length} of the records: list them first, or leave them out.`,
          { recordIds: unlisted },
        );
      await this.stock.putOnShelf(tx, 'delivery', deliveryId, lines);
      const copies = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      afterCommit(tx, () => this.received.add({}, copies));
      return true;
    });
  }

  find(deliveryId: string): Promise<Delivery> {
    return this.database.inTransaction(async (tx) => {
      const delivery = await this.store.find(tx, deliveryId);
      if (!delivery) throw notFound();
      return delivery;
    });
  }
}
