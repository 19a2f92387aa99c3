import { Database, type Tx } from '#libs/database';
import { Totals } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { Notes } from './events.js';
import type { Money } from './money.js';
import type { Listed, ShownRecord } from './record.js';
import { RecordsStore, type Wanted } from './records.store.js';

/** The list and the stock as the catalog and the warehouse told them last. */
@Injectable()
export class Records {
  constructor(
    private readonly database: Database,
    private readonly store: RecordsStore,
    private readonly totals: Totals,
  ) {}

  async list(tx: Tx, record: Listed, version = 0): Promise<void> {
    await this.store.list(tx, record, version);
    this.totals.add(tx, Notes);
  }

  async price(tx: Tx, recordId: string, price: Money, version = 0): Promise<void> {
    await this.store.price(tx, recordId, price, version);
    this.totals.add(tx, Notes);
  }

  async withdraw(tx: Tx, recordId: string, version = 0): Promise<void> {
    await this.store.withdraw(tx, recordId, version);
    this.totals.add(tx, Notes);
  }

  async level(tx: Tx, recordId: string, available: number, version = 0): Promise<void> {
    await this.store.level(tx, recordId, available, version);
    this.totals.add(tx, Notes);
  }

  levels(records: readonly { recordId: string }[]): Promise<Map<string, number>> {
    return this.database.inTransaction((tx) => this.store.levels(tx, idsOf(records)));
  }

  find(records: readonly { recordId: string }[]): Promise<ShownRecord[]> {
    return this.database.inTransaction((tx) => this.store.find(tx, idsOf(records)));
  }

  search(wanted: Wanted): Promise<ShownRecord[]> {
    return this.database.inTransaction((tx) => this.store.search(tx, wanted));
  }
}

const idsOf = (records: readonly { recordId: string }[]): string[] => records.map(({ recordId }) => recordId);
