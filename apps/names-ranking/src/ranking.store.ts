import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { type ColumnType, sql } from 'kysely';

export type Sex = 'male' | 'female';

export interface Counted {
  name: string;
  count: number;
}

/** The two lists, and the number of their changes. */
export interface Top10 {
  version: number;
  male: Counted[];
  female: Counted[];
}

type List = ColumnType<Counted[], string, string>;

interface Tables {
  total: { sex: Sex; name: string; count: string };
  top10: { version: number; male: List; female: List };
}

@Injectable()
export class RankingStore {
  /** Adds to the totals, always in the same order so that two transactions cannot deadlock, and returns the new totals. */
  async add(tx: Tx<Tables>, sex: Sex, names: Counted[]): Promise<Counted[]> {
    const { rows } = await sql<Counted>`
      insert into total as known (sex, name, count)
      select ${sex}, name, sum(count) from jsonb_to_recordset(${JSON.stringify(names)}) as given (name text, count int)
      group by name order by name collate "C"
      on conflict (sex, name) do update set count = known.count + excluded.count
      returning name, known.count::float8 as count`.execute(tx);
    return rows;
  }

  top10(tx: Tx<Tables>): Promise<Top10> {
    return tx.selectFrom('top10').select(['version', 'male', 'female']).executeTakeFirstOrThrow();
  }

  lockTop10(tx: Tx<Tables>): Promise<Top10> {
    return tx.selectFrom('top10').select(['version', 'male', 'female']).forUpdate().executeTakeFirstOrThrow();
  }

  most(tx: Tx<Tables>, sex: Sex, size: number): Promise<Counted[]> {
    return tx
      .selectFrom('total')
      .select(['name', sql<number>`count::float8`.as('count')])
      .where('sex', '=', sex)
      .orderBy('total.count', 'desc') // the column, and not its cast in the result
      .orderBy('name')
      .limit(size)
      .execute();
  }

  async saveTop10(tx: Tx<Tables>, { version, male, female }: Top10): Promise<void> {
    await tx
      .updateTable('top10')
      .set({ version, male: JSON.stringify(male), female: JSON.stringify(female) })
      .execute();
  }
}
