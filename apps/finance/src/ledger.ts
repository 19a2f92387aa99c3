import { Database } from '#libs/database';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { type Balance, type Entry, type EntryPlace, LedgerStore } from './ledger.store.js';
import { kept } from './sale.js';
import { SalesStore } from './sales.store.js';

/** What operators read of the money. */
@Injectable()
export class Ledger {
  constructor(
    private readonly database: Database,
    private readonly store: LedgerStore,
    private readonly sales: SalesStore,
  ) {}

  /** @param after the place of the last entry that the caller has read */
  entries(after: EntryPlace | undefined, most: number): Promise<Entry[]> {
    return this.database.inTransaction((tx) => this.store.entries(tx, after, most));
  }

  /** @param upTo the sequence of the last booking that counts; by default all count */
  balances(upTo: number | undefined): Promise<{ sequence: number; balances: Balance[] }> {
    return this.database.inTransaction((tx) => this.store.balances(tx, upTo));
  }

  /** What became of the money of an order, without what pays. */
  sale(orderId: string) {
    return this.database.inTransaction(async (tx) => {
      const sale = await this.sales.find(tx, orderId);
      if (!sale) throw notFound();
      const { total, version } = sale;
      return {
        orderId,
        version,
        total,
        kept: kept(sale),
        payments: sale.payments.map(({ paymentId, state, chargeId }) => ({ paymentId, state, chargeId })),
        refunds: sale.refunds.map(({ refundId, state, amount }) => ({ refundId, state, amount })),
      };
    });
  }
}
