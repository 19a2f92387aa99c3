import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** What a row of a report is about. */
export const GROUPS = ['day', 'artist', 'genre'] as const;
export type Group = (typeof GROUPS)[number];

/** Days of UTC, both included. */
export interface Period {
  from: string;
  to: string;
}

/** The sales of a day, an artist or a genre, in one currency. Amounts are in minor units. */
export interface SalesRow {
  key: string | null;
  currency: string | null;
  taken: number;
  refunded: number;
  kept: number;
  copiesSent: number;
  copiesReturned: number;
}

const KEYS: Record<Group, ReturnType<typeof sql>> = {
  day: sql`to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD')`,
  artist: sql`artist`,
  genre: sql`genre`,
};

/** The facts that belong to a period. */
export const happenedIn = ({ from, to }: Period) =>
  sql`happened_at >= ${from}::timestamp at time zone 'UTC'
    and happened_at < (${to}::timestamp + interval '1 day') at time zone 'UTC'`;

@Injectable()
export class ReportsStore {
  /** The sequence up to which every booking of finance was heard; 0 before the first. */
  async completeUpTo(tx: Tx): Promise<number> {
    const { rows } = await sql<{ sequence: number }>`
      select (upper(range) - 1)::float8 as sequence from ledger_heard, unnest(sequences) as range
      where lower(range) <= 1`.execute(tx);
    return rows[0]?.sequence ?? 0;
  }

  /** @param upTo the sequence of the last booking that counts */
  async sales(tx: Tx, by: Group, period: Period, upTo: number): Promise<SalesRow[]> {
    const { rows } = await sql<SalesRow>`
      select ${KEYS[by]} as key, currency,
        coalesce(sum(amount) filter (where kind = 'payment'), 0)::float8 as taken,
        coalesce(-sum(amount) filter (where kind = 'refund'), 0)::float8 as refunded,
        sum(amount)::float8 as kept,
        coalesce(sum(copies) filter (where kind = 'dispatch'), 0)::float8 as "copiesSent",
        coalesce(sum(copies) filter (where kind = 'return'), 0)::float8 as "copiesReturned"
      from fact left join record using (record_id)
      where ${happenedIn(period)} and (sequence is null or sequence <= ${upTo})
      group by 1, 2 order by 1, 2`.execute(tx);
    return rows;
  }
}
