import { eventually, TcpProxy, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ADMIN_DEADLINES, Database, type Deadlines, isUnavailable, migrate, type Tx } from '../src/index.js';

const SHORT: Partial<Deadlines> = { answerMs: 1_000, closeMs: 100 };
const NO_ANSWER = 'the database did not answer within 1000 ms';

/** The error of `work`; undefined when it succeeds. */
const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a database with deadlines', () => {
  let environment: TestEnvironment;
  let owner: Database;
  let proxy: TcpProxy;
  const databases: Database[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.addDatabase({ name: 'scratch', migrations: [] });
    owner = environment.database('scratch');
    await sql`create table thing (id int primary key, size int)`.execute(owner.query);
    await sql`grant all on thing to scratch`.execute(owner.query);
    await sql`insert into thing values (1, 0)`.execute(owner.query);
  });
  beforeEach(async () => {
    proxy = await TcpProxy.open(environment.url('scratch', 'scratch'));
  });
  afterEach(async () => {
    await Promise.all(databases.splice(0).map((database) => database.close()));
    await proxy.cut();
  });
  afterAll(() => environment.close());

  const open = (deadlines = SHORT, connections = 5, url = proxy.url) => {
    const database = new Database(url, { deadlines, connections });
    databases.push(database);
    return database;
  };
  const grow = (tx: Tx) => sql`update thing set size = size + 1 where id = 1`.execute(tx);
  /** Opens as many connections as the pool may have. */
  const fill = (database: Database) =>
    Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.05)`.execute(database.query)));
  /** The message of an error that says that the database is unavailable. */
  const failure = async (work: Promise<unknown>) => {
    const error = await outcomeOf(work);
    expect({ error, isUnavailable: isUnavailable(error) }).toEqual({ error, isUnavailable: true });
    return (error as Error).message;
  };

  describe('whose host vanishes', () => {
    it('fails a statement', async () => {
      const database = open();
      await database.ping();
      proxy.stall();
      expect(await failure(database.ping())).toBe(NO_ANSWER);
    });

    it.each<[string, (tx: Tx) => Promise<void>]>([
      ['at BEGIN', async (tx) => (proxy.stall(), void (await grow(tx)))],
      ['at a statement', async (tx) => (await grow(tx), proxy.stall(), void (await grow(tx)))],
      ['at COMMIT', async (tx) => (await grow(tx), proxy.stall())],
    ])('fails a transaction %s', async (_when, work) => {
      const database = open();
      await database.ping();
      expect(await failure(database.inTransaction(work))).toBe(NO_ANSWER);
    });

    it('fails a transaction at ROLLBACK with the error that led there', async () => {
      const undone = open().inTransaction(async (tx) => {
        await grow(tx);
        proxy.stall();
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
    });

    it('fails what waits for a connection', async () => {
      const database = open({ connectMs: 1_000, answerMs: 2_000 }, 1);
      await database.ping();
      proxy.stall();
      const running = outcomeOf(database.ping());
      expect(await failure(database.ping())).toBe('timeout exceeded when trying to connect');
      await running;
    });

    it('fails what needs a new connection', async () => {
      const database = open({ connectMs: 300 });
      proxy.stall();
      expect(await failure(database.ping())).toBe('Connection terminated due to connection timeout');
    });

    it('closes all the same, with a transaction that never ends and connections that nobody uses', async () => {
      const database = open({ ...SHORT, answerMs: 60_000 });
      await fill(database);
      let begun!: () => void;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      void outcomeOf(
        database.inTransaction(async (tx) => {
          await grow(tx);
          begun();
          await new Promise(() => {});
        }),
      );
      await hasBegun;
      proxy.stall();
      await expect(database.close()).resolves.toBeUndefined();
    });

    it('works again at once on new connections, after one of the old ones has failed', async () => {
      const database = open();
      await fill(database);
      proxy.stall();
      await proxy.restore();
      expect(await failure(database.ping())).toBe(NO_ANSWER);
      for (let at = 0; at < 5; at++) await database.ping();
    });

    it('gives the next caller no connection that did not answer', async () => {
      const database = open(SHORT, 1);
      await database.ping();
      proxy.stall();
      await proxy.restore();
      const first = outcomeOf(database.ping());
      const next = outcomeOf(database.ping()); // waits for the only connection
      expect([await first, await next]).toEqual([expect.objectContaining({ message: NO_ANSWER }), undefined]);
    });
  });

  it('works again when its server processes are stopped', async () => {
    const database = open();
    await fill(database);
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and usename = 'scratch'`.execute(owner.query);
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    try {
      expect(await failure(database.ping())).toBe(NO_ANSWER);
      for (let at = 0; at < 5; at++) await database.ping();
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    }
  });

  describe('of a replica that stops inside a transaction', () => {
    const DEADLINES = { lockMs: 100, idleInTransactionMs: 2_000 };
    /** A transaction that has changed the row, and says nothing more until the test ends. */
    const hold = async () => {
      let release!: () => void;
      const released = new Promise<void>((resolve) => (release = resolve));
      let held!: () => void;
      const isHeld = new Promise<void>((resolve) => (held = resolve));
      const outcome = outcomeOf(
        open(DEADLINES).inTransaction(async (tx) => {
          await grow(tx);
          held();
          await released;
        }),
      );
      await isHeld;
      return { outcome, release };
    };

    it('fails the others at the lock, and lets them have the row when the server ends the transaction', async () => {
      const other = open(DEADLINES);
      await other.ping();
      const stopped = await hold();
      expect(await failure(other.inTransaction(grow))).toBe('canceling statement due to lock timeout');
      await eventually(() => other.inTransaction(grow).then(() => true));
      stopped.release();
      expect(isUnavailable(await stopped.outcome)).toBe(true);
    });

    it('frees the row although the host of the replica has vanished', async () => {
      const stopped = await hold();
      proxy.stall();
      const other = open(DEADLINES, 1, environment.url('scratch', 'scratch'));
      await eventually(() => other.inTransaction(grow).then(() => true));
      await proxy.cut();
      stopped.release();
      expect(isUnavailable(await stopped.outcome)).toBe(true);
    });
  });

  describe('that is migrated', () => {
    it('fails the migration when the host vanishes', async () => {
      const deadlines = { ...ADMIN_DEADLINES, connectMs: 300 };
      proxy.stall();
      expect(await failure(migrate(proxy.url, [], undefined, deadlines))).toBe(
        'Connection terminated due to connection timeout',
      );
    });

    it('lets another migration take as long as one statement', async () => {
      const deadlines = { ...ADMIN_DEADLINES, lockMs: 100, statementMs: 1_000 };
      const database = open(SHORT, 1);
      await sql`select pg_advisory_lock(hashtext('migrate'))`.execute(database.query);
      expect(await failure(migrate(proxy.url, [], undefined, deadlines))).toBe(
        'canceling statement due to statement timeout',
      );
    });
  });
});
