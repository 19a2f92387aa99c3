import { isUnavailable } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { setTimeout as sleep } from 'node:timers/promises';
import { discoverServices } from './discovery.js';
import { provisionOne, provisionPlatform } from './provision.js';
import type { Service } from './service.js';
import { serviceVariable } from './service-variable.js';

/** A PostgreSQL that is made anew first starts, stops and starts again; a RabbitMQ is slow to start. */
const PATIENCE_MS = 120_000;
const POLL_MS = 500;

/**
 * Makes the broker, at BROKER_OWNER_URL if that is RabbitMQ, and every service's role and database, brings them up to date, and declares who says and
 * who hears what, as an admin process under the server's owner; with `SERVICE`, it does so for that service alone. Running it again changes nothing but the passwords.
 * With `DECOMMISSION`, it takes the subscriptions and rights of that service away, and does nothing else.
 */
async function provision(ownerUrl: string, brokerOwnerUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (env.DECOMMISSION) return decommission(brokerOwnerUrl, env.DECOMMISSION);
  const services = (await discoverServices()).filter(({ isStateless }) => !isStateless);
  if (env.SERVICE) return provisionAlone(ownerUrl, brokerOwnerUrl, env.SERVICE, services, env);
  const passwords = new Map(services.map(({ name }) => [name, passwordOf(name, env)]));
  const ran = await patiently(() =>
    provisionPlatform(ownerUrl, services, (name) => passwords.get(name)!, brokerOwnerUrl),
  );
  for (const [name, done] of ran) report(name, done);
}

/** @throws TopologyError that says how many messages wait, when some do */
async function decommission(brokerOwnerUrl: string, name: string): Promise<void> {
  const { isNew } = await openBrokerAdmin(brokerOwnerUrl).decommission(name, false);
  const outcome = isNew
    ? 'consumes nothing any more, and may publish nothing. Its database is kept.'
    : 'was decommissioned before.';
  console.log(`${name} ${outcome}`);
}

/** The image of one service, by `SERVICE`, changes that service alone. */
async function provisionAlone(
  ownerUrl: string,
  brokerOwnerUrl: string,
  name: string,
  all: readonly Service[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const service = all.find((one) => one.name === name);
  if (!service) return console.log(`${name} keeps nothing`);
  report(
    name,
    await patiently(() => provisionOne(ownerUrl, service, all, passwordOf(name, env), brokerOwnerUrl)),
  );
}

const report = (name: string, done: string[]): void =>
  console.log(`${name} ${done.length ? `has run ${done.join(', ')}` : 'is up to date'}`);

function passwordOf(service: string, env: NodeJS.ProcessEnv): string {
  const variable = serviceVariable(service, 'DB_PASSWORD');
  const password = env[variable];
  if (!password) throw new Error(`${variable} is not set: give the role ${service} a password.`);
  return password;
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error) || Date.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}

/** Not there yet, or its name is not known yet. A migration that failed tells why in its cause. */
const mayPass = (error: unknown): boolean =>
  (error as Error).name === 'RabbitmqAway' || isUnavailable((error as Error).cause ?? error);

const { DATABASE_OWNER_URL, BROKER_OWNER_URL, ...env } = process.env;
if (!DATABASE_OWNER_URL)
  throw new Error('DATABASE_OWNER_URL is not set: postgres://owner:password@host:port/postgres');
await provision(DATABASE_OWNER_URL, BROKER_OWNER_URL || DATABASE_OWNER_URL, env);
