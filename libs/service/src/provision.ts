import { Database, migrate } from '#libs/database';
import { postgresBrokerMigrations } from '#libs/messaging';
import { sql } from 'kysely';
import type { Service } from './service.js';

const BROKER = 'broker';
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

/** Makes the database that serves as broker, as an admin process under the server's owner. Again changes nothing. */
export async function provisionBroker(ownerUrl: string): Promise<void> {
  await withOwner(ownerUrl, (owner) => createDatabase(owner, BROKER));
  await migrate(databaseUrl(ownerUrl, BROKER), [postgresBrokerMigrations]);
}

/** Makes a service's role and database, and brings the database up to date. Again changes nothing but the password. */
export async function provisionService(
  ownerUrl: string,
  { name, migrations }: Pick<Service, 'name' | 'migrations'>,
  password: string,
): Promise<string[]> {
  await withOwner(ownerUrl, async (owner) => {
    const exists = await sql`select from pg_roles where rolname = ${name}`.execute(owner.query);
    const verb = exists.rows.length ? sql`alter` : sql`create`;
    await sql`${verb} role ${sql.id(name)} login password ${sql.lit(password)}`.execute(owner.query);
    await createDatabase(owner, name);
  });
  return migrate(databaseUrl(ownerUrl, name), migrations, name);
}

async function createDatabase(owner: Database, name: string): Promise<void> {
  const exists = await sql`select from pg_database where datname = ${name}`.execute(owner.query);
  if (!exists.rows.length) await sql`create database ${sql.id(name)}`.execute(owner.query);
}

async function withOwner(url: string, work: (owner: Database) => Promise<void>): Promise<void> {
  const owner = new Database(url, { connections: 1, connectMs: PATIENCE_MS });
  await work(owner).finally(() => owner.close());
}
