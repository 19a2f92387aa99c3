import { Database } from '#libs/database';
import { messagingMigrations, openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, declareTopology, provisionBroker, provisionService } from '#libs/service';
import { sql } from 'kysely';
import { CONSUMES, SENDS } from './troupe-hop.js';
import { startWatcher, WATCHER, WATCHES } from './watcher.js';

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

/** Has a third service hear the event, as the monitor does. @returns what stops it */
export async function watch(owner: string): Promise<() => Promise<void>> {
  await declareTopology(owner, WATCHED, WATCHED);
  return startWatcher(owner);
}
