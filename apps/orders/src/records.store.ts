import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Money } from './money.js';
import type { RecordForSale } from './pricing.js';

interface Tables {
  record: {
    record_id: string;
    artist: string | null;
    title: string | null;
    amount: number | null;
    currency: string | null;
    listed_version: number;
    price_version: number;
    withdrawn_version: number;
  };
}

/** What the newest event tells stays, whichever arrives last. */
@Injectable()
export class RecordsStore {
  async list(
    tx: Tx<Tables>,
    { recordId, artist, title, price }: RecordForSale,
    version: number,
  ): Promise<void> {
    await sql`
      insert into record as known (record_id, artist, title, listed_version)
      values (${recordId}, ${artist}, ${title}, ${version})
      on conflict (record_id) do update set
        artist = excluded.artist, title = excluded.title, listed_version = excluded.listed_version
      where known.listed_version < excluded.listed_version`.execute(tx);
    await this.price(tx, recordId, price, version);
  }

  async price(tx: Tx<Tables>, recordId: string, price: Money, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, amount, currency, price_version)
      values (${recordId}, ${price.amount}, ${price.currency}, ${version})
      on conflict (record_id) do update set
        amount = excluded.amount, currency = excluded.currency, price_version = excluded.price_version
      where known.price_version < excluded.price_version`.execute(tx);
  }

  async withdraw(tx: Tx<Tables>, recordId: string, version: number): Promise<void> {
    await sql`
      insert into record as known (record_id, withdrawn_version) values (${recordId}, ${version})
      on conflict (record_id) do update set withdrawn_version = excluded.withdrawn_version
      where known.withdrawn_version < excluded.withdrawn_version`.execute(tx);
  }

  /** Those of these records that are for sale: listed, and not withdrawn since. */
  async forSale(tx: Tx<Tables>, recordIds: readonly string[]): Promise<RecordForSale[]> {
    const rows = await tx
      .selectFrom('record')
      .select(['record_id as recordId', 'artist', 'title', 'amount', 'currency'])
      .where('record_id', 'in', recordIds)
      .whereRef('listed_version', '>', 'withdrawn_version')
      .$narrowType<{ artist: string; title: string; amount: number; currency: string }>()
      .execute();
    return rows.map(({ amount, currency, ...record }) => ({ ...record, price: { amount, currency } }));
  }
}
