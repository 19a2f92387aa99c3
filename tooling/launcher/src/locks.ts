import { Database } from '#libs/database';
import { counted } from '#tooling/platform';
import { sql } from 'kysely';
import { explained } from './archive.js';

/** A session whose transaction is open for long, or for which others wait. */
export interface Holder {
  database: string;
  pid: number;
  role: string;
  /** What it calls itself. */
  program: string;
  /** What it does: `active`, or `idle in transaction`. */
  state: string;
  /** How long its transaction has been open, in seconds. */
  seconds: number;
  /** The tables that it has locked. */
  tables: string[];
  /** How many sessions wait for it now. */
  waiting: number;
}

/** A transaction that is open for so long holds others up, in seconds: services wait two seconds for a lock. */
const LONG_SECONDS = 2;

const HOLDERS = sql<Omit<Holder, 'database'>>`
  select held.pid, coalesce(held.usename, '') as role, held.application_name as program,
    coalesce(held.state, '') as state, extract(epoch from clock_timestamp() - held.xact_start)::int as seconds,
    array(select distinct lock.relation::regclass::text from pg_locks lock join pg_class c on c.oid = lock.relation
      where lock.pid = held.pid and lock.granted and c.relkind = 'r' and c.relnamespace <> 'pg_catalog'::regnamespace
        and lock.mode <> 'AccessShareLock' order by 1) as tables,
    (select count(*)::int from pg_stat_activity waits
      where waits.datname = current_database() and held.pid = any(pg_blocking_pids(waits.pid))) as waiting
  from pg_stat_activity held
  where held.datname = current_database() and held.pid <> pg_backend_pid() and held.xact_start is not null
    and held.backend_type = 'client backend'
  order by held.xact_start`;

/** The sessions that hold others up in a database, the oldest first. @param url under the owner of the server */
export const holdersIn = (name: string, url: string): Promise<Holder[]> =>
  explained(name, async () => {
    const database = new Database(url, { connections: 1 });
    const { rows } = await HOLDERS.execute(database.query).finally(() => database.close());
    return rows
      .filter(({ seconds, waiting }) => waiting > 0 || seconds >= LONG_SECONDS)
      .map((holder) => ({ ...holder, database: name }));
  });

/** Ends a session. @param url of any database of the server, under its owner. @returns whether there was one */
export async function endSession(url: string, pid: number): Promise<boolean> {
  const database = new Database(url, { connections: 1 });
  const ended = sql<{ ended: boolean }>`select pg_terminate_backend(${pid}) as ended`.execute(database.query);
  return (await ended.finally(() => database.close())).rows[0]!.ended;
}

/** One sentence for a reader. */
export function sentenceOf({
  database,
  pid,
  role,
  program,
  state,
  seconds,
  tables,
  waiting,
}: Holder): string {
  const who = program ? `${role}, ${program}` : role;
  const locked = tables.length ? `, which has locked ${tables.join(', ')}` : '';
  return (
    `${database}: session ${pid} (${who}; ${state}) has a transaction open for ${seconds} s${locked}; ` +
    `${waiting ? `${counted(waiting, 'session')} ${waiting === 1 ? 'waits' : 'wait'}` : 'none waits'} for it`
  );
}
