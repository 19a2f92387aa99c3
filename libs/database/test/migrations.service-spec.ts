import { eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import {
  ADMIN_DEADLINES,
  checkSchema,
  Database,
  migrate,
  type MigrationSet,
  schemaState,
  SchemaVersionError,
} from '../src/index.js';

const set = (folder: string, name = 'things'): MigrationSet => ({
  name,
  folder: new URL(`./fixtures/${folder}-migrations/`, import.meta.url),
});

describe('migrations', () => {
  let environment: TestEnvironment;
  let url: string;
  let owner: Database;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    for (const name of ['scratch', 'hand']) await environment.addDatabase({ name, migrations: [] });
    url = environment.url('scratch', 'scratch');
    owner = new Database(url);
    await sql`do $$ begin execute format('alter database %I owner to scratch', current_database()); end $$`.execute(
      environment.database('scratch').query,
    );
  });
  beforeEach(() => empty());
  afterAll(async () => {
    await owner.close();
    await environment.close();
  });

  const empty = () =>
    sql`drop schema public cascade; drop schema if exists other cascade; create schema public`.execute(
      owner.query,
    );

  const tables = async () => {
    const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables
      where schemaname in ('public', 'other') and tablename !~ '_migrations' order by 1`.execute(owner.query);
    return rows.map(({ name }) => name);
  };

  it('run in order, once', async () => {
    expect(await migrate(url, [set('two')])).toEqual(['things/0001-first', 'things/0002-second']);
    expect(await tables()).toEqual(['other.second', 'public.first']);
    expect(await migrate(url, [set('two')])).toEqual([]);
  });

  it('continue from the state of a database', async () => {
    await migrate(url, [set('one')]);
    expect(await migrate(url, [set('two')])).toEqual(['things/0002-second']);
  });

  it('run once when two runs are concurrent', async () => {
    for (let round = 0; round < 5; round++) {
      await empty();
      const runs = await Promise.all([1, 2, 3].map(() => migrate(url, [set('two')], 'hand')));
      expect(runs.flat()).toEqual(['things/0001-first', 'things/0002-second']);
    }
  });

  it('keep what is marked as personal out of the planner’s statistics', async () => {
    await migrate(url, [set('one')]);
    await sql`alter table first add column name text, add column size int;
      comment on column first.name is 'personal: a name'`.execute(owner.query);
    await migrate(url, [set('one')]);
    await sql`insert into first select n, 'canary', 7 from generate_series(1, 9) n; analyze first`.execute(
      owner.query,
    );
    const { rows } = await sql`select attname from pg_stats where tablename = 'first' order by 1`.execute(
      owner.query,
    );
    expect(rows).toEqual([{ attname: 'id' }, { attname: 'size' }]);
  });

  it('grant the service the right to read and write rows and to vacuum tables, and no more', async () => {
    await migrate(url, [set('two')], 'hand');
    const service = new Database(environment.url('scratch', 'hand'));
    await sql`vacuum first`.execute(service.query);
    await sql`insert into first values (1)`.execute(service.query);
    await sql`insert into other.second default values`.execute(service.query);
    await expect(sql`drop table first`.execute(service.query)).rejects.toThrow('must be owner');
    await expect(sql.raw('truncate first').execute(service.query)).rejects.toThrow('permission denied');
    await expect(sql`create table other.third (id int)`.execute(service.query)).rejects.toThrow(
      'permission denied',
    );
    await service.close();
  });

  describe('that wait for a lock', () => {
    /** Runs `work` while a transaction that reads the table stays open. */
    const whileRead = (work: () => Promise<void>) =>
      owner.inTransaction(async (tx) => {
        await sql`select from first`.execute(tx);
        await work();
      });
    beforeEach(async () => void (await migrate(url, [set('one')])));

    it('let others pass, and go on once they have it', async () => {
      let migrated: Promise<string[]> | undefined;
      await whileRead(async () => {
        migrated = migrate(url, [set('altering', 'alters')]);
        const others = environment.database('scratch').query;
        await eventually(async () => {
          const { rows } = await sql`select from pg_stat_activity where datname = current_database()
            and query like 'alter table first%' and wait_event_type = 'Lock'`.execute(others);
          return rows.length;
        });
        await sql`select from first`.execute(others); // behind the migration, it would fail after five seconds
      });
      expect(await migrated).toEqual(['alters/0001-altered']);
    });

    it('fail in the end, and leave nothing behind', async () => {
      const altering = set('altering', 'alters');
      const deadlines = { ...ADMIN_DEADLINES, lockMs: 100 };
      await whileRead(() =>
        expect(migrate(url, [altering], undefined, deadlines)).rejects.toThrow(
          'migration alters/0001-altered failed: canceling statement due to lock timeout',
        ),
      );
      expect(await migrate(url, [altering])).toEqual(['alters/0001-altered']);
    });
  });

  it('that fail leave nothing behind and are named in the error', async () => {
    await expect(migrate(url, [set('one'), set('broken', 'worse')])).rejects.toThrow(
      /^migration worse\/0001-broken failed: .*nonsense/,
    );
    expect(await tables()).toEqual(['public.first']);
  });

  it('that a database lacks are named, every one', async () => {
    const check = (...sets: MigrationSet[]) => checkSchema(owner.query, sets);
    await expect(check(set('two'))).rejects.toThrow(SchemaVersionError);
    await expect(check(set('two'))).rejects.toThrow(
      'the database lacks the migrations things/0001-first, things/0002-second: run npm run migrate',
    );
    await migrate(url, [set('one')]);
    await expect(check(set('one'), set('two'))).rejects.toThrow(
      'lacks the migrations things/0002-second: run',
    );
    await migrate(url, [set('two')]);
    await expect(check(set('one'), set('two'))).resolves.toBeUndefined();
  });

  it('that a newer build has run are known to the database alone', async () => {
    await migrate(url, [set('two')]);
    expect(await schemaState(owner.query, [set('one')])).toEqual({
      known: ['things/0001-first'],
      missing: [],
      unknown: ['things/0002-second'],
    });
  });
});
