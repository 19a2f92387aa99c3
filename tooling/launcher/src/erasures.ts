import { Database } from '#libs/database';
import { openBrokerAdmin, type SubscribedSince } from '#libs/messaging';
import { databaseUrl, declareTopology, provisionBroker, provisionService, type Service } from '#libs/service';
import { sql } from 'kysely';
import { discoverRegistry } from './registry.js';
import { withServer } from './embedded-server.js';
import { ServiceSettings } from './service-settings.js';
import { databaseServerAt, runJob } from './job.js';
import { resendUnhandled } from './resend.js';
import { jobsOf } from './job-declaration.js';
import { type StatePaths } from './state-paths.js';
import { Secrets, UserError } from '#tooling/platform';

/** The job that erases people again. The services that have it know who was erased. */
const ERASE = 'erase';

const erasersOf = (services: Service[]) => services.filter(({ name }) => jobsOf(name).includes(ERASE));

/** The opaque ids of the people who were erased in a state. */
export async function erasedPeople(paths: StatePaths): Promise<string[]> {
  const { services } = await discoverRegistry();
  return withServer(paths, process.env, async (ownerUrl) => {
    const found = erasersOf(services).map(({ name }) => idsOfTombstones(databaseUrl(ownerUrl, name)));
    return (await Promise.all(found)).flat();
  });
}

async function idsOfTombstones(url: string): Promise<string[]> {
  const database = new Database(url, { connections: 1 });
  const found = await sql<{ id: string }>`select datasubject as id from messaging.tombstone`
    .execute(database.query)
    .finally(() => database.close());
  return found.rows.map(({ id }) => id);
}

/**
 * Erases people again in a state that does not run. Its databases are migrated first, because a backup may be older than
 * the services.
 * @param subscriptions who hears what, of a state whose events were in RabbitMQ: what was not handled is then sent again
 * @throws UserError when a service could not erase them
 */
export async function eraseAgain(
  ids: string[],
  paths: StatePaths,
  subscriptions?: SubscribedSince[],
): Promise<void> {
  const registry = await discoverRegistry();
  const secrets = await Secrets.open(paths.secrets);
  await withServer(paths, process.env, async (ownerUrl) => {
    await provisionBroker(ownerUrl);
    const settings = new ServiceSettings(process.env, registry, secrets, databaseServerAt(ownerUrl), 0);
    for (const service of erasersOf(registry.services)) {
      await provisionService(ownerUrl, service, secrets.password(service.name));
      await declareTopology(ownerUrl, [service], registry.services);
      const code = await runJob(service.name, ERASE, [], settings.of(service, 0), ids.join('\n'));
      if (code)
        throw new UserError(
          `${service.name} could not erase people again, so the backup is not restored: fix what it printed, then restore again.`,
        );
    }
    if (!subscriptions) return;
    // The erasures were sent by a broker that ends here. They are sent again with the rest.
    await openBrokerAdmin(ownerUrl).drop();
    const keepers = registry.services.filter(({ isStateless }) => !isStateless);
    await resendUnhandled(keepers, (name) => databaseUrl(ownerUrl, name), subscriptions);
  });
  await secrets.save();
}
