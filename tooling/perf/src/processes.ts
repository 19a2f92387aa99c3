import { asOwner, type Database, databaseUrl } from '#libs/database';
import { discoverServices, provisionBroker, provisionService } from '#libs/service';
import { DIST } from '#tooling/platform';
import { sql } from 'kysely';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openReplica, withPostgres } from './benchmark.js';

/*
 * Measures one look of the monitor for missed deadlines while many processes are open and none is due, and how long it takes
 * to judge many that are due at once.
 */
const SIZES = [1_000, 100_000];
const LOOKS = 200;
const DUE = 10_000;
/** Messages that the monitor could not handle: their processes are left out. */
const UNHANDLED = 999;
const MAX_RATIO = 3;

const SERVICE = 'monitor';
const inner = (file: string) => import(pathToFileURL(join(DIST, 'apps', SERVICE, 'src', file)).href);
const monitor = (await discoverServices()).find(({ name }) => name === SERVICE);
if (!monitor) throw new Error(`There is no service ${SERVICE} in ${DIST}: run npm run build first.`);
const { events, migrations } = monitor;
const { Processes } = await inner('processes.js');
const { ProcessesStore } = await inner('processes.store.js');
const { StepMetrics } = await inner('step-metrics.js');

/** The rules of the monitor that are measured. */
interface Judge {
  judgeDue(heardUpTo: Date, unhandled: readonly object[]): Promise<number>;
}

/** Opens as many sign-ups as are missing, whose deadlines lie a day ahead. */
const fill = (owner: string, size: number) =>
  asOwner(databaseUrl(owner, SERVICE), async ({ query }) => {
    await sql`
      insert into process (flow, key, expected, seen, began_at, next_deadline)
      select 'sign-up', 'open-' || n, '{enable-login,open-account}',
        jsonb_build_object('customer.registered.v2', jsonb_build_object('at', '2026-01-01T00:00:00.000Z', 'id', n::text),
          'customer.registered.v1', jsonb_build_object('at', '2026-01-01T00:00:00.000Z', 'id', n::text)),
        '2026-01-01', now() + interval '1 day' + n * interval '1 millisecond'
      from generate_series(1, ${size}) n on conflict do nothing`.execute(query);
    await sql`vacuum analyze process`.execute(query);
  });

const makeDue = ({ query }: Database) =>
  sql`
    update process set next_deadline = now() - interval '1 minute'
    where key in (select 'open-' || n from generate_series(1, ${DUE}) n)`.execute(query);

const unhandled = Array.from({ length: UNHANDLED }, (_, at) => ({
  attributes: {
    specversion: '1.0',
    id: `0193a1b2-7c00-7000-8000-${String(at).padStart(12, '0')}`,
    type: 'customer.registered.v2',
    source: '/customers',
    subject: `unhandled-${at}`,
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    correlationid: `unhandled-${at}`,
    causationid: `unhandled-${at}`,
  },
  body: Buffer.from(JSON.stringify({ customerId: `unhandled-${at}` })),
}));

/** The median of one look in milliseconds. */
async function lookMs(judge: Judge): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const began = performance.now();
    await judge.judgeDue(new Date(), unhandled);
    times.push(performance.now() - began);
  }
  return times.toSorted((one, other) => one - other)[LOOKS / 2]!;
}

async function judgeAllMs(judge: Judge): Promise<number> {
  const began = performance.now();
  while (await judge.judgeDue(new Date(), [])) continue;
  return performance.now() - began;
}

/** Prints the milliseconds of a look for each number of open processes. @returns 1 if their ratio is above its limit */
export const benchmarkProcesses = (): Promise<number> =>
  withPostgres('processes', async (owner) => {
    await provisionBroker(owner);
    await provisionService(owner, { name: SERVICE, migrations }, SERVICE);
    const { database, telemetry, stop } = openReplica(owner, SERVICE, events);
    const judge: Judge = new Processes(
      database,
      new ProcessesStore(),
      undefined,
      undefined,
      new StepMetrics(telemetry),
    );
    try {
      const times: number[] = [];
      for (const size of SIZES) {
        await fill(owner, size);
        const ms = await lookMs(judge);
        times.push(ms);
        console.log(`${size} open processes: one look takes ${ms.toFixed(2)} ms (median of ${LOOKS})`);
      }
      await makeDue(database);
      console.log(`${DUE} of them due at once: judged in ${(await judgeAllMs(judge)).toFixed(0)} ms`);
      const ratio = times.at(-1)! / times[0]!;
      console.log(`ratio ${ratio.toFixed(2)}, at most ${MAX_RATIO}`);
      return ratio > MAX_RATIO ? 1 : 0;
    } finally {
      await stop();
    }
  });
