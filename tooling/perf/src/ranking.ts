import { asOwner, databaseUrl, type Tx } from '#libs/database';
import { openBrokerAdmin, topologyOf } from '#libs/messaging';
import { discoverServices, provisionBroker, provisionService } from '#libs/service';
import { newId } from '#libs/telemetry';
import { DIST } from '#tooling/platform';
import { sql } from 'kysely';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asRequest, openReplica, withPostgres } from './benchmark.js';

/*
 * Compares counting one birth among ten thousand names with counting one among a million. The two take turns on one
 * server, so that other load on the machine slows both. Every tenth birth has one of the ten leading names, and
 * changes the list.
 */
const SIZES = { small: 10_000, large: 1_000_000 };
const WARM_EVENTS = 500;
const MEASURED_EVENTS = 3_000;
const MAX_RATIO = 1.5;

/** The rules of names-ranking that are measured. The service is discovered at run time, like every other one. */
interface Ranking {
  count(tx: Tx, sex: string, births: { name: string; count: number }[]): Promise<void>;
}

const SERVICE = 'names-ranking';
const inner = (file: string) => import(pathToFileURL(join(DIST, 'apps', SERVICE, 'src', file)).href);
const namesRanking = (await discoverServices()).find(({ name }) => name === SERVICE);
if (!namesRanking) throw new Error(`There is no service ${SERVICE} in ${DIST}: run npm run build first.`);
const { events, migrations } = namesRanking;
const { Ranking } = await inner('ranking.js');
const { RankingStore } = await inner('ranking.store.js');

/** A ranking that has counted `size` names already. */
interface Register {
  size: number;
  count(event: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param owner of a server whose broker is provisioned and unused */
export async function openRegister(owner: string, name: string, size: number): Promise<Register> {
  await provisionService(owner, { name, migrations }, name);
  // Both say the same events, which one broker allows to one service only.
  const broker = await openBrokerAdmin(owner).copy(`broker_${name}`);
  await broker.declare(topologyOf({ name, events }, []));
  const { database, messaging, telemetry, stop } = openReplica(owner, name, events, { admin: broker });
  const ranking: Ranking = new Ranking(new RankingStore(), messaging.outbox, telemetry);
  const totals = sql`insert into total select 'male', 'NAME ' || at, case when at <= 10 then 2000000 else 1 + at % 1000 end
    from generate_series(1, ${size}) at`;
  await asOwner(databaseUrl(owner, name), ({ query }) => totals.execute(query)); // too long for a service's statement
  return {
    size,
    stop,
    count: (event) =>
      asRequest(newId(), () =>
        database.inTransaction((tx) => ranking.count(tx, 'male', [{ name: nameOf(event, size), count: 1 }])),
      ),
  };
}

/** One of the ten leading names for every tenth event, any other name for the rest. */
const nameOf = (event: number, size: number): string =>
  `NAME ${event % 10 ? 11 + ((event * 7_919) % (size - 10)) : 1 + ((event / 10) % 10)}`;

/** The sorted milliseconds of each register. */
async function alternate(registers: Register[], events: number): Promise<number[][]> {
  const times: number[][] = registers.map(() => []);
  for (let event = 0; event < events; event++) {
    for (const [at, register] of registers.entries()) {
      const started = performance.now();
      await register.count(event);
      times[at]!.push(performance.now() - started);
    }
  }
  return times.map((one) => one.toSorted((a, b) => a - b));
}

/** Prints the median of each size. @returns 1 if their ratio is above its limit */
export const benchmarkRanking = (): Promise<number> =>
  withPostgres('ranking', async (owner) => {
    await provisionBroker(owner);
    const registers: Register[] = [];
    for (const [name, size] of Object.entries(SIZES)) registers.push(await openRegister(owner, name, size));
    await alternate(registers, WARM_EVENTS);
    const medians = (await alternate(registers, MEASURED_EVENTS)).map(
      (times) => times[Math.floor(times.length / 2)]!,
    );
    for (const [at, { size }] of registers.entries())
      console.log(`${String(size).padStart(9)} names  ${medians[at]!.toFixed(2)} ms per event (median)`);
    const ratio = medians[1]! / medians[0]!;
    console.log(`    ratio        ${ratio.toFixed(2)}; the limit is ${MAX_RATIO}`);
    await Promise.all(registers.map((register) => register.stop()));
    return ratio > MAX_RATIO ? 1 : 0;
  });
