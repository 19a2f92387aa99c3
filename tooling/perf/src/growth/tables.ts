import { Database, databaseUrl } from '#libs/database';
import { sql } from 'kysely';
import { growthOf, type Series } from './growth.js';
import type { Reading } from './slope.js';

/** The size of a table with its indexes, and how many rows it has. */
export interface TableSize {
  /** `broker: queues.delivery`. */
  table: string;
  bytes: number;
  rows: number;
}

const MIB = 2 ** 20;
/** A table may have a quarter more, and its first pages. */
const ALLOWED_MIB = { share: 0.25, amount: 1 };
const ALLOWED_BYTES = { share: 0.25, amount: 100 };
const ALLOWED_ROWS = { share: 0.1, amount: 100 };

/** Every table of a server. @param owner its URL under its owner */
export async function tableSizes(owner: string): Promise<TableSize[]> {
  const databases = await rowsOf<{ name: string }>(
    owner,
    `select datname as name from pg_database where not datistemplate and datname <> 'postgres'`,
  );
  const sizes: TableSize[] = [];
  for (const { name } of databases)
    sizes.push(
      ...(await rowsOf<TableSize>(
        databaseUrl(owner, name),
        `select current_database() || ': ' || schemaname || '.' || relname as table,
          pg_total_relation_size(relid)::float8 as bytes, n_live_tup::float8 as rows from pg_stat_user_tables`,
      )),
    );
  return sizes;
}

async function rowsOf<Row>(url: string, query: string): Promise<Row[]> {
  const database = new Database(url, { connections: 1 });
  return (
    await sql
      .raw<Row>(query)
      .execute(database.query)
      .finally(() => database.close())
  ).rows;
}

/**
 * What must be flat of a table: its size, or the size for each row where the rows become more, because what people do is kept.
 * @param readings in the order of time
 */
export function tableSeries(
  table: string,
  readings: readonly { atS: number; bytes: number; rows: number }[],
): Series {
  const of = (value: (one: { bytes: number; rows: number }) => number): Reading[] =>
    readings.map((one) => ({ atS: one.atS, value: value(one) }));
  const rows = { name: table, unit: 'rows', allowed: ALLOWED_ROWS, readings: of((one) => one.rows) };
  if (!growthOf(rows).grows)
    return { name: table, unit: 'MiB', allowed: ALLOWED_MIB, readings: of(({ bytes }) => bytes / MIB) };
  return {
    name: `${table}, each row`,
    unit: 'bytes',
    allowed: ALLOWED_BYTES,
    readings: of((one) => one.bytes / Math.max(1, one.rows)),
  };
}
