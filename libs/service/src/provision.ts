import { asOwner, createDatabase, databaseUrl, migrate } from '#libs/database';
import { type MissingHearer, openBrokerAdmin, topologyOf } from '#libs/messaging';
import { sql } from 'kysely';
import type { Service } from './service.js';

/**
 * Limit of the connections of a service's role, in all databases together: for five replicas, each of which needs eight at
 * most (5 for its database, 2 for the broker, and 1 to spare).
 */
const ROLE_CONNECTIONS = 40;

/** What PostgreSQL stores for a role without a limit of its connections. */
const UNLIMITED = -1;

type Declarer = Pick<Service, 'name' | 'events'>;

/**
 * Creates the broker, or brings it up to date, as an admin process under the owner of its server. Running it again has no
 * effect.
 * @returns the changes that ran, as `set/change`
 * @throws Error when the server does not answer, or when a change fails
 */
export const provisionBroker = (brokerOwnerUrl: string): Promise<string[]> =>
  openBrokerAdmin(brokerOwnerUrl).provision();

/**
 * Creates a service's role and database, and brings the database up to date, as an admin process under the server's
 * owner. No other role may connect to it. The role has a limit of 40 connections, unless an operator has set another one.
 * Running it again only sets the password, and the limit of a role that has none.
 * @returns the migrations that ran, as `set/migration`
 * @throws Error when the server does not answer, or when a migration fails
 */
export async function provisionService(
  ownerUrl: string,
  { name, migrations }: Pick<Service, 'name' | 'migrations'>,
  password: string,
): Promise<string[]> {
  await asOwner(ownerUrl, async (owner) => {
    const { rows } = await sql<{ limit: number }>`
      select rolconnlimit as limit from pg_roles where rolname = ${name}`.execute(owner.query);
    const verb = rows.length ? sql`alter` : sql`create`;
    const limit = rows.some((role) => role.limit !== UNLIMITED)
      ? sql``
      : sql`connection limit ${sql.lit(ROLE_CONNECTIONS)}`;
    await sql`${verb} role ${sql.id(name)} login password ${sql.lit(password)} ${limit}`.execute(owner.query);
    await createDatabase(owner, name);
  });
  return migrate(databaseUrl(ownerUrl, name), migrations, name);
}

/**
 * Declares to the broker what services say and hear, after the broker and the services' roles were made. Running it again
 * has no effect.
 * @param all every service of this build, which tells who hears the events
 * @returns the hearers that have no subscription yet: the broker refuses the events until they are declared, too
 * @throws Error when the server does not answer
 * @throws TopologyError when two services say events under one noun, or when the broker is not up to date
 */
export const declareTopology = (
  brokerOwnerUrl: string,
  services: readonly Declarer[],
  all: readonly Declarer[],
): Promise<MissingHearer[]> =>
  openBrokerAdmin(brokerOwnerUrl).declare(...services.map((service) => topologyOf(service, all)));

/**
 * Brings one service up to date, when another build of it is deployed into a platform that runs: its database, and what it says
 * and hears.
 * @param all every service of this build that keeps anything
 * @returns the migrations that ran
 * @throws Error as `provisionService` and `declareTopology` do
 */
export async function provisionOne(
  ownerUrl: string,
  service: Service,
  all: readonly Service[],
  password: string,
  brokerOwnerUrl = ownerUrl,
): Promise<string[]> {
  const done = await provisionService(ownerUrl, service, password);
  await openBrokerAdmin(brokerOwnerUrl).admit(service.name, password);
  await declareTopology(brokerOwnerUrl, [service], all);
  return done;
}

/**
 * Provisions the broker and every service that keeps anything, then declares what they say and hear. Nothing may be published before. When one
 * fails, the others end first: a caller who tries again would run into them.
 * @param passwordOf the password of a service's role, and of its name at the broker
 * @param brokerOwnerUrl the server of the broker under its owner: that of the databases, unless it is RabbitMQ
 * @returns the migrations that ran, by service
 * @throws Error as `provisionService` and `declareTopology` do
 */
export async function provisionPlatform(
  ownerUrl: string,
  all: readonly Service[],
  passwordOf: (service: string) => string,
  brokerOwnerUrl = ownerUrl,
): Promise<Map<string, string[]>> {
  const services = all.filter(({ isStateless }) => !isStateless);
  const provisioning = services.map(async (service) => {
    const done = await provisionService(ownerUrl, service, passwordOf(service.name));
    return [service.name, done] as const;
  });
  const steps = [provisionBroker(brokerOwnerUrl), ...provisioning] as const;
  await Promise.allSettled(steps);
  const [, ...done] = await Promise.all(steps);
  const broker = openBrokerAdmin(brokerOwnerUrl);
  for (const { name } of services) await broker.admit(name, passwordOf(name));
  await declareTopology(brokerOwnerUrl, services, services);
  return new Map(done);
}
