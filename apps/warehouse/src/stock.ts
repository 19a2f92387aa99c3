import { Database, type Tx } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { noSuchResource } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { LevelChanged } from './events.js';
import type { Line } from './lines.js';
import { missingFrom } from './order.js';
import { type Cause, type Change, type Level, StockStore } from './stock.store.js';
import { WarehouseConfig } from './warehouse.config.js';

/** What is on the shelf, and how much of it is available. Whatever changes it says so, and in one order of the records. */
@Injectable()
export class Stock {
  constructor(
    private readonly database: Database,
    private readonly store: StockStore,
    private readonly outbox: Outbox,
    private readonly config: WarehouseConfig,
  ) {}

  level(recordId: string): Promise<Level> {
    return this.database.inTransaction(async (tx) => {
      const level = await this.store.level(tx, recordId);
      if (!level) throw noSuchResource();
      return level;
    });
  }

  levels(recordIds: readonly string[]): Promise<Level[]> {
    return this.database.inTransaction((tx) => this.store.levels(tx, recordIds));
  }

  /** Puts what has come on the shelf, of records that are locked. */
  async putOnShelf(tx: Tx, cause: Cause, document: string, lines: readonly Line[]): Promise<void> {
    await this.store.move(tx, cause, document, lines);
    await this.change(
      tx,
      lines.map(({ recordId, quantity }) => ({ recordId, onShelf: quantity })),
    );
  }

  /** Learns that the catalogue lists a record, which has its first copies then. */
  async list(tx: Tx, recordId: string, version = 0): Promise<void> {
    await this.store.setListed(tx, recordId, true, version);
    const copies = this.config.INITIAL_STOCK;
    if (!(await this.store.beginWith(tx, recordId)) || !copies) return;
    await this.putOnShelf(tx, 'initial', recordId, [{ recordId, quantity: copies }]);
  }

  /** Learns that the catalogue no longer lists a record. What is on the shelf is sold. */
  withdraw(tx: Tx, recordId: string, version = 0): Promise<void> {
    return this.store.setListed(tx, recordId, false, version);
  }

  /** Reserves all lines, or none. @returns those of which too few are available */
  async reserve(tx: Tx, lines: readonly Line[]): Promise<ReturnType<typeof missingFrom>> {
    const missing = missingFrom(lines, await this.store.lock(tx, idsOf(lines)));
    if (!missing.length) await this.change(tx, reserving(lines, 1));
    return missing;
  }

  /** Makes available again what was reserved. */
  async release(tx: Tx, lines: readonly Line[]): Promise<void> {
    if (!lines.length) return;
    await this.store.lock(tx, idsOf(lines));
    await this.change(tx, reserving(lines, -1));
  }

  /** Takes from the shelf what was reserved. */
  async dispatch(tx: Tx, orderId: string, lines: readonly Line[]): Promise<void> {
    await this.store.lock(tx, idsOf(lines));
    const taken = lines.map(({ recordId, quantity }) => ({ recordId, quantity: -quantity }));
    await this.store.move(tx, 'dispatch', orderId, taken);
    await this.change(
      tx,
      taken.map(({ recordId, quantity }) => ({ recordId, onShelf: quantity, reserved: quantity })),
    );
  }

  /** Puts on the shelf what has come back. */
  async takeBack(tx: Tx, returnId: string, lines: readonly Line[]): Promise<void> {
    await this.store.lock(tx, idsOf(lines));
    await this.putOnShelf(tx, 'return', returnId, lines);
  }

  private async change(tx: Tx, changes: readonly Change[]): Promise<void> {
    for (const { version, ...level } of await this.store.change(tx, changes))
      await this.outbox.add(tx, LevelChanged(level, { entityversion: version }));
  }
}

const idsOf = (lines: readonly Line[]): string[] => lines.map(({ recordId }) => recordId);

const reserving = (lines: readonly Line[], sign: 1 | -1): Change[] =>
  lines.map(({ recordId, quantity }) => ({ recordId, reserved: sign * quantity }));
