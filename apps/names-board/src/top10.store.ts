import type { Query, Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Entry, Top10List } from './top10-list.js';

interface Tables {
  top10: { scope: string; version: number; boys: Entry[]; girls: Entry[]; as_of: Date };
}

const SCOPE = 'all';

@Injectable()
export class Top10Store {
  /** Returns false when the stored list is as new or newer: events arrive in any order, and several at once. */
  async replaceOlder(tx: Tx<Tables>, { boys, girls, asOf, version }: Top10List): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into top10 (scope, version, boys, girls, as_of)
      values (${SCOPE}, ${version}, ${JSON.stringify(boys)}, ${JSON.stringify(girls)}, ${asOf})
      on conflict (scope) do update
      set version = excluded.version, boys = excluded.boys, girls = excluded.girls, as_of = excluded.as_of
      where top10.version < excluded.version`.execute(tx);
    return numAffectedRows === 1n;
  }

  async find(query: Query<Tables>): Promise<Top10List | undefined> {
    const found = await query
      .selectFrom('top10')
      .select(['boys', 'girls', 'version', 'as_of'])
      .where('scope', '=', SCOPE)
      .executeTakeFirst();
    if (!found) return undefined;
    const { as_of, ...list } = found;
    return { ...list, asOf: as_of.toISOString() };
  }
}
