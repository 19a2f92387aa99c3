import { type Service } from '#libs/service';
import { Secrets, serviceNames } from '#tooling/platform';
import { launcherCommand } from './command.js';
import { withServer } from './embedded-server.js';
import { discoverRegistry } from './registry.js';
import { type StatePaths } from './state-paths.js';

const BROKER = 'broker';
const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;

await launcherCommand(
  {
    name: 'npm run migrate',
    about:
      'Brings the database of a service, or of the broker, up to date: on the server of DATABASE_OWNER_URL, or else on\n' +
      'the embedded one. If DATABASE_URL is set to the URL of the service, its role and database are created when missing.',
    args: [
      {
        name: 'DATABASE',
        about: 'a service, or the broker',
        oneOf: () => [...serviceNames(), BROKER],
      },
    ],
  },
  async (paths, _options, [name]) => {
    const { services } = await discoverRegistry();
    const service = services.find((service) => service.name === name);
    const password = DATABASE_URL && decodeURIComponent(new URL(DATABASE_URL).password);
    const done = DATABASE_OWNER_URL
      ? await bringUpToDate(DATABASE_OWNER_URL, service, password)
      : await bringEmbeddedUpToDate(paths, service);
    console.log(done.length ? `${name} has run ${done.join(', ')}.` : `${name} is up to date.`);
  },
);

/** @returns the migrations that were run */
async function bringUpToDate(ownerUrl: string, service?: Service, password?: string): Promise<string[]> {
  const { databaseUrl, provisionBroker, provisionService } = await import('#libs/service');
  if (!service) return provisionBroker(ownerUrl);
  if (password) return provisionService(ownerUrl, service, password);
  const { migrate } = await import('#libs/database');
  return migrate(databaseUrl(ownerUrl, service.name), service.migrations, service.name);
}

async function bringEmbeddedUpToDate(paths: StatePaths, service?: Service): Promise<string[]> {
  const secrets = await Secrets.open(paths.secrets);
  const password = service && secrets.password(service.name);
  await secrets.save();
  return withServer(paths, process.env, (ownerUrl) => bringUpToDate(ownerUrl, service, password));
}
