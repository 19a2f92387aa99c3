import type { Query, Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, type Generated, type Selectable, sql } from 'kysely';
import type { Facts, Price, Track } from './facts.js';
import { fold } from './fold.js';
import type { CatalogRecord } from './record.js';

interface RecordTable {
  id: string;
  artist: string;
  title: string;
  label: string | null;
  year: number | null;
  genre: string;
  tracks: ColumnType<Track[], string, string>;
  amount: number;
  currency: Price['currency'];
  version: number;
  listed_at: Generated<Date>;
  withdrawn_at: ColumnType<Date | null, never, Date>;
  place: string;
  words: Generated<string>;
}

interface Tables {
  record: RecordTable;
}

/** What a record must have to be found. */
export interface Filter {
  /** The beginnings of words of its artist and title, in any spelling. */
  q?: string;
  artist?: string;
  genre?: string;
  label?: string;
  year?: number;
}

@Injectable()
export class RecordsStore {
  /** Returns false when the catalogue has, or had, the record. */
  async insert(tx: Tx<Tables>, recordId: string, facts: Facts): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('record')
      .values({ id: recordId, ...columns(facts), version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Whether the record was withdrawn; undefined when there never was one. */
  async wasWithdrawn(tx: Tx<Tables>, recordId: string): Promise<boolean | undefined> {
    const row = await tx
      .selectFrom('record')
      .select('withdrawn_at')
      .where('id', '=', recordId)
      .executeTakeFirst();
    return row && row.withdrawn_at !== null;
  }

  async find(tx: Tx<Tables>, recordId: string): Promise<CatalogRecord | undefined> {
    const row = await forSale(tx).where('id', '=', recordId).executeTakeFirst();
    return row && fromRow(row);
  }

  async lock(tx: Tx<Tables>, recordId: string): Promise<CatalogRecord | undefined> {
    const row = await forSale(tx).where('id', '=', recordId).forUpdate().executeTakeFirst();
    return row && fromRow(row);
  }

  /** By artist and title. @param after the last record that the caller has read, which may have been withdrawn since */
  async list(
    query: Query<Tables>,
    { q, artist, genre, label, year }: Filter,
    after: string | undefined,
    most: number,
  ): Promise<CatalogRecord[]> {
    const rows = await forSale(query)
      .$if(q !== undefined, (found) => found.where(sql<boolean>`words @@ ${wordsOf(q!)}::tsquery`))
      .$if(artist !== undefined, (found) => found.where('artist', '=', artist!))
      .$if(genre !== undefined, (found) => found.where('genre', '=', genre!))
      .$if(label !== undefined, (found) => found.where('label', '=', label!))
      .$if(year !== undefined, (found) => found.where('year', '=', year!))
      .$if(after !== undefined, (found) =>
        found.where(sql<boolean>`(place, id) > (select place, id from record where id = ${after!})`),
      )
      .orderBy('place')
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(fromRow);
  }

  async newest(query: Query<Tables>, most: number): Promise<CatalogRecord[]> {
    const rows = await forSale(query)
      .orderBy('listed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(most)
      .execute();
    return rows.map(fromRow);
  }

  async changePrice(
    tx: Tx<Tables>,
    { recordId, price: { amount, currency }, version }: CatalogRecord,
  ): Promise<void> {
    await tx.updateTable('record').set({ amount, currency, version }).where('id', '=', recordId).execute();
  }

  async withdraw(tx: Tx<Tables>, { recordId, version }: CatalogRecord): Promise<void> {
    await tx
      .updateTable('record')
      .set({ withdrawn_at: sql`now()`, version: version + 1 })
      .where('id', '=', recordId)
      .execute();
  }
}

/** Longest place, which an index must hold. */
const MOST_OF_PLACE = 600;

/** The place of a record in the list, which is sorted by artist and title. */
const placeOf = ({ artist, title }: Pick<Facts, 'artist' | 'title'>): string =>
  `${fold(artist)}\t${fold(title)}`.slice(0, MOST_OF_PLACE);

/** Folded words have nothing that a `tsquery` could take for an operator. */
const wordsOf = (text: string): string =>
  fold(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => `'${word}':*`)
    .join(' & ');

/** The columns that a record is made of. The others only find it. */
const SHOWN = [
  'id',
  'artist',
  'title',
  'label',
  'year',
  'genre',
  'tracks',
  'amount',
  'currency',
  'version',
  'listed_at',
] as const;

const forSale = (query: Query<Tables>) =>
  query.selectFrom('record').select(SHOWN).where('withdrawn_at', 'is', null);

const columns = ({ price: { amount, currency }, tracks, ...facts }: Facts) => ({
  ...facts,
  tracks: JSON.stringify(tracks),
  amount,
  currency,
  place: placeOf(facts),
});

const fromRow = (row: Pick<Selectable<RecordTable>, (typeof SHOWN)[number]>): CatalogRecord => ({
  recordId: row.id,
  artist: row.artist,
  title: row.title,
  ...(row.label !== null && { label: row.label }),
  ...(row.year !== null && { year: row.year }),
  genre: row.genre,
  tracks: row.tracks,
  price: { amount: row.amount, currency: row.currency },
  listedAt: row.listed_at,
  version: row.version,
});
