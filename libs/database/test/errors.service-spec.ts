import { TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client, Pool } from 'pg';
import { Database, type Deadlines, isUnavailable, type Tx } from '../src/index.js';

/** The states that this suite cannot bring a server into: it lets a statement raise them. */
const RAISED = ['08006', '08P01', '40003', '53100', '55000', '57P02', '57P03'];

describe('an error of PostgreSQL', () => {
  let environment: TestEnvironment;
  let owner: Database;
  const databases: Database[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.addDatabase({ name: 'scratch', migrations: [] });
    owner = environment.database('scratch');
    await sql`create table thing (id int primary key)`.execute(owner.query);
    await sql`grant all on thing to scratch`.execute(owner.query);
  });
  const scratchUrl = () => environment.url('scratch', 'scratch');
  let database: Database;
  beforeEach(() => {
    database = open();
  });
  afterEach(() => Promise.all(databases.splice(0).map((one) => one.close())));
  afterAll(() => environment.close());

  const open = (deadlines: Partial<Deadlines> = {}, url = scratchUrl(), onError?: (error: Error) => void) => {
    const opened = new Database(url, { deadlines: { closeMs: 50, ...deadlines }, connections: 1, onError });
    databases.push(opened);
    return opened;
  };
  const add = (tx: Tx, id: number) => sql`insert into thing values (${id})`.execute(tx);
  const lock = (tx: Tx) => sql`lock table thing`.execute(tx);
  const pidOf = async (tx: Tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    return rows[0]!.pid;
  };
  const terminate = (pid: number) => sql`select pg_terminate_backend(${pid}, 5000)`.execute(owner.query);
  const limitConnections = (most: number) =>
    sql`alter database ${sql.id(new URL(scratchUrl()).pathname.slice(1))} connection limit ${sql.lit(most)}`.execute(
      owner.query,
    );
  const raise = (code: string) =>
    sql`do ${sql.lit(`begin raise exception 'no' using errcode = '${code}'; end`)}`.execute(database.query);
  const listening = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(environment.url('scratch'));
    url.port = String((server.address() as AddressInfo).port);
    return { server, url };
  };

  /** How to bring each about; the error has this code or, where it has none, this message. */
  const UNAVAILABLE: Record<string, () => Promise<unknown>> = {
    '25006': () => sql`begin read only; delete from thing`.execute(database.query),
    '25P03': () =>
      new Promise((resolve, reject) => {
        const stopped = open({ idleInTransactionMs: 50 }, undefined, reject);
        stopped.inTransaction(async (tx) => (await add(tx, 1), new Promise(() => {}))).then(resolve, reject);
      }),
    '25P04': () => sql`set transaction_timeout = 50; begin; select pg_sleep(1)`.execute(database.query),
    '53300': async () => {
      await limitConnections(0);
      await open()
        .ping()
        .finally(() => limitConnections(-1));
    },
    '55P03': () =>
      owner.inTransaction(async (tx) => (await lock(tx), open({ lockMs: 50 }).inTransaction(lock))),
    '57014': () => sql`select pg_sleep(1)`.execute(open({ statementMs: 50 }).query),
    '57P01': () =>
      database.inTransaction(async (tx) => {
        const pid = await pidOf(tx);
        await Promise.all([sql`select pg_sleep(10)`.execute(tx), terminate(pid)]);
      }),
    'Client has encountered a connection error and is not queryable': async () => {
      const client = new Client(scratchUrl());
      const broken = new Promise((resolve) => client.on('error', resolve));
      await client.connect();
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await Promise.all([broken, terminate(rows[0].pid)]);
      await client.query('select').finally(() => client.end());
    },
    'timeout exceeded when trying to connect': () => {
      const full = open({ connectMs: 1_000 });
      return full.inTransaction(async (tx) => (await add(tx, 1), full.ping()));
    },
    'Connection terminated due to connection timeout': async () => {
      const { server, url } = await listening();
      await open({ connectMs: 50 }, url.href)
        .ping()
        .finally(() => server.close());
    },
    ECONNREFUSED: async () => {
      const { server, url } = await listening();
      server.close();
      url.hostname = 'localhost'; // both of its addresses refuse, so that the error is an AggregateError
      await open({}, url.href).ping();
    },
    'timeout expired': async () => {
      const { server, url } = await listening();
      await new Client({ connectionString: url.href, connectionTimeoutMillis: 50 })
        .connect()
        .finally(() => server.close());
    },
    'Query read timeout': async () => {
      const pool = new Pool({ connectionString: scratchUrl(), query_timeout: 50 });
      await pool.query('select pg_sleep(1)').finally(() => pool.end());
    },
    'Cannot use a pool after calling end on the pool': async () => {
      const pool = new Pool({ connectionString: scratchUrl() });
      await pool.end();
      await pool.query('select');
    },
    'driver has already been destroyed': async () => {
      await database.ping();
      await database.close();
      await database.ping();
    },
    ...Object.fromEntries(RAISED.map((code) => [code, () => raise(code)])),
  };
  const errorOf = (work: () => Promise<unknown>) =>
    work().then(
      () => undefined,
      (error: Error & { code?: string }) => error,
    );

  it.each(Object.keys(UNAVAILABLE))('means that the database is unavailable: %s', async (name) => {
    const error = await errorOf(UNAVAILABLE[name]!);
    expect([error?.code ?? error?.message, isUnavailable(error)]).toEqual([name, true]);
  });

  /** Mistakes of ours, which no later attempt makes good. */
  const OURS: Record<string, () => Promise<unknown>> = {
    '22012': () => sql`select 1 / 0`.execute(database.query),
    '23502': () => sql`insert into thing values (null)`.execute(database.query),
    '25P02': () => sql`begin; select 1 / 0`.execute(database.query).catch(() => database.ping()),
    '28P01': () => open({}, scratchUrl().replace(':scratch@', ':wrong@')).ping(),
    '3D000': () => open({}, scratchUrl().replace(/[^/]+$/, 'elsewhere')).ping(),
    '42P01': () => sql`select from nothing`.execute(database.query),
  };
  it.each(Object.keys(OURS))('does not mean that the database is unavailable: %s', async (name) => {
    const error = await errorOf(OURS[name]!);
    expect([error?.code, isUnavailable(error)]).toEqual([name, false]);
  });
});
