import type { Database, Tx } from '#libs/database';
import { sql } from 'kysely';

export type Row = Record<string, unknown>;
/** The rows of every table, by its name, what was said last, and the effects that wait. */
export type State = Record<string, Row[]>;

interface Table {
  name: string;
  rows: string;
  /** Columns that may depend on the order, because a comment beside them says so. */
  free: string[];
}

/** `comment on column entry.offset is 'any order: numbered as they arrive'`: such a column is not compared. */
const FREE = `like 'any order: %'`;
/** `comment on table entry is 'any order: only with customer_id, because ...'`: rows without it are not compared. */
const PARTIAL = `substring(obj_description(c.oid, 'pg_class') from '^any order: only with (\\w+)')`;

/** `comment on table issuer_keys is 'any order: no event changes them'`: such a table is not compared. */
const COMPARED = `coalesce(obj_description(c.oid, 'pg_class'), '') !~ '^any order: (?!only with )'`;

/** Reads the state of a service: its own tables, discovered in its schema, and what messaging holds for others. */
export class StateReader {
  private constructor(private readonly tables: Table[]) {}

  static async open({ query }: Database): Promise<StateReader> {
    const { rows } = await sql<{ schema: string; name: string; present: string | null; free: string[] }>`
      select n.nspname as schema, c.relname as name, ${sql.raw(PARTIAL)} as present,
        array(select attname::text from pg_attribute a where a.attrelid = c.oid
          and col_description(c.oid, attnum) ${sql.raw(FREE)}) as free
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$|messaging$)'
        and c.relname !~ 'migration' and ${sql.raw(COMPARED)} order by 1, 2`.execute(query);
    const tables = rows.map(({ schema, name, present, free }) => ({
      name: `${schema}.${name}`,
      rows: `"${schema}"."${name}" ${present ? `where "${present}" is not null` : ''}`,
      free,
    }));
    return new StateReader([...tables, SAID, WAITING]);
  }

  async read(tx: Tx): Promise<State> {
    const parts = this.tables.map(
      ({ name, rows }) =>
        `'${name}', (select coalesce(jsonb_agg(to_jsonb(r) order by to_jsonb(r)::text), '[]') from (select * from ${rows}) r)`,
    );
    const found = await sql<{ state: State }>`
      select jsonb_build_object(${sql.raw(parts.join(','))}) as state`.execute(tx);
    return found.rows[0]?.state ?? {};
  }

  /** The state without what may depend on the order. */
  compared(state: State): State {
    const entries = this.tables.map(({ name, free }) => {
      const rows = (state[name] ?? []).map((row) =>
        JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !free.includes(column)))),
      );
      return [name, rows.sort().map((row) => JSON.parse(row) as Row)] as const;
    });
    return Object.fromEntries(entries);
  }
}

export const EFFECTS = 'effects that wait';

/** The newest event of each type and entity; an erased one has no body. */
const SAID: Table = {
  name: 'published last',
  rows: `(select distinct on (type, subject) type, subject, body from messaging.outbox where body is not null
    order by type, subject, (attributes ->> 'entityversion')::int desc nulls last, seq desc) said`,
  free: [],
};
const WAITING: Table = {
  name: EFFECTS,
  rows: `(select id, type, convert_from(body, 'UTF8')::jsonb as data from messaging.retry where kind = 'effect') effects`,
  free: ['id'],
};
