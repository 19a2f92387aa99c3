import { asOwner, openSession } from '#libs/database';
import { UserError } from '#tooling/platform';
import { sql } from 'kysely';
import type { FaultyPlatform, Undo } from './fault.js';

type Databases = Pick<FaultyPlatform, 'databaseUrl'>;

/** The database of the broker. */
const BROKER = 'broker';
const SLOW = 'fault_slow';

/** A session holds a lock on a table that nothing else gets past. It goes with the session. */
export async function lockTable(platform: Databases, service: string, table: string): Promise<Undo> {
  const session = await openSession(platform.databaseUrl(service));
  session.on('error', () => {}); // the lock is gone when its session is
  try {
    await session.query('begin');
    await session.query('set local idle_in_transaction_session_timeout = 0');
    await session.query(`lock table ${session.escapeIdentifier(table)} in access exclusive mode`);
  } catch (error) {
    await session.end();
    throw new UserError(`${table} of ${service} cannot be locked: ${(error as Error).message}.`);
  }
  return () => session.end();
}

/** Nothing can connect to the broker, and what was connected no longer is. */
export async function closeBroker(platform: Databases & Pick<FaultyPlatform, 'closeBroker'>): Promise<Undo> {
  if (platform.closeBroker) return platform.closeBroker();
  await asOwner(platform.databaseUrl('postgres'), async ({ query }) => {
    await sql`alter database ${sql.id(BROKER)} allow_connections false`.execute(query);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${BROKER}`.execute(
      query,
    );
  });
  return () => openBrokerAgain(platform);
}

/** The opposite. A database that does not exist yet is no error. */
export const openBrokerAgain = (platform: Databases): Promise<void> =>
  asOwner(platform.databaseUrl('postgres'), async ({ query }) => {
    const { rows } = await sql`
      select from pg_database where datname = ${BROKER} and not datallowconn`.execute(query);
    if (rows.length) await sql`alter database ${sql.id(BROKER)} allow_connections true`.execute(query);
  });

/** Every row that a service writes into a table takes so many seconds. */
export async function slowDown(
  platform: Databases,
  service: string,
  table: string,
  seconds: number,
): Promise<Undo> {
  await asOwner(platform.databaseUrl(service), async ({ query }) => {
    await sql`
      create or replace function ${sql.id(SLOW)}() returns trigger language plpgsql as
      ${sql.lit(`begin perform pg_sleep(${seconds}); return new; end`)}`.execute(query);
    await sql`
      create or replace trigger ${sql.id(SLOW)} before insert or update on ${sql.id(table)}
      for each row execute function ${sql.id(SLOW)}()`.execute(query);
  });
  return () => speedUp(platform, service);
}

/** The opposite. A database that does not exist yet is no error. */
export async function speedUp(platform: Databases, service: string): Promise<void> {
  const exists = await asOwner(platform.databaseUrl('postgres'), async ({ query }) => {
    const { rows } = await sql`select from pg_database where datname = ${service}`.execute(query);
    return rows.length > 0;
  });
  if (!exists) return;
  await asOwner(platform.databaseUrl(service), async ({ query }) => {
    await sql`drop function if exists ${sql.id(SLOW)}() cascade`.execute(query);
  });
}
