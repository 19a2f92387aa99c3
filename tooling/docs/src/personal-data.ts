import { Database } from '#libs/database';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { databaseUrl, discoverServices, provisionBroker, provisionService } from '#libs/service';
import { sql } from 'kysely';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE = 'docs/security.md';
const SECTION = /(<!-- written by npm run docs:personal -->\n).*?(\n<!-- end -->)/s;
/** The schemas that every service has; `public` holds what is its own. */
const SHARED = ['messaging', 'platform'];

/** A column that holds something of a person. */
export interface Marked {
  /** `schema.table.column` */
  column: string;
  what: string;
}

/** The columns of a database whose comment marks them: `comment on column … is 'personal: what it holds'`. */
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

/** Who keeps what of a person, as a table. */
export async function personalData(databases: (readonly [name: string, Database])[]): Promise<string> {
  const found = databases.map(async ([name, database]) =>
    (await markedColumns(database)).map(({ column, what }) => {
      const [schema = '', ...place] = column.split('.');
      return `| ${SHARED.includes(schema) ? 'every service' : name} | \`${(schema === 'public' ? place : [schema, ...place]).join('.')}\` | ${what} |`;
    }),
  );
  const rows = new Set((await Promise.all(found)).flat());
  return ['', '| Kept by | Column | What it holds |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** The part of a page that `personalData` writes. */
export const sectionOf = (page: string): string | undefined =>
  SECTION.exec(page)?.[0].split('\n').slice(1, -1).join('\n');

/** Writes the table into the page. */
export async function writePersonalData(): Promise<void> {
  const services = await discoverServices();
  const folder = await mkdtemp(join(tmpdir(), 'personal-data-'));
  const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
  const names: string[] = [...services.map(({ name }) => name), 'broker'];
  try {
    await provisionBroker(postgres.url());
    for (const service of services) await provisionService(postgres.url(), service, service.name);
    const databases = names.map(
      (name) => [name, new Database(databaseUrl(postgres.url(), name))] as [string, Database],
    );
    const table = await personalData(databases);
    const page = await readFile(FILE, 'utf8');
    await writeFile(
      FILE,
      page.replace(SECTION, (_all, begin, end) => begin + table + end),
    );
    await Promise.all(databases.map(([, database]) => database.close()));
    console.log(`${FILE} is written`);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
