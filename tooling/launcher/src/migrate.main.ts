import { type MissingHearer } from '#libs/messaging';
import { type Service } from '#libs/service';
import {
  checkName,
  counted,
  keepsNothing,
  Secrets,
  statefulServiceNames,
  UsageError,
} from '#tooling/platform';
import { launcherCommand } from './command.js';
import { discoverRegistry } from './registry.js';
import { type OwnerUrls, requireServers, withServers } from './servers.js';
import { type StatePaths } from './state-paths.js';

const BROKER = 'broker';
const { DATABASE_OWNER_URL, DATABASE_URL, BROKER_URL = DATABASE_URL } = process.env;
const databases = () => [...statefulServiceNames(), BROKER];

await launcherCommand(
  {
    name: 'npm run migrate',
    about:
      'Brings the database of a service, or of the broker, up to date: on the server of DATABASE_OWNER_URL, or else on\n' +
      'the embedded one. If DATABASE_URL is set to the URL of the service, its role and database are created when missing.\n' +
      'Declares to the broker what the service publishes and consumes, at BROKER_OWNER_URL if that is RabbitMQ; BROKER_URL, if\n' +
      'set to the URL of the service, tells its password there. Migrate the broker first, and consumers before providers.',
    options: {
      decommission: { about: 'takes the subscriptions and rights of the service away; keeps its database' },
      discard: { about: 'deletes the messages that still wait for it' },
    },
    args: [{ name: 'DATABASE', about: 'a service, or the broker', usually: databases }],
  },
  async (paths, { decommission, discard }, [name]) => {
    if (discard && !decommission) throw new UsageError('--discard needs --decommission.');
    if (decommission && name === BROKER)
      throw new UsageError(
        `The broker cannot be decommissioned: choose one of ${statefulServiceNames().join(', ')}.`,
      );
    if (!decommission) checkDatabase(name); // otherwise it may be gone from this build
    await requireServers(paths, process.env); // loading the services takes a second
    await (decommission ? decommissionService(paths, name, discard) : migrate(paths, name));
  },
);

function checkDatabase(name: string): void {
  const reason = keepsNothing(name);
  if (reason) throw new UsageError(reason);
  checkName('database', name, databases());
}

async function migrate(paths: StatePaths, name: string): Promise<void> {
  const { services } = await discoverRegistry();
  const service = services.find((service) => service.name === name);
  const { ran, again } = await withServers(paths, process.env, async (urls) => {
    const { provisionBroker } = await import('#libs/service');
    if (!service) return { ran: await provisionBroker(urls.broker), again: [] };
    const ran = await bringUpToDate(urls, service, await passwordsOf(paths, name));
    return { ran, again: await declare(paths, urls.broker, service, services) };
  });
  for (const line of again) console.log(line);
  console.log(ran.length ? `${name} has run ${ran.join(', ')}.` : `${name} is up to date.`);
}

/** @returns what it has made again at the broker */
async function declare(
  paths: StatePaths,
  brokerUrl: string,
  service: Service,
  services: readonly Service[],
): Promise<string[]> {
  const { openBrokerAdmin } = await import('#libs/messaging');
  const { declareTopology } = await import('#libs/service');
  const { declareAgain } = await import('./missing-queues.js');
  const advised = (command: string) => paths.advised(command);
  return declareAgain(openBrokerAdmin(brokerUrl), advised, async () =>
    warn(paths, service.name, await declareTopology(brokerUrl, [service], services)),
  );
}

function warn(paths: StatePaths, sender: string, missing: MissingHearer[]): void {
  const byHearer = Map.groupBy(missing, ({ hearer }) => hearer);
  for (const [hearer, events] of byHearer) {
    const types = events.map(({ type }) => type).join(', ');
    const command = paths.advised(`npm run migrate -- ${hearer}`);
    console.warn(`Run ${command}: until then, ${types} wait in the outbox of ${sender}.`);
  }
}

async function decommissionService(paths: StatePaths, name: string, discard: boolean): Promise<void> {
  const { openBrokerAdmin } = await import('#libs/messaging');
  const { deleted, isNew } = await withServers(paths, process.env, ({ broker }) =>
    openBrokerAdmin(broker).decommission(name, discard),
  );
  const deletion = discard ? ` ${counted(deleted, 'message was', 'messages were')} deleted.` : '';
  const outcome = isNew
    ? 'consumes nothing any more, and may publish nothing. Its database is kept.'
    : `was decommissioned before. \`${paths.advised(`npm run migrate -- ${name}`)}\` brings it back.`;
  console.log(`${name} ${outcome}${deletion}`);
}

/** The passwords of a service: of its role, and at the broker. */
interface Passwords {
  database?: string | undefined;
  broker?: string | undefined;
}

/** A password is undefined when the role, or the user at the broker, is made elsewhere. */
async function passwordsOf(paths: StatePaths, service: string): Promise<Passwords> {
  const passwordIn = (url?: string) => url && decodeURIComponent(new URL(url).password);
  if (DATABASE_OWNER_URL) return { database: passwordIn(DATABASE_URL), broker: passwordIn(BROKER_URL) };
  const secrets = await Secrets.open(paths.secrets);
  const password = secrets.password(service);
  await secrets.save();
  return { database: password, broker: password };
}

/** @returns the migrations that were run */
async function bringUpToDate(urls: OwnerUrls, service: Service, passwords: Passwords): Promise<string[]> {
  const { databaseUrl, provisionService } = await import('#libs/service');
  const { openBrokerAdmin } = await import('#libs/messaging');
  const { migrate } = await import('#libs/database');
  const { name, migrations } = service;
  const ran = passwords.database
    ? await provisionService(urls.databases, service, passwords.database)
    : await migrate(databaseUrl(urls.databases, name), migrations, name);
  if (passwords.broker) await openBrokerAdmin(urls.broker).admit(name, passwords.broker);
  return ran;
}
