import type { Service } from '#libs/service';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR, Secrets } from '#tooling/platform';
import { serviceVariable } from '#libs/service';

/** Every secret that docker-compose.yml asks for, by the name of its variable. */
export function secretVariables(services: Service[], secrets: Secrets): Record<string, string> {
  const keepers = services.filter(({ isStateless }) => !isStateless);
  const own = keepers.flatMap(({ name }) => [
    [serviceVariable(name, 'DB_PASSWORD'), secrets.password(name)],
    [serviceVariable(name, 'CLIENT_SECRET'), secrets.clientSecret(name)],
  ]);
  const made = {
    POSTGRES_PASSWORD: secrets.password('postgres'),
    RABBITMQ_PASSWORD: secrets.password('rabbitmq'),
    GRAFANA_PASSWORD: secrets.password('grafana'),
    PACT_BROKER_PASSWORD: secrets.password('pact-broker'),
    PACT_BROKER_DATABASE_PASSWORD: secrets.password('pact-broker-database'),
    OAUTH_CLIENTS: secrets.clients(keepers.map(({ name }) => name)),
    OPERATOR_CLIENTS: secrets.clients([OPERATOR]),
    SESSION_KEY: secrets.signingKey,
  };
  const settings = services.flatMap((service) => Object.entries(service.settings));
  const shared = settings.flatMap(([key, { secret }]) =>
    secret && key !== 'CLIENT_SECRET' && !(key in made) ? [[key, secrets.setting(key)]] : [],
  );
  return { ...made, ...Object.fromEntries([...shared, ...own]) };
}

/** What carries the events in containers. */
export const BROKERS = ['postgres', 'rabbitmq'] as const;
export type Broker = (typeof BROKERS)[number];

/** The variables that make a broker carry the events. @param secrets what `secretVariables` returns */
export function brokerVariables(
  broker: Broker,
  { RABBITMQ_PASSWORD }: Record<string, string>,
): Record<string, string> {
  const address = 'rabbitmq:5672/troupe';
  return broker === 'postgres'
    ? { BROKER_SCHEME: '', BROKER_ADDRESS: '', BROKER_OWNER_URL: '' }
    : {
        BROKER_SCHEME: 'amqp',
        BROKER_ADDRESS: address,
        BROKER_OWNER_URL: `amqp://troupe:${RABBITMQ_PASSWORD}@${address}`,
      };
}

/** The env file with these variables; what else stands in it stays. */
function withVariables(text: string, variables: Record<string, string>): string {
  const others = text.split('\n').filter((line) => line && !(line.split('=', 1)[0]! in variables));
  return [...others, ...Object.entries(variables).map(([name, value]) => `${name}='${value}'`), ''].join(
    '\n',
  );
}

/**
 * Writes the secrets into `<root>/.env`, readable by its owner only. They are kept in `.data/compose/secrets.json`, so
 * that another time changes nothing.
 * @param broker what is to carry the events; what `.env` says of it stays unless given
 */
export async function writeEnvironment(root: string, services: Service[], broker?: Broker): Promise<string> {
  const file = join(root, '.env');
  const folder = join(root, '.data/compose');
  await mkdir(folder, { recursive: true });
  const secrets = await Secrets.open(join(folder, 'secrets.json'));
  const made = secretVariables(services, secrets);
  const variables = { ...made, ...(broker && brokerVariables(broker, made)) };
  const before = await readFile(file, 'utf8').catch(() => '');
  await secrets.save();
  await writeFile(`${file}.new`, withVariables(before, variables), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return `${file} holds ${Object.keys(made).length} secrets.`;
}
