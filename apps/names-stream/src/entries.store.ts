import type { Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';

/** One entry of the log, with its fields in the order in which they are sent. */
export interface Entry {
  /** 1, 2, 3, … without a gap. */
  offset: number;
  name: string;
  sex: string;
  count: number;
  at: Date;
}

/** What one event adds to the log. */
export interface Addition {
  /** The time of the event. */
  at: string;
  sex: string;
  names: { name: string; count: number }[];
}

interface Tables {
  log: { id: number; last: number };
  entry: Entry;
}

@Injectable()
export class EntriesStore {
  /**
   * Adds entries, and returns the offset before the first. The row of `log` stays locked until the commit, so entries
   * become visible in the order of their offsets: once N is read, no new entry appears below it.
   */
  async append(tx: Tx<Tables>, { at, sex, names }: Addition): Promise<number> {
    const { rows } = await sql<{ before: number }>`
      with taken as (
        update log set last = last + ${names.length} returning last - ${names.length} as before
      ), added as (
        insert into entry ("offset", name, sex, count, at)
        select before + nth, name, ${sex}, count, ${new Date(at).toISOString()}::timestamptz
        from taken, unnest(
          ${names.map(({ name }) => name)}::text[], ${names.map(({ count }) => count)}::int[]
        ) with ordinality as added (name, count, nth)
      )
      select before::float8 as before from taken`.execute(tx);
    return rows[0]?.before ?? 0;
  }

  /** The entries after an offset, ordered by the indexed column and not by its cast in the result. */
  async after(db: Kysely<Tables>, offset: number, limit: number): Promise<Entry[]> {
    const { rows } = await sql<Entry>`
      select "offset"::float8 as "offset", name, sex, count, at
      from entry where entry."offset" > ${offset} order by entry."offset" limit ${limit}`.execute(db);
    return rows;
  }

  /** The offset of the newest entry; 0 before the first. */
  async last(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ last: number }>`select last::float8 as last from log`.execute(db);
    return rows[0]?.last ?? 0;
  }
}
