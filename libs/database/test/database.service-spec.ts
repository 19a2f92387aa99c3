import { eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { afterCommit, Database, openSession, Retention, sendAhead, type Tx } from '../src/index.js';

const fail = (code: string) =>
  sql`do ${sql.lit(`begin raise exception 'no' using errcode = '${code}'; end`)}`;

describe('a database', () => {
  let environment: TestEnvironment;
  let database: Database;
  const errors: Error[] = [];
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.addDatabase({ name: 'scratch', migrations: [] });
    await sql`create table thing (id int primary key, at timestamptz, kept boolean not null default false)`.execute(
      environment.database('scratch').query,
    );
    await sql`grant all on thing to scratch`.execute(environment.database('scratch').query);
    database = new Database(environment.url('scratch', 'scratch'), {
      onError: (error) => errors.push(error),
    });
  });
  afterAll(async () => {
    await database.close();
    await environment.close();
  });

  const ids = async () => {
    const { rows } = await sql<{ id: number }>`select id from thing order by id`.execute(database.query);
    return rows.map(({ id }) => id);
  };
  const add = (tx: Tx, id: number) => sql`insert into thing (id) values (${id})`.execute(tx);
  const empty = () => sql`delete from thing`.execute(database.query);

  describe('in a transaction', () => {
    it('writes all or nothing, and reacts only after the commit', async () => {
      await empty();
      const seen: unknown[] = [];
      const work = (id: number, end: () => void) =>
        database.inTransaction(async (tx) => {
          afterCommit(tx, () => seen.push(`first of ${id}`));
          afterCommit(tx, () => seen.push(`second of ${id}`));
          await add(tx, id);
          end();
          return id;
        });
      const undo = () => {
        throw new Error('undone');
      };
      await expect(work(1, undo)).rejects.toThrow('undone');
      await expect(work(2, () => expect(seen).toEqual([]))).resolves.toBe(2);
      expect(seen).toEqual(['first of 2', 'second of 2']);
      expect(await ids()).toEqual([2]);
    });

    it('sees one state of the database in a snapshot, and writes nothing', async () => {
      await empty();
      await database.inTransaction((tx) => add(tx, 1));
      const seen = (tx: Tx) => sql<{ id: number }>`select id from thing`.execute(tx).then(({ rows }) => rows);
      const both = await database.inSnapshot(async (tx) => {
        const before = await seen(tx);
        await database.inTransaction((other) => add(other, 2));
        return [before, await seen(tx)];
      });
      expect(both).toEqual([[{ id: 1 }], [{ id: 1 }]]);
      expect(await ids()).toEqual([1, 2]);
      await expect(database.inSnapshot((tx) => add(tx, 3))).rejects.toThrow('read-only transaction');
    });

    it('refuses afterCommit() for a foreign transaction', async () => {
      const foreign = database.query.transaction().execute(async (tx) => afterCommit(tx, () => {}));
      await expect(foreign).rejects.toThrow('afterCommit() needs a transaction of Database.inTransaction()');
    });

    const addAhead = (tx: Tx, id: number) =>
      sendAhead(tx, sql`insert into thing (id) values (${id})`.compile(tx));

    it('commits what was sent ahead, in its order', async () => {
      await empty();
      await database.inTransaction(async (tx) => {
        await Promise.all([addAhead(tx, 1), addAhead(tx, 2)]);
        expect((await sql`update thing set kept = true where id < 3`.execute(tx)).numAffectedRows).toBe(2n);
        await addAhead(tx, 3);
      });
      expect(await ids()).toEqual([1, 2, 3]);
    });

    it.each([
      ['and work ends', () => {}],
      ['and work goes on', (tx: Tx) => add(tx, 3)],
      ['and work hides it', (tx: Tx) => add(tx, 3).catch(() => {})],
      ['and work fails itself', () => Promise.reject(new Error('of the work'))],
    ])('undoes everything, and throws its error, when what was sent ahead fails %s', async (_, goOn) => {
      await empty();
      const reactions: string[] = [];
      const work = database.inTransaction(async (tx) => {
        afterCommit(tx, () => reactions.push('committed'));
        await add(tx, 1);
        await sendAhead(tx, fail('23514').compile(tx), (error) => new Error('made of it', { cause: error }));
        await goOn(tx);
      });
      await expect(work).rejects.toMatchObject({ message: 'made of it', cause: { code: '23514' } });
      expect(reactions).toEqual([]);
      expect(await ids()).toEqual([]);
    });

    it('runs again when what was sent ahead meets a conflict', async () => {
      await empty();
      let runs = 0;
      await database.inTransaction(async (tx) => {
        if (++runs === 1) await sendAhead(tx, fail('40P01').compile(tx));
        await add(tx, runs);
      });
      expect(await ids()).toEqual([2]);
    });

    it('refuses sendAhead() for a foreign transaction', async () => {
      const foreign = database.query.transaction().execute((tx) => sendAhead(tx, sql`select`.compile(tx)));
      await expect(foreign).rejects.toThrow('sendAhead() needs a transaction of Database.inTransaction()');
    });

    it.each(['40001', '40P01'])('runs again, at most three times, after %s', async (code) => {
      await empty();
      const reactions: number[] = [];
      let runs = 0;
      const work = (clashes: number) => {
        runs = 0;
        return database.inTransaction(async (tx) => {
          const run = ++runs;
          afterCommit(tx, () => reactions.push(run));
          await add(tx, clashes);
          if (run <= clashes) await fail(code).execute(tx);
        });
      };
      await work(3);
      expect([runs, reactions]).toEqual([4, [4]]);
      await expect(work(4)).rejects.toMatchObject({ code });
      expect([runs, reactions]).toEqual([4, [4]]);
      expect(await ids()).toEqual([3]);
    });

    it('does not run again after any other error', async () => {
      let runs = 0;
      const work = database.inTransaction(async (tx) => {
        runs++;
        await fail('23514').execute(tx);
      });
      await expect(work).rejects.toMatchObject({ code: '23514' });
      expect(runs).toBe(1);
    });

    it('recovers from a deadlock', async () => {
      await empty();
      await database.inTransaction(async (tx) => void (await add(tx, 1), await add(tx, 2)));
      const locked: number[] = [];
      let bothLocked!: () => void;
      const both = new Promise<void>((resolve) => (bothLocked = resolve));
      const touch = (first: number, second: number) =>
        database.inTransaction(async (tx) => {
          await sql`select from thing where id = ${first} for update`.execute(tx);
          locked.push(first);
          if (locked.length === 2) bothLocked();
          await both;
          await sql`update thing set kept = true where id = ${second}`.execute(tx);
        });
      await Promise.all([touch(1, 2), touch(2, 1)]);
      expect(locked.length).toBeGreaterThanOrEqual(3); // at least one of them was the victim, and ran again
    });
  });

  it('prepares statements with parameters, up to a limit, and none that returns all columns', async () => {
    const one = new Database(environment.url('scratch', 'scratch'), { connections: 1 });
    const prepared = async () => {
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements order by prepare_time`.execute(one.query);
      return rows.map(({ statement }) => statement);
    };
    try {
      const write = sql`update thing set kept = true where id = ${-1}`;
      const call = sql`select abs(${1}::int)`;
      const read = sql`select kept, count(*) from thing where id = ${1} group by kept`;
      const all = sql`select * from thing where id = ${1}`;
      const both = sql`update thing set kept = true where id = ${-1} returning thing.*`;
      for (const statement of [write, write, call, read, all, both]) await statement.execute(one.query);
      expect(await prepared()).toEqual([
        'update thing set kept = true where id = $1',
        'select abs($1::int)',
        'select kept, count(*) from thing where id = $1 group by kept',
      ]);
      for (let at = 0; at < 200; at++) await sql`select abs(${1}::int) + ${sql.lit(at)}`.execute(one.query);
      expect(await prepared()).toHaveLength(100);
    } finally {
      await one.close();
    }
  });

  it('prepares a statement anew when a migration has changed the type of its column', async () => {
    const one = new Database(environment.url('scratch', 'scratch'), { connections: 1 });
    const owner = environment.database('scratch').query;
    const read = () =>
      sql<{ size: unknown }>`select size from changed where 0 < ${1}::int`.execute(one.query);
    try {
      await sql`create table changed as select 1 as size`.execute(owner);
      await sql`grant all on changed to scratch`.execute(owner);
      expect((await read()).rows).toEqual([{ size: 1 }]);
      await sql`alter table changed alter size type text`.execute(owner);
      await expect(read()).rejects.toMatchObject({ code: '0A000' });
      expect((await read()).rows).toEqual([{ size: '1' }]);
    } finally {
      await one.close();
      await sql`drop table if exists changed`.execute(owner);
    }
  });

  it('reports broken connections, and opens new ones', async () => {
    await Promise.all([1, 2, 3].map(() => database.ping()));
    errors.length = 0;
    const terminate = sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and usename = 'scratch'`;
    const cut = database.inTransaction(async (tx) => {
      await terminate.execute(environment.database('scratch').query);
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    await eventually(() => errors.length > 0);
    await eventually(() => database.ping().then(() => true));
  });

  it('keeps the reason why a session broke while no statement ran', async () => {
    const session = await openSession(environment.url('scratch', 'scratch'));
    const broken = new Promise<void>((resolve) => session.once('end', () => resolve()));
    const { rows } = await session.query('select pg_backend_pid() as pid');
    await sql`select pg_terminate_backend(${rows[0].pid})`.execute(environment.database('scratch').query);
    await broken;
    await expect(session.query('select')).rejects.toMatchObject({ code: '57P01' });
  });

  describe('with retention', () => {
    const old = async (count: number, days: number, kept = false) =>
      sql`insert into thing select coalesce((select max(id) from thing), 0) + n, now() - ${days} * interval '1 day', ${kept}
        from generate_series(1, ${count}) n`.execute(database.query);
    const prune = async () => {
      const retention = new Retention(
        database,
        [{ table: 'thing', column: 'at', days: 30, unless: 'kept' }],
        () => {},
      );
      await retention.prune();
    };

    it('skips a row that another transaction holds', async () => {
      await empty();
      await old(3, 31);
      await database.inTransaction(async (tx) => {
        await sql`select from thing order by id limit 1 for update`.execute(tx);
        await prune();
      });
      expect(await ids()).toHaveLength(1);
    });

    it('deletes expired rows in batches, and keeps those of the exception', async () => {
      await empty();
      await old(2_500, 31);
      await old(3, 29);
      await old(2, 400, true);
      await sql`
        create table batch (size int);
        create function count_batch() returns trigger security definer language plpgsql as $$
          begin insert into batch select count(*) from gone; return null; end $$;
        create trigger count_batch after delete on thing referencing old table as gone
          for each statement execute function count_batch()`.execute(environment.database('scratch').query);
      await prune();
      const { rows: batches } = await sql`select size from batch`.execute(
        environment.database('scratch').query,
      );
      expect(batches).toEqual([{ size: 1_000 }, { size: 1_000 }, { size: 500 }]);
      const { rows } = await sql`select kept, count(*)::int from thing group by kept order by kept`.execute(
        database.query,
      );
      expect(rows).toEqual([
        { kept: false, count: 3 },
        { kept: true, count: 2 },
      ]);
    });
  });
});
