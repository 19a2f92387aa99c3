import type { Query, Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Generated, sql } from 'kysely';
import type { Price } from './price.js';
import type { KnownRecord } from './recommend.js';

interface Tables {
  record: {
    id: string;
    artist: string | null;
    title: string | null;
    genre: string | null;
    listed_version: Generated<number>;
    amount: number | null;
    currency: string | null;
    price_version: Generated<number>;
    is_withdrawn: Generated<boolean>;
  };
}

@Injectable()
export class RecordsStore {
  /** Keeps the newest description, whichever is heard first. */
  async describe(
    tx: Tx<Tables>,
    { recordId, artist, title, genre }: KnownRecord,
    version: number,
  ): Promise<void> {
    const known = { artist, title, genre, listed_version: version };
    await tx
      .insertInto('record')
      .values({ id: recordId, ...known })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(known).where('record.listed_version', '<', version),
      )
      .execute();
  }

  /** Keeps the newest price, whichever is heard first. */
  async price(tx: Tx<Tables>, recordId: string, { amount, currency }: Price, version: number): Promise<void> {
    await tx
      .insertInto('record')
      .values({ id: recordId, amount, currency, price_version: version })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ amount, currency, price_version: version })
          .where('record.price_version', '<', version),
      )
      .execute();
  }

  async withdraw(tx: Tx<Tables>, recordId: string): Promise<void> {
    await tx
      .insertInto('record')
      .values({ id: recordId, is_withdrawn: true })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_withdrawn: true }))
      .execute();
  }

  /** A record that was ever listed. */
  async find(tx: Tx<Tables>, recordId: string): Promise<KnownRecord | undefined> {
    const row = await listed(tx).where('id', '=', recordId).executeTakeFirst();
    return row && fromRow(row);
  }

  /** The records for sale by the artist of a record, and some of its genre. */
  async alike(tx: Tx<Tables>, { artist, genre }: KnownRecord, most: number): Promise<KnownRecord[]> {
    const some = (column: 'artist' | 'genre', value: string) =>
      listed(tx)
        .where('is_withdrawn', '=', false)
        .where(column, '=', value)
        .orderBy(sql`artist collate "C"`)
        .orderBy(sql`title collate "C"`)
        .orderBy('id')
        .limit(most)
        .execute();
    return [...(await some('artist', artist)), ...(await some('genre', genre))].map(fromRow);
  }

  /** The ids of all records that were ever listed, by artist and title; of several, the smallest. */
  async ids(query: Query<Tables>): Promise<Pick<KnownRecord, 'recordId' | 'artist' | 'title'>[]> {
    const rows = await listed(query).orderBy('id', 'desc').execute();
    return rows.map(fromRow);
  }
}

const listed = (query: Query<Tables>) =>
  query
    .selectFrom('record')
    .select(['id', 'artist', 'title', 'genre', 'amount', 'currency'])
    .where('artist', 'is not', null)
    .$narrowType<{ artist: string; title: string; genre: string; amount: number; currency: string }>();

const fromRow = ({
  id,
  artist,
  title,
  genre,
  amount,
  currency,
}: {
  id: string;
  artist: string;
  title: string;
  genre: string;
  amount: number;
  currency: string;
}): KnownRecord => ({ recordId: id, artist, title, genre, price: { amount, currency } });
