import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import { Database } from './database.js';
import { ADMIN_DEADLINES } from './deadlines.js';
import { PreparingClient } from './preparing-client.js';

/**
 * The URL of another database on the server of `url`, under another role if one is given.
 * @throws Error when it is no URL of PostgreSQL; the sentence shows no password
 */
export function databaseUrl(
  url: string,
  database: string,
  role?: { name: string; password: string },
): string {
  const to = URL.parse(url);
  if (!to || !/^postgres(ql)?:$/.test(to.protocol))
    throw new Error(
      'The URL of the server must be one of PostgreSQL: postgres://owner:password@host:port/postgres',
    );
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

/**
 * Opens one connection, for work that needs the same session all the time. When it breaks, each later statement fails with
 * the error that broke it. End it with `end()`.
 * @throws Error when the server does not answer within a minute
 */
export async function openSession(url: string): Promise<Client> {
  const { connectMs, answerMs } = ADMIN_DEADLINES;
  const client = new PreparingClient({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    pipeline: true,
  });
  await client.connect();
  return client;
}

/**
 * Creates a database, unless one of that name exists. `migrate` then closes it to all roles but its own. Its template is
 * `template0`, to which no role can connect: a database in use cannot be copied.
 */
export async function createDatabase({ query }: Database, name: string): Promise<void> {
  const { rows } = await sql`select from pg_database where datname = ${name}`.execute(query);
  if (!rows.length) await sql`create database ${sql.id(name)} template template0`.execute(query);
}

/**
 * Creates a database as a copy of another one. The same roles may connect to it.
 * @throws Error when one of that name exists, or when the other one has open connections
 */
export async function copyDatabase({ query }: Database, from: string, name: string): Promise<void> {
  await sql`create database ${sql.id(name)} template ${sql.id(from)} strategy file_copy`.execute(query);
  await closeToPublic(query, name);
  const { rows } = await sql<{ role: string }>`
    select rolname as role from pg_database, aclexplode(datacl) a join pg_roles r on r.oid = a.grantee
    where datname = ${from} and a.privilege_type = 'CONNECT'`.execute(query);
  const roles = rows.map(({ role }) => role);
  await grantConnect(query, name, roles);
}

/**
 * Lets roles connect to a database. Whoever can connect can also hold an advisory lock there, so nobody else should.
 * @throws Error when a role does not exist
 */
export async function grantConnect(query: Kysely<any>, name: string, roles: string[]): Promise<void> {
  const { rows } = await sql<{ role: string }>`
    select role from unnest(${roles}::name[]) role
    where not has_database_privilege(role, ${name}, 'connect')`.execute(query);
  const to = sql.join(rows.map(({ role }) => sql.id(role)));
  if (rows.length) await sql`grant connect on database ${sql.id(name)} to ${to}`.execute(query);
}

/** Takes the right to connect to a database away from a role. One that does not exist is no error. */
export async function revokeConnect(query: Kysely<any>, name: string, role: string): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(query);
  if (rows.length) await sql`revoke connect on database ${sql.id(name)} from ${sql.id(role)}`.execute(query);
}

/**
 * Ends every session of a role in a database. It may open others unless it has lost the right to connect.
 * @throws Error when the owner may not end them: it needs the rights of `pg_signal_backend`
 */
export async function endSessions({ query }: Database, name: string, role: string): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = ${role}`.execute(
    query,
  );
}

/**
 * Takes the rights away that PostgreSQL gives to every role: to connect to a database, and to make temporary tables there.
 * It changes an open database only, because two processes that change the rights of one at once fail.
 */
export async function closeToPublic(query: Kysely<any>, name: string): Promise<void> {
  const { rows } = await sql`
    select where has_database_privilege('public', ${name}, 'connect')
      or has_database_privilege('public', ${name}, 'temporary')`.execute(query);
  if (rows.length)
    await sql`revoke connect, temporary on database ${sql.id(name)} from public`.execute(query);
}

/**
 * Takes the right away, in the database of the connection, to call the functions with which any role can fill the disk
 * although it may create no table: those of large objects, which also keep their owner from being dropped, and the one that
 * writes to the log. Without a superuser's rights it has no effect.
 */
export async function closeDiskToPublic(query: Kysely<any>): Promise<void> {
  await sql`
    do $$
    declare writing regprocedure;
    begin
      for writing in
        select oid from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace
          and proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message)$'
          and has_function_privilege('public', oid, 'execute')
      loop
        execute format('revoke execute on function %s from public', writing);
      end loop;
    end $$`.execute(query);
}

/** Drops a database, and closes its connections. One that does not exist is no error. */
export async function dropDatabase({ query }: Database, name: string): Promise<void> {
  await sql`drop database if exists ${sql.id(name)} with (force)`.execute(query);
}
