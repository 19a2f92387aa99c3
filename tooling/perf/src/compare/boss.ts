import { databaseUrl } from '#libs/database';
import { PgBoss } from 'pg-boss';
import { PUBLISHER, type Servers, type Thing } from './contender.js';
import { openPool, SAVE, serveThings } from './things.js';

export const QUEUE = 'things';

/**
 * How long a job may be active, how often that is checked, and how often is looked for jobs without a notification, such as
 * those of a dead worker. By default, these are 15 minutes, a minute and half a minute.
 */
const EXPIRE_S = 10;
const CHECK_S = 1;
const POLL_S = 2;
/** The most milliseconds until the job of a dead worker is taken again. */
export const REDELIVERED_AFTER_MS = (EXPIRE_S + 2 * CHECK_S + POLL_S) * 1_000;
/** More than the usual two: a worker may be killed that often. */
const RETRIES = 20;

/** Fetches at once as long as there are jobs, and hears of new ones. */
export const WORK = {
  batchSize: 32,
  burstWhenBatchFull: true,
  localConcurrency: 2,
  notifyPollingIntervalSeconds: POLL_S,
};

/** The jobs are in the database of the publisher, so that its transaction can add one. */
export async function openBoss({ owner }: Servers, supervise = true): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(owner, PUBLISHER),
    max: 5,
    useListenNotify: supervise,
    supervise,
    schedule: false,
    superviseIntervalSeconds: CHECK_S,
    monitorIntervalSeconds: CHECK_S,
  });
  boss.on('error', console.error);
  await boss.start();
  return boss;
}

/** Makes the queue. */
export async function prepare(servers: Servers): Promise<void> {
  const boss = await openBoss(servers, false);
  await boss.createQueue(QUEUE, { notify: true, expireInSeconds: EXPIRE_S, retryLimit: RETRIES });
  await boss.stop();
}

/** Saves a row and adds its job in one transaction. @returns the URL */
export async function publish(servers: Servers): Promise<string> {
  const boss = await openBoss(servers, false);
  const pool = openPool(servers, PUBLISHER);
  return serveThings(async ({ id, note }: Thing) => {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      await client.query('begin');
      await client.query({ name: 'save', text: SAVE, values: [id, note] });
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
      await boss.send(QUEUE, { id, note }, { db });
      await client.query('commit');
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure);
    }
  });
}

/** Inserts the effects of a batch at once. */
export const TAKE_ALL = 'insert into effect (id, note) select * from unnest($1::uuid[], $2::text[])';

/** The values of this statement. */
export const valuesOf = (jobs: { data: Thing }[]): [string[], string[]] => [
  jobs.map(({ data }) => data.id),
  jobs.map(({ data }) => data.note),
];
