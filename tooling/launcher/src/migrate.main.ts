import { migrate } from '#libs/database';
import { databaseUrl, provisionBroker, provisionService, type Service } from '#libs/service';
import { command } from './command.js';
import { discover } from './registry.js';
import { withServer } from './embedded-server.js';
import { readWords } from './options.js';
import { StatePaths } from './state-paths.js';
import { Secrets, UserError } from '#tooling/platform';

const BROKER = 'broker';
const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;

/**
 * Brings one database up to date, as an admin process: on the server of DATABASE_OWNER_URL, or on the embedded one.
 * With the service's own DATABASE_URL it also makes the role and the database that this URL names, when they are missing.
 */
await command(async (args) => {
  const { words, data } = readWords(args);
  const { services } = await discover();
  const [name = ''] = words;
  const service = services.find((service) => service.name === name);
  if (!service && name !== BROKER) {
    throw new UserError(`Say what to migrate: ${[...services.map(({ name }) => name), BROKER].join(', ')}.`);
  }
  const password = DATABASE_URL && decodeURIComponent(new URL(DATABASE_URL).password);
  const done = DATABASE_OWNER_URL
    ? await bringUpToDate(DATABASE_OWNER_URL, service, password)
    : await bringEmbeddedUpToDate(new StatePaths(data), service);
  console.log(done.length ? `${name} has run ${done.join(', ')}.` : `${name} is up to date.`);
});

async function bringUpToDate(ownerUrl: string, service?: Service, password?: string): Promise<string[]> {
  if (!service) return provisionBroker(ownerUrl);
  if (password) return provisionService(ownerUrl, service, password);
  return migrate(databaseUrl(ownerUrl, service.name), service.migrations, service.name);
}

async function bringEmbeddedUpToDate(paths: StatePaths, service?: Service): Promise<string[]> {
  const secrets = await Secrets.open(paths.secrets);
  const password = service && secrets.password(service.name);
  await secrets.save();
  return withServer(paths, process.env, (ownerUrl) => bringUpToDate(ownerUrl, service, password));
}
