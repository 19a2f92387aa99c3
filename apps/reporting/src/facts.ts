import { afterCommit, Database, type Tx } from '#libs/database';
import { Totals } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Kept } from './events.js';
import {
  FactsStore,
  type HeardBooking,
  type HeardParcel,
  type ListedRecord,
  type PlacedOrder,
} from './facts.store.js';
import { factsOf } from './sale.js';

/**
 * Keeps what is heard, in any order. The facts of an order are written anew whenever something is heard of it, so they are the
 * same in the end.
 */
@Injectable()
export class Facts {
  private readonly bookings;

  constructor(
    private readonly store: FactsStore,
    private readonly totals: Totals,
    database: Database,
    { metrics }: Telemetry,
  ) {
    this.bookings = metrics.count('bookings_reported_total', 'Payments and refunds that reports count', {
      kind: ['payment', 'refund'],
    });
    metrics.gauges('sales', () => store.recent(database.query), {
      sales_last_day_minor_units: {
        help: 'What was taken in the last 24 hours, less what was refunded, in minor units such as cents',
        labels: ['currency'],
        rows: ({ sales }) => sales.map(({ currency, kept }) => [{ currency }, kept]),
      },
      ledger_bookings_missing: {
        help: 'Bookings of finance that were not heard of, before others that were: reports end before the first',
        rows: ({ missing }) => [[{}, missing]],
      },
    });
  }

  async list(tx: Tx, record: ListedRecord): Promise<void> {
    await this.store.list(tx, record);
    this.totals.add(tx, Kept);
  }

  place(tx: Tx, order: PlacedOrder): Promise<void> {
    return this.keep(tx, order.orderId, () => this.store.place(tx, order));
  }

  async book(tx: Tx, booking: HeardBooking): Promise<void> {
    await this.keep(tx, booking.orderId, () => this.store.book(tx, booking));
    await this.store.countSequence(tx, booking.sequence);
    afterCommit(tx, () => this.bookings.add({ kind: booking.kind }));
  }

  move(tx: Tx, parcel: HeardParcel): Promise<void> {
    return this.keep(tx, parcel.orderId, () => this.store.move(tx, parcel));
  }

  /** What is heard of one order is kept one after the other, since each writes all its facts. */
  private async keep(tx: Tx, orderId: string, store: () => Promise<void>): Promise<void> {
    await this.store.lock(tx, orderId);
    await store();
    await this.store.write(tx, orderId, factsOf(await this.store.sale(tx, orderId)));
    this.totals.add(tx, Kept);
  }
}
