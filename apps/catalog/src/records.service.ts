import { afterCommit, Database, type Tx } from '#libs/database';
import { Outbox, problemType } from '#libs/messaging';
import { mergePatch, noSuchResource } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import type { Facts } from './facts.js';
import { type CatalogRecord, type Change, changePrice, listed, withdrawn } from './record.js';
import { type Filter, RecordsStore } from './records.store.js';

export const Withdrawn = problemType({
  code: 'catalog.withdrawn',
  status: 410,
  meaning: 'The record was withdrawn from sale.',
  advice: 'Choose another record.',
});

export const ChangedMeanwhile = problemType({
  code: 'catalog.changed-meanwhile',
  status: 412,
  meaning: 'The record has changed since you last read it.',
  advice: 'Get it again, and send its new `ETag` as `If-Match`.',
});

/** Tells whether a record is as the caller has read it. */
type IsExpected = (known: CatalogRecord) => boolean;

@Injectable()
export class RecordsService {
  private readonly listings;
  private readonly priceChanges;
  private readonly withdrawals;

  constructor(
    private readonly database: Database,
    private readonly store: RecordsStore,
    private readonly outbox: Outbox,
    { metrics }: Telemetry,
  ) {
    this.listings = metrics.count('records_listed_total', 'Records that were put up for sale');
    this.priceChanges = metrics.count('record_prices_changed_total', 'Changes of the price of a record');
    this.withdrawals = metrics.count('records_withdrawn_total', 'Records that were withdrawn from sale');
  }

  records(filter: Filter, after: string | undefined, most: number): Promise<CatalogRecord[]> {
    return this.store.list(this.database.query, filter, after, most);
  }

  /** The records that were put up for sale last, the newest first. */
  newest(most: number): Promise<CatalogRecord[]> {
    return this.store.newest(this.database.query, most);
  }

  record(recordId: string): Promise<CatalogRecord> {
    return this.database.inTransaction((tx) => this.found(tx, recordId, this.store.find(tx, recordId)));
  }

  /** Puts a record up for sale. Returns false, and leaves it as it is, when the catalogue has or had one with this id. */
  list(recordId: string, facts: Facts): Promise<boolean> {
    return this.database.inTransaction(async (tx) => {
      if (!(await this.store.insert(tx, recordId, facts))) return false;
      await this.outbox.add(tx, listed(recordId, facts));
      afterCommit(tx, () => this.listings.add());
      return true;
    });
  }

  change(recordId: string, wanted: Change, isExpected: IsExpected): Promise<CatalogRecord> {
    return this.database.inTransaction(async (tx) => {
      const record = await this.expected(tx, recordId, isExpected);
      const changed = changePrice(record, mergePatch({ price: record.price }, wanted).price);
      if (!changed) return record;
      await this.store.changePrice(tx, changed.next);
      await this.outbox.add(tx, changed.event);
      afterCommit(tx, () => this.priceChanges.add());
      return changed.next;
    });
  }

  withdraw(recordId: string, isExpected: IsExpected): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      const record = await this.expected(tx, recordId, isExpected);
      await this.store.withdraw(tx, record);
      await this.outbox.add(tx, withdrawn(record));
      afterCommit(tx, () => this.withdrawals.add());
    });
  }

  private async expected(tx: Tx, recordId: string, isExpected: IsExpected): Promise<CatalogRecord> {
    const known = await this.found(tx, recordId, this.store.lock(tx, recordId));
    if (isExpected(known)) return known;
    throw ChangedMeanwhile.refusal(
      'The record has changed since you last read it: get it again, and send its new ETag as If-Match.',
    );
  }

  private async found(
    tx: Tx,
    recordId: string,
    record: Promise<CatalogRecord | undefined>,
  ): Promise<CatalogRecord> {
    const found = await record;
    if (found) return found;
    throw (await this.store.wasWithdrawn(tx, recordId)) ? Withdrawn.refusal() : noSuchResource();
  }
}
