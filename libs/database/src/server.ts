import { sql } from 'kysely';
import { Database } from './database.js';

/** An admin process can wait for a busy server, in milliseconds. */
const PATIENCE_MS = 60_000;

/** `url`, but for another database of the same server, and for another role when one is given. */
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
 * Connects to a server as its owner, for as long as `work` takes.
 * @throws Error when the server does not answer within a minute
 */
export async function asOwner<T>(ownerUrl: string, work: (owner: Database) => Promise<T>): Promise<T> {
  const owner = new Database(ownerUrl, { connections: 1, connectMs: PATIENCE_MS });
  return work(owner).finally(() => owner.close());
}

/** Makes a database, unless there is one of that name. */
export async function createDatabase({ query }: Database, name: string): Promise<void> {
  const { rows } = await sql`select from pg_database where datname = ${name}`.execute(query);
  if (!rows.length) await sql`create database ${sql.id(name)}`.execute(query);
}

/**
 * Makes a database that holds what another one holds.
 * @throws Error when there is one of that name, or when anybody is connected to the other one
 */
export async function copyDatabase({ query }: Database, from: string, name: string): Promise<void> {
  await sql`create database ${sql.id(name)} template ${sql.id(from)} strategy file_copy`.execute(query);
}

/** Drops a database, whoever is connected to it. One that is not there is no error. */
export async function dropDatabase({ query }: Database, name: string): Promise<void> {
  await sql`drop database if exists ${sql.id(name)} with (force)`.execute(query);
}
