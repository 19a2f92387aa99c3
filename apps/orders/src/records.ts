import type { Tx } from '#libs/database';
import { Totals } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { Prices } from './events.js';
import type { Money } from './money.js';
import type { RecordForSale } from './pricing.js';
import { RecordsStore } from './records.store.js';

/** What is for sale, and at which price, as the catalog has said: an order asks nobody. */
@Injectable()
export class Records {
  constructor(
    private readonly store: RecordsStore,
    private readonly totals: Totals,
  ) {}

  async list(tx: Tx, record: RecordForSale, version = 0): Promise<void> {
    await this.store.list(tx, record, version);
    this.totals.add(tx, Prices);
  }

  async price(tx: Tx, recordId: string, price: Money, version = 0): Promise<void> {
    await this.store.price(tx, recordId, price, version);
    this.totals.add(tx, Prices);
  }

  async withdraw(tx: Tx, recordId: string, version = 0): Promise<void> {
    await this.store.withdraw(tx, recordId, version);
    this.totals.add(tx, Prices);
  }

  forSale(tx: Tx, recordIds: readonly string[]): Promise<RecordForSale[]> {
    return this.store.forSale(tx, recordIds);
  }
}
