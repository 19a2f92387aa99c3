import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { BoundedPool } from './bounded-pool.js';
import { ADMIN_DEADLINES, LOCK_ATTEMPT_MS } from './deadlines.js';
import { closeDiskToPublic, closeToPublic, grantConnect } from './server.js';

/** A set of migrations: its name, and the folder of its files, `NNNN-what-it-does.ts`, each of which exports `up`. */
export interface MigrationSet {
  name: string;
  folder: URL;
}

/** Names the migrations that a database lacks; the service is not ready until an operator has run them. */
export class SchemaVersionError extends Error {
  override name = 'SchemaVersionError';
}

const TABLE_SUFFIX = '_migrations';
/** SQLSTATE of a statement that has waited for a lock for too long. */
const LOCK_NOT_AVAILABLE = '55P03';
/** The oldest major version of PostgreSQL that has every right and column which the migrations name. */
const OLDEST_POSTGRESQL = 18;
/** The pause in which those pass that have queued behind a migration, in milliseconds. */
const PAUSE_MS = 100;

async function loadMigrations(folder: URL): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter(
    (file) => /^\d{4}-.*\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'),
  );
  const loaded = await Promise.all(
    files.sort().map(async (file) => {
      const module: Migration = await import(pathToFileURL(`${fileURLToPath(folder)}/${file}`).href);
      return [basename(file, extname(file)), module] as const;
    }),
  );
  return Object.fromEntries(loaded);
}

/**
 * Brings a database up to date, as an admin process under its owner's role, and closes it to every role but `role`. Running
 * it again has no effect, and concurrent runs wait for each other. A set that waits for a lock begins again every two seconds,
 * so that services are not kept waiting behind it, and fails after 30 seconds of waiting.
 * @param ownerUrl a connection URL under the database's owner
 * @param role the service's role, which may read and write rows and vacuum tables, but not change them
 * @returns the migrations that ran, as `set/migration`
 * @throws Error naming the migration that failed, those before it stay; or when the server is too old
 */
export async function migrate(
  ownerUrl: string,
  sets: MigrationSet[],
  role?: string,
  deadlines = ADMIN_DEADLINES,
): Promise<string[]> {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  const ignore = () => {}; // when a connection breaks, the running statement fails too
  const lockMs = Math.min(LOCK_ATTEMPT_MS, deadlines.lockMs);
  const pool = new BoundedPool(ownerUrl, { ...deadlines, lockMs }, ignore, { max: 2 });
  const db = new Kysely<any>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await db.connection().execute(async (lock) => {
      const { rows } = await sql<{ version: string }>`
        select current_setting('server_version') as version`.execute(lock);
      checkServerVersion(rows[0]!.version);
      // Kysely's own lock covers neither the creation of its tables nor our grants. This one ends with its connection.
      await sql`set lock_timeout = 0`.execute(lock); // another run may take as long as a statement
      await sql`select pg_advisory_lock(hashtext('migrate'))`.execute(lock);
      const done: string[] = [];
      for (const set of sets)
        done.push(...(await patiently(deadlines.lockMs / lockMs, () => migrateSet(db, set))));
      await patiently(deadlines.lockMs / lockMs, () => keepOutOfStatistics(db));
      await closeToPublic(db, database);
      await closeDiskToPublic(db);
      if (role) await grantConnect(db, database, [role]);
      if (role) await grantTables(db, role);
      return done;
    });
  } finally {
    await db.destroy();
  }
}

/**
 * Refuses a server before anything is changed on it.
 * @param version as the server says it: `18.4`, `19beta1`
 * @throws Error when it is too old
 */
export function checkServerVersion(version: string): void {
  if (parseInt(version, 10) < OLDEST_POSTGRESQL)
    throw new Error(
      `The server is PostgreSQL ${version}, which is too old: use version ${OLDEST_POSTGRESQL} or a newer one.`,
    );
}

/** Runs `work` again, `attempts` times in all at most, while it fails because it waits too long for a lock. */
async function patiently<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const { code } = ((error as Error).cause ?? error) as { code?: string };
      if (code !== LOCK_NOT_AVAILABLE || attempt >= attempts) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

async function migrateSet(db: Kysely<any>, { name, folder }: MigrationSet): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => loadMigrations(folder) },
    migrationTableName: `${name}${TABLE_SUFFIX}`,
    migrationLockTableName: `${name}${TABLE_SUFFIX}_lock`,
  });
  const { error, results } = await migrator.migrateToLatest();
  const failed = results?.find((result) => result.status === 'Error');
  if (error) {
    const which = failed ? `${name}/${failed.migrationName}` : name;
    throw new Error(`migration ${which} failed: ${(error as Error).message}`, { cause: error });
  }
  return (results ?? []).map((result) => `${name}/${result.migrationName}`);
}

/**
 * Keeps what is marked as personal out of the planner's statistics. They are a sample of the values, and an erasure does not
 * reach it.
 */
async function keepOutOfStatistics(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('alter table %s alter column %I set statistics 0', attrelid::regclass, attname) as statement
    from pg_description join pg_attribute on attrelid = objoid and attnum = objsubid
    where classoid = 'pg_class'::regclass and description like 'personal: %'
      and attstattarget is distinct from 0 and not attisdropped`.execute(db);
  for (const { statement } of rows) await sql.raw(statement).execute(db);
}

async function grantTables(db: Kysely<any>, role: string): Promise<void> {
  const schemas = await sql<{ name: string }>`
    select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$)'`.execute(db);
  for (const { name } of schemas.rows) {
    const schema = sql.id(name);
    const to = sql.id(role);
    await sql`grant usage on schema ${schema} to ${to}`.execute(db);
    // A service vacuums its tables after an erasure.
    await sql`grant select, insert, update, delete, maintain on all tables in schema ${schema} to ${to}`.execute(
      db,
    );
    await sql`grant usage on all sequences in schema ${schema} to ${to}`.execute(db);
  }
}

/** The migrations of a build beside those of a database. Each is named `set/migration`. */
export interface SchemaState {
  /** Those of the build. */
  known: string[];
  /** Those of the build that the database lacks. */
  missing: string[];
  /** Those of the database that the build lacks: a newer one has run them. */
  unknown: string[];
}

/** Compares the migrations of this build with those that a database has. */
export async function schemaState(db: Kysely<any>, sets: MigrationSet[]): Promise<SchemaState> {
  const state: SchemaState = { known: [], missing: [], unknown: [] };
  for (const { name, folder } of sets) {
    const known = Object.keys(await loadMigrations(folder));
    const done = await sql<{ name: string }>`select name from ${sql.table(`${name}${TABLE_SUFFIX}`)}`
      .execute(db)
      .then(({ rows }) => new Set(rows.map((row) => row.name)))
      .catch((error: { code?: string }) => {
        if (error.code === '42P01') return new Set<string>(); // undefined table: no migration has ever run
        throw error;
      });
    const named = (migrations: string[]) => migrations.map((migration) => `${name}/${migration}`);
    state.known.push(...named(known));
    state.missing.push(...named(known.filter((migration) => !done.has(migration))));
    state.unknown.push(...named([...done].filter((migration) => !known.includes(migration))));
  }
  return state;
}

/**
 * Resolves when the database has every migration of this build.
 * @throws SchemaVersionError naming those that it lacks
 */
export async function checkSchema(db: Kysely<any>, sets: MigrationSet[]): Promise<void> {
  const { missing } = await schemaState(db, sets);
  if (missing.length)
    throw new SchemaVersionError(
      `the database lacks the migrations ${missing.join(', ')}: run npm run migrate`,
    );
}
