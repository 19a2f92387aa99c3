import { Database } from '#libs/database';
import { messagingMigrations, openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, declareTopology, provisionBroker, provisionService } from '#libs/service';
import { sql } from 'kysely';
import { withPostgres } from '../benchmark.js';
import { openBareHop } from './bare-hop.js';
import { compare, RATE, type Ratios } from './comparison.js';
import { HopTimer } from './hop.js';
import { CONSUMES, openTroupeHop, SENDS } from './troupe-hop.js';
import { startWatcher, WATCHER, WATCHES } from './watcher.js';

/*
 * Measures an event hop, from the commit of the transaction that sends an event to the commit of the one that consumes it,
 * with one replica of each service, with three, and with one while a third service hears the event, as the monitor does.
 */
const LIMITS: Ratios = { median: 2, cpu: 5 };
const REPLICAS = [1, 3];

const SERVICES = [
  { name: 'sender', events: SENDS },
  { name: 'consumer', events: CONSUMES },
];
const WATCHED = [...SERVICES, { name: WATCHER, events: WATCHES }];

/**
 * Makes the services of the hop, each with its database and a table of its own. Running it again has no effect.
 * @param broker for its owner, when it is not in the server of the databases
 */
export async function provision(owner: string, broker = owner): Promise<void> {
  await provisionBroker(broker);
  for (const { name } of WATCHED) {
    await provisionService(owner, { name, migrations: [messagingMigrations] }, name);
    await openBrokerAdmin(broker).admit(name, name);
    const database = new Database(databaseUrl(owner, name), { connections: 1 });
    await sql`create table if not exists thing (id uuid primary key, note text)`.execute(database.query);
    await sql`grant all on thing to ${sql.id(name)}`.execute(database.query);
    await database.close();
  }
  await declareTopology(broker, SERVICES, SERVICES);
}

/** What is above its limit. */
const excesses = (ratios: Ratios): string[] =>
  (['median', 'cpu'] as const)
    .filter((kind) => ratios[kind] > LIMITS[kind])
    .map((kind) => `${kind} is ${ratios[kind].toFixed(2)} times the floor; the limit is ${LIMITS[kind]}`);

/** Prints the hop beside its floor for each number of replicas. @returns 1 if a ratio is above its limit */
export const benchmarkEventHop = (): Promise<number> =>
  withPostgres('event-hop', async (owner) => {
    let code = 0;
    await provision(owner);
    console.log(`${RATE} events/s, ms      p50      p95      p99`);
    const timer = new HopTimer();
    const floor = await openBareHop(owner, timer.committed);
    const measure = async (replicas: number, beside = '') => {
      const hop = await openTroupeHop(owner, replicas, timer.committed);
      const found = excesses(await compare({ ...hop, name: `${hop.name}${beside}` }, floor, timer));
      await hop.stop();
      for (const excess of found) console.error(`${hop.name}${beside}: ${excess}`);
      if (found.length) code = 1;
    };
    for (const replicas of REPLICAS) await measure(replicas);
    await declareTopology(owner, WATCHED, WATCHED);
    const stopWatcher = await startWatcher(owner);
    await measure(1, ' +1');
    await stopWatcher();
    await floor.stop();
    return code;
  });
