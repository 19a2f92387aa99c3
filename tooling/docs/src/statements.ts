import type { MigrationSet } from '#libs/database';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Migration } from 'kysely/migration';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The SQL that migrations send, in their order: they run against a driver that answers every statement with no rows. */
export async function statementsOf(sets: MigrationSet[]): Promise<string[]> {
  const statements: string[] = [];
  const db = new Kysely<any>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query.sql),
  });
  for (const { folder } of sets) for (const migration of await migrationsIn(folder)) await migration.up(db);
  return statements;
}

function migrationsIn(folder: URL): Promise<Migration[]> {
  const files = globSync('[0-9][0-9][0-9][0-9]-*.{js,ts}', { cwd: fileURLToPath(folder) });
  const sources = files.filter((file) => !file.endsWith('.d.ts')).sort();
  return Promise.all(sources.map((file) => import(new URL(file, folder).href) as Promise<Migration>));
}
