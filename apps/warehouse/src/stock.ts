import { Database, type Tx } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { notFound } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { LevelChanged } from './events.js';
import { type Cause, type Change, type Level, StockStore } from './stock.store.js';

/** How many of a record move. */
interface Moved {
  recordId: string;
  quantity: number;
}

/** What is on the shelf, and how much of it is available. Whatever changes it says so, and in one order of the records. */
@Injectable()
export class Stock {
  constructor(
    private readonly database: Database,
    private readonly store: StockStore,
    private readonly outbox: Outbox,
  ) {}

  level(recordId: string): Promise<Level> {
    return this.database.inTransaction(async (tx) => {
      const level = await this.store.level(tx, recordId);
      if (!level) throw notFound();
      return level;
    });
  }

  levels(recordIds: readonly string[]): Promise<Level[]> {
    return this.database.inTransaction((tx) => this.store.levels(tx, recordIds));
  }

  /** Puts what has come on the shelf, of records that are locked. */
  async putOnShelf(tx: Tx, cause: Cause, document: string, lines: readonly Moved[]): Promise<void> {
    await this.store.move(tx, cause, document, lines);
    await this.change(
      tx,
      lines.map(({ recordId, quantity }) => ({ recordId, onShelf: quantity })),
    );
  }

  private async change(tx: Tx, changes: readonly Change[]): Promise<void> {
    for (const { version, ...level } of await this.store.change(tx, changes))
      await this.outbox.add(tx, LevelChanged(level, { entityversion: version }));
  }
}
