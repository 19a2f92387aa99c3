import { Database, type Tx } from '#libs/database';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { DIST } from '#tooling/platform';
import { Messaging, openBroker, openBrokerAdmin, PostgresMessagingStore } from '#libs/messaging';
import { databaseUrl, discoverServices, provisionBroker, provisionService } from '#libs/service';
import { newId, Telemetry, withCause } from '#libs/telemetry';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * What it costs to count one baby, among ten thousand names and among a million: the two take turns on one server, so
 * that whatever else the machine does slows both. Every tenth baby bears one of the ten names on the list, which
 * changes then. Exits 1 when the median among a million is over one and a half times the other.
 */
const SIZES = { small: 10_000, large: 1_000_000 };
const WARM = 500;
const MEASURED = 3_000;
const MOST = 1.5;

/** The rules of names-ranking, as far as they are measured; found at run time, as all services are. */
interface Ranking {
  count(tx: Tx, sex: string, births: { name: string; count: number }[]): Promise<void>;
}

const SERVICE = 'names-ranking';
const inner = (file: string) => import(pathToFileURL(join(DIST, 'apps', SERVICE, 'src', file)).href);
const namesRanking = (await discoverServices()).find(({ name }) => name === SERVICE);
if (!namesRanking) throw new Error(`there is no service ${SERVICE}: run npm run build`);
const { events, migrations } = namesRanking;
const { Ranking } = await inner('ranking.js');
const { RankingStore } = await inner('ranking.store.js');

interface Register {
  size: number;
  count(event: number): Promise<void>;
  stop(): Promise<void>;
}

/** A ranking that has counted so many names; the first ten of them lead. */
async function register(owner: string, name: string, size: number): Promise<Register> {
  await provisionService(owner, { name, migrations }, name);
  const role = { name, password: name };
  const telemetry = new Telemetry(name, 'warn');
  const database = new Database(databaseUrl(owner, name, role));
  const broker = openBroker(openBrokerAdmin(owner).urlFor(name, name), (err) => telemetry.log.warn({ err }));
  const messaging = new Messaging(
    { store: new PostgresMessagingStore(database), broker, telemetry },
    events,
    {
      retrySchedule: [1_000],
    },
  );
  const ranking: Ranking = new Ranking(new RankingStore(), messaging.outbox, telemetry);
  await sql`insert into total select 'male', 'NAME ' || at, case when at <= 10 then 2000000 else 1 + at % 1000 end
    from generate_series(1, ${size}) at`.execute(database.query);
  const inEvent = (work: () => Promise<void>) =>
    context.with(withCause(ROOT_CONTEXT, { correlationId: newId(), causationId: newId() }), work);
  return {
    size,
    count: (event) => {
      const bearer = event % 10 ? 11 + ((event * 7_919) % (size - 10)) : 1 + ((event / 10) % 10);
      return inEvent(() =>
        database.inTransaction((tx) => ranking.count(tx, 'male', [{ name: `NAME ${bearer}`, count: 1 }])),
      );
    },
    async stop() {
      await messaging.close();
      await database.close();
    },
  };
}

async function race(registers: Register[], events: number): Promise<number[][]> {
  const times: number[][] = registers.map(() => []);
  for (let event = 0; event < events; event++) {
    for (const [at, one] of registers.entries()) {
      const began = performance.now();
      await one.count(event);
      times[at]!.push(performance.now() - began);
    }
  }
  return times.map((one) => one.toSorted((a, b) => a - b));
}

const folder = await mkdtemp(join(tmpdir(), 'ranking-'));
const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
try {
  await provisionBroker(postgres.url());
  const registers: Register[] = [];
  for (const [name, size] of Object.entries(SIZES))
    registers.push(await register(postgres.url(), name, size));
  await race(registers, WARM);
  const medians = (await race(registers, MEASURED)).map((times) => times[Math.floor(times.length / 2)]!);
  for (const [at, { size }] of registers.entries()) {
    console.log(`${String(size).padStart(9)} names  ${medians[at]!.toFixed(2)} ms an event (median)`);
  }
  const ratio = medians[1]! / medians[0]!;
  console.log(`    ratio        ${ratio.toFixed(2)}; ${MOST} is allowed`);
  if (ratio > MOST) process.exitCode = 1;
  await Promise.all(registers.map((one) => one.stop()));
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
