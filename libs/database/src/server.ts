import { sql } from 'kysely';
import { Database } from './database.js';
import { ADMIN_DEADLINES } from './deadlines.js';

/** The URL of another database on the server of `url`, under another role if one is given. */
export function databaseUrl(
  url: string,
  database: string,
  role?: { name: string; password: string },
): string {
  const to = new URL(url);
  to.pathname = `/${database}`;
  if (role) Object.assign(to, { username: role.name, password: role.password });
  return to.href;
}

/**
 * Runs `work` with a connection to a server under its owner, and closes it afterwards.
 * @throws Error when the server does not answer within a minute, or what `work` throws
 */
export async function asOwner<T>(ownerUrl: string, work: (owner: Database) => Promise<T>): Promise<T> {
  const owner = new Database(ownerUrl, { connections: 1, deadlines: ADMIN_DEADLINES });
  return work(owner).finally(() => owner.close());
}

/** Creates a database, unless one of that name exists. */
export async function createDatabase({ query }: Database, name: string): Promise<void> {
  const { rows } = await sql`select from pg_database where datname = ${name}`.execute(query);
  if (!rows.length) await sql`create database ${sql.id(name)}`.execute(query);
}

/**
 * Creates a database as a copy of another one.
 * @throws Error when one of that name exists, or when the other one has open connections
 */
export async function copyDatabase({ query }: Database, from: string, name: string): Promise<void> {
  await sql`create database ${sql.id(name)} template ${sql.id(from)} strategy file_copy`.execute(query);
}

/** Drops a database, and closes its connections. One that does not exist is no error. */
export async function dropDatabase({ query }: Database, name: string): Promise<void> {
  await sql`drop database if exists ${sql.id(name)} with (force)`.execute(query);
}
