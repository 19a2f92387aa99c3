import type { Database } from '#libs/database';
import { sql } from 'kysely';

/** `lp_off`, `lp_flags` and `lp_len` of a line pointer; PostgreSQL's `ItemIdData`. */
const POINTER_BYTES = 4;
/** Where the line pointers of a page begin; PostgreSQL's `PageHeaderData`. */
const HEADER_BYTES = 24;

/**
 * The tables, indexes and planner's statistics in whose pages a tuple contains one of the texts, whether a query still sees
 * it or not. Values that PostgreSQL compresses (longer than 2 KB) are not found.
 * @param database under a superuser
 */
export async function pagesWith({ query }: Database, ...texts: string[]): Promise<string[]> {
  await sql`create extension if not exists pageinspect`.execute(query);
  const { rows } = await sql<{ name: string; page: Buffer }>`
    select name, get_raw_page(name, block) as page
    from pg_class c
    join pg_namespace n on n.oid = relnamespace
    cross join lateral (select c.oid::regclass::text as name) named
    cross join lateral generate_series(0, pg_relation_size(c.oid) / current_setting('block_size')::int - 1) block
    where relkind in ('r', 'i', 't')
      and (nspname !~ '^(pg_catalog|information_schema)$' or relname = 'pg_statistic')`.execute(query);
  const wanted = texts.map((text) => Buffer.from(text));
  const found = rows.filter(({ page }) =>
    tuplesOf(page).some((tuple) => wanted.some((text) => tuple.includes(text))),
  );
  return [...new Set(found.map(({ name }) => name))].toSorted();
}

/** The bytes of every tuple of a page; what lies in the hole between the line pointers and the tuples is none. */
function tuplesOf(page: Buffer): Buffer[] {
  const lower = page.readUInt16LE(12);
  const pointers = Array.from({ length: Math.max(0, (lower - HEADER_BYTES) / POINTER_BYTES) }, (_, at) =>
    page.readUInt32LE(HEADER_BYTES + at * POINTER_BYTES),
  );
  return pointers.map((pointer) => page.subarray(pointer & 0x7fff, (pointer & 0x7fff) + (pointer >>> 17)));
}
