import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Line } from './lines.js';

interface Tables {
  stock: {
    record_id: string;
    on_shelf: number;
    reserved: number;
    version: number;
    is_listed: boolean;
    listing_version: number;
    has_initial: boolean;
  };
  movement: { cause: Cause; document: string; record_id: string; quantity: number };
}

/** Why something was put on the shelf, or taken from it. */
export type Cause = 'initial' | 'delivery' | 'dispatch' | 'return';

/** How many of a record are available, and the version of that number. */
export interface Level {
  recordId: string;
  available: number;
  version: number;
}

/** What changes of a record: how many more are on the shelf, and how many more of those are reserved. */
export interface Change {
  recordId: string;
  onShelf?: number;
  reserved?: number;
}

@Injectable()
export class StockStore {
  level(tx: Tx<Tables>, recordId: string): Promise<Level | undefined> {
    return levels(tx, [recordId]).executeTakeFirst();
  }

  levels(tx: Tx<Tables>, recordIds: readonly string[]): Promise<Level[]> {
    return levels(tx, recordIds).execute();
  }

  /** Locks records, always in the same order so that two transactions cannot deadlock. */
  lock(tx: Tx<Tables>, recordIds: readonly string[]): Promise<(Level & { isListed: boolean })[]> {
    return levels(tx, recordIds).select('is_listed as isListed').forUpdate().execute();
  }

  /** Keeps whether the catalogue lists a record, unless something newer is known. */
  async setListed(tx: Tx<Tables>, recordId: string, isListed: boolean, version: number): Promise<void> {
    await sql`
      insert into stock as known (record_id, is_listed, listing_version) values (${recordId}, ${isListed}, ${version})
      on conflict (record_id) do update set is_listed = excluded.is_listed, listing_version = excluded.listing_version
      where known.listing_version < excluded.listing_version`.execute(tx);
  }

  /** Marks that a record gets its first copies, and locks it. Returns false when it has got them before. */
  async beginWith(tx: Tx<Tables>, recordId: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('stock')
      .set({ has_initial: true })
      .where('record_id', '=', recordId)
      .where('has_initial', '=', false)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Changes records that are locked. @returns the levels that changed by it, in the order of their ids */
  async change(tx: Tx<Tables>, changes: readonly Change[]): Promise<Level[]> {
    const given = changes.map(({ recordId, onShelf = 0, reserved = 0 }) => ({ recordId, onShelf, reserved }));
    const { rows } = await sql<Level & { hasChanged: boolean }>`
      update stock set
        on_shelf = stock.on_shelf + given."onShelf",
        reserved = stock.reserved + given.reserved,
        version = stock.version + (given."onShelf" <> given.reserved)::int
      from jsonb_to_recordset(${JSON.stringify(given)})
        as given ("recordId" uuid, "onShelf" int, reserved int)
      where record_id = given."recordId"
      returning record_id as "recordId", stock.on_shelf - stock.reserved as available, version,
        given."onShelf" <> given.reserved as "hasChanged"`.execute(tx);
    return rows
      .filter(({ hasChanged }) => hasChanged)
      .map(({ recordId, available, version }) => ({ recordId, available, version }))
      .toSorted((one, other) => (one.recordId < other.recordId ? -1 : 1));
  }

  /** Writes down what moves. @throws Error when the same document has moved the same record before */
  async move(tx: Tx<Tables>, cause: Cause, document: string, lines: readonly Line[]): Promise<void> {
    const moved = lines.map(({ recordId, quantity }) => ({ cause, document, record_id: recordId, quantity }));
    await tx.insertInto('movement').values(moved).execute();
  }
}

const levels = (tx: Tx<Tables>, recordIds: readonly string[]) =>
  tx
    .selectFrom('stock')
    .select(['record_id as recordId', sql<number>`on_shelf - reserved`.as('available'), 'version'])
    .where('record_id', 'in', recordIds)
    .orderBy('record_id');
