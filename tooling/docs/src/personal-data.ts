import { type Database, type MigrationSet } from '#libs/database';
import type { Service } from '#libs/service';
import { type GeneratedFiles, withSection } from '#tooling/platform';
import { sql } from 'kysely';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { statementsOf } from './statements.js';
import { alignedTable } from './table.js';

const FILE = 'docs/personal-data.md';
/** An engine keeps its migrations beside itself, in the tree that this file belongs to: the sources, or what was compiled. */
const ENGINES = join(import.meta.dirname, '../../../libs/messaging/src/engines');
/** The mark around the table in that page. */
export const PERSONAL_DATA = 'personal data';
/** The schemas that every service has; `public` holds what is its own. */
const SHARED = ['messaging', 'platform'];
const HEAD = ['Kept by', 'Column', 'What it holds'];
/** `comment on column customer.email is 'personal: e-mail address'`; any other comment takes a mark away. */
const COMMENT = /comment\s+on\s+column\s+([\w."]+)\s+is\s+(?:'personal: ((?:[^']|'')*)'|null|')/gi;

/** A column that holds something of a person. */
export interface Marked {
  /** `schema.table.column` */
  column: string;
  what: string;
}

/** The columns of a database whose comment marks them. */
export async function markedColumns({ query }: Database): Promise<Marked[]> {
  const { rows } = await sql<Marked>`
    select format('%I.%I.%I', nspname, relname, attname) as column,
      substring(description from 'personal: (.*)') as what
    from pg_description
    join pg_class c on c.oid = objoid and classoid = 'pg_class'::regclass
    join pg_attribute on attrelid = c.oid and attnum = objsubid
    join pg_namespace n on n.oid = relnamespace
    where description like 'personal: %' order by 1`.execute(query);
  return rows;
}

/** The columns that statements mark, as `markedColumns` finds them once they were run. */
export function columnsMarkedBy(statements: string[]): Marked[] {
  const marks = new Map<string, string>();
  for (const [, name = '', what] of statements.flatMap((one) => [...one.matchAll(COMMENT)])) {
    const column = name.split('.').length === 2 ? `public.${name}` : name;
    if (what === undefined) marks.delete(column);
    else marks.set(column, what.replaceAll("''", "'"));
  }
  return [...marks].map(([column, what]) => ({ column, what }));
}

/** Who keeps what of a person, as a table that is aligned as Prettier does it. */
export function personalDataTable(marked: (readonly [keeper: string, Marked[]])[]): string {
  const rows = marked.flatMap(([keeper, columns]) =>
    columns.toSorted(byColumn).map((one) => rowOf(keeper, one)),
  );
  const distinct = [...new Map(rows.map((row) => [row.join(), row])).values()];
  return alignedTable(HEAD, distinct);
}

const byColumn = (one: Marked, other: Marked) => (one.column < other.column ? -1 : 1);

function rowOf(keeper: string, { column, what }: Marked): string[] {
  const [schema = '', ...place] = column.split('.');
  const shown = schema === 'public' ? place : [schema, ...place];
  return [SHARED.includes(schema) ? 'every service' : keeper, `\`${shown.join('.')}\``, what];
}

const brokerMigrations = (): MigrationSet[] =>
  globSync('*-migrations', { cwd: ENGINES }).map((name) => ({
    name,
    folder: pathToFileURL(`${join(ENGINES, name)}/`),
  }));

/**
 * docs/personal-data.md with the table of personal data. Migrations are run without a server, and what they would say to it is
 * read: a test compares the table with real databases.
 * @throws UserError when the page has no place for the table
 */
export async function personalDataFiles(
  services: Pick<Service, 'name' | 'migrations'>[],
  root: string,
): Promise<GeneratedFiles> {
  const databases = [...services, { name: 'broker', migrations: brokerMigrations() }];
  const marked = databases.map(
    async ({ name, migrations }) => [name, columnsMarkedBy(await statementsOf(migrations))] as const,
  );
  const table = personalDataTable(await Promise.all(marked));
  const page = readFileSync(join(root, FILE), 'utf8');
  return { texts: { [FILE]: withSection(page, FILE, PERSONAL_DATA, `\n${table}\n`) } };
}
