import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Money } from './money.js';
import type { Listed, ShownRecord } from './record.js';

/** How much of the last known list is wanted. */
export interface Wanted {
  q?: string | undefined;
  genre?: string | undefined;
  /** How many records come before. */
  from: number;
  most: number;
}

/** What the newest event tells stays, whichever arrives last. */
@Injectable()
export class RecordsStore {
  async list(tx: Tx, { recordId, artist, title, genre, price }: Listed, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, artist, title, genre, listed_version)
      values (${recordId}, ${artist}, ${title}, ${genre}, ${version})
      on conflict (record_id) do update set
        artist = excluded.artist, title = excluded.title, genre = excluded.genre,
        listed_version = excluded.listed_version
      where known.listed_version < excluded.listed_version`.execute(tx);
    await this.price(tx, recordId, price, version);
  }

  async price(tx: Tx, recordId: string, { amount, currency }: Money, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, amount, currency, price_version)
      values (${recordId}, ${amount}, ${currency}, ${version})
      on conflict (record_id) do update set
        amount = excluded.amount, currency = excluded.currency, price_version = excluded.price_version
      where known.price_version < excluded.price_version`.execute(tx);
  }

  async withdraw(tx: Tx, recordId: string, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, withdrawn_version) values (${recordId}, ${version})
      on conflict (record_id) do update set withdrawn_version = excluded.withdrawn_version
      where known.withdrawn_version < excluded.withdrawn_version`.execute(tx);
  }

  async level(tx: Tx, recordId: string, available: number, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, available, stock_version)
      values (${recordId}, ${available}, ${version})
      on conflict (record_id) do update set
        available = excluded.available, stock_version = excluded.stock_version
      where known.stock_version < excluded.stock_version`.execute(tx);
  }

  /** How many copies there are of these records; of some it may be unknown. */
  async levels(tx: Tx, recordIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await sql<{ id: string; available: number }>`
      select record_id as id, available::float8 as available from record
      where record_id = any(${recordIds}::uuid[]) and available is not null`.execute(tx);
    return new Map(rows.map(({ id, available }) => [id, available]));
  }

  /** These records as they were known last, also those that were withdrawn. */
  async find(tx: Tx, recordIds: readonly string[]): Promise<ShownRecord[]> {
    const { rows } = await sql<Row>`
      select * from record where listed_version > 0 and record_id = any(${recordIds}::uuid[])`.execute(tx);
    return rows.map(fromRow);
  }

  /** The records for sale as they were known last, by artist and title. */
  async search(tx: Tx, { q = '', genre, from, most }: Wanted): Promise<ShownRecord[]> {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const { rows } = await sql<Row>`
      select * from record
      where listed_version > withdrawn_version
        and (${genre || null}::text is null or genre = ${genre || null})
        and not exists (
          select from unnest(${words}::text[]) word
          where position(word in lower(artist || ' ' || title)) = 0
        )
      order by artist, title, record_id
      offset ${from} limit ${most}`.execute(tx);
    return rows.map(fromRow);
  }
}

interface Row {
  record_id: string;
  artist: string;
  title: string;
  genre: string;
  amount: number;
  currency: string;
  listed_version: number;
  withdrawn_version: number;
}

const fromRow = ({ record_id, artist, title, genre, amount, currency, ...row }: Row): ShownRecord => ({
  recordId: record_id,
  artist,
  title,
  genre,
  price: { amount, currency },
  isForSale: row.listed_version > row.withdrawn_version,
});
