import { Database } from '#libs/database';
import { messagingMigrations, PostgresMessagingStore } from '#libs/messaging';
import { TestEnvironment } from '#tooling/testing';
import { sql } from 'kysely';
import { Random } from '../src/random.js';
import { Scheduler } from '../src/scheduler.js';
import { SimulatedDatabase } from '../src/simulated-database.js';
import { SimulatedProcess } from '../src/simulated-process.js';
import { SimulatedStore } from '../src/simulated-store.js';
import { type StoreFixture, storeSuite } from './store-suite.js';

const TABLES = ['outbox', 'inbox', 'started', 'retry', 'hospital', 'act', 'tombstone'];

async function openPostgres(): Promise<StoreFixture> {
  const environment = await TestEnvironment.open();
  await environment.addDatabase({ name: 'thing', migrations: [messagingMigrations] });
  const { query } = environment.database('thing');
  const databases = ['one', 'other'].map(() => new Database(environment.url('thing', 'thing')));
  const [store, replica] = databases.map((database) => new PostgresMessagingStore(database));
  return {
    run: (test) => test(store!, replica!),
    // Time passes for what is stored: its times move the other way.
    async pass(ms) {
      const by = sql`${ms} * interval '1 millisecond'`;
      await sql`update messaging.outbox set created_at = created_at - ${by}`.execute(query);
      await sql`
        update messaging.retry
        set due = due - ${by}, since = since - ${by}, created_at = created_at - ${by}`.execute(query);
      await sql`update messaging.hospital set admitted_at = admitted_at - ${by}`.execute(query);
    },
    async analyze() {
      for (const table of TABLES) await sql`vacuum analyze ${sql.table(`messaging.${table}`)}`.execute(query);
    },
    async clear() {
      for (const table of TABLES) await sql`delete from ${sql.table(`messaging.${table}`)}`.execute(query);
    },
    async close() {
      await Promise.all(databases.map((database) => database.close()));
      await environment.close();
    },
  };
}

async function openSimulated(): Promise<StoreFixture> {
  const [scheduler, random] = [new Scheduler(), new Random(1)];
  let database = new SimulatedDatabase('thing', scheduler);
  const process = () =>
    new SimulatedProcess('thing', 'thing', scheduler, random, { lostAnswers: 0, latencyMs: 1 });
  const clear = async () => void (database = new SimulatedDatabase('thing', scheduler));
  return {
    async run(test) {
      const stores = [process(), process()].map((one) => new SimulatedStore(database, one));
      let isOver = false;
      const ended = test(stores[0]!, stores[1]!).finally(() => (isOver = true));
      ended.catch(() => {}); // it is awaited below
      await scheduler.run(scheduler.now + 600_000, () => isOver);
      await ended;
    },
    analyze: async () => {},
    pass: async (ms) => void (database.clockOffset += ms),
    clear,
    close: clear,
  };
}

storeSuite('PostgreSQL', openPostgres);
storeSuite('simulated', openSimulated);
