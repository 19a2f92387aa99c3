import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Totals } from '#libs/messaging';
import { noSuchResource } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { BasketsStore, type Parcel, type Purchase } from './baskets.store.js';
import { CustomerForgotten, Parcels } from './events.js';
import type { Price } from './price.js';
import { FEWEST_ORDERS, type KnownRecord, type Recommendation, recommend } from './recommend.js';
import { RecordsStore } from './records.store.js';

/** Recommendations with a record at most. */
export const MOST = 10;

@Injectable()
export class RecommendationsService {
  private readonly learnt;

  constructor(
    private readonly database: Database,
    private readonly records: RecordsStore,
    private readonly baskets: BasketsStore,
    private readonly erasure: Erasure,
    private readonly totals: Totals,
    { metrics }: Telemetry,
  ) {
    this.learnt = metrics.count(
      'purchases_learnt_total',
      'Records in orders that recommendations learnt from',
    );
  }

  /** @throws Refusal (404) when the catalogue has not listed the record, or this has not been heard yet */
  with(recordId: string): Promise<Recommendation[]> {
    return this.database.inSnapshot(async (tx) => {
      const record = await this.records.find(tx, recordId);
      if (!record) throw noSuchResource();
      const known = {
        orders: await this.baskets.orders(tx, recordId),
        together: await this.baskets.together(tx, recordId, FEWEST_ORDERS, MOST),
        alike: await this.records.alike(tx, record, 2 * MOST + 1),
      };
      return recommend(record, known, MOST);
    });
  }

  async list(tx: Tx, record: KnownRecord, version: number): Promise<void> {
    await this.records.describe(tx, record, version);
    await this.records.price(tx, record.recordId, record.price, version);
  }

  changePrice(tx: Tx, recordId: string, price: Price, version: number): Promise<void> {
    return this.records.price(tx, recordId, price, version);
  }

  withdraw(tx: Tx, recordId: string): Promise<void> {
    return this.records.withdraw(tx, recordId);
  }

  /** The records that were ever listed. */
  listed(): Promise<Pick<KnownRecord, 'recordId' | 'artist' | 'title'>[]> {
    return this.records.ids(this.database.query);
  }

  /** Learns what was bought together. Returns how many of the purchases are new. */
  learn(purchases: Purchase[]): Promise<number> {
    return this.database.inTransaction(async (tx) => {
      const added = await this.baskets.add(tx, purchases);
      afterCommit(tx, () => this.learnt.add({}, added));
      return added;
    });
  }

  async send(tx: Tx, parcel: Parcel): Promise<void> {
    await this.baskets.send(tx, parcel);
    this.totals.add(tx, Parcels);
    afterCommit(tx, () => this.learnt.add({}, parcel.lines.length));
  }

  async takeBack(tx: Tx, parcel: Parcel): Promise<void> {
    await this.baskets.takeBack(tx, parcel);
    this.totals.add(tx, Parcels);
  }

  forget(tx: Tx, customerId: string): Promise<void> {
    return this.erasure.erase(tx, customerId, this.baskets, CustomerForgotten({ customerId }));
  }
}
