import type { Env } from '#libs/service';
import {
  displayPath,
  HOST,
  isUrlOf,
  RABBITMQ_MANAGEMENT_PORT,
  RABBITMQ_PORT,
  UserError,
} from '#tooling/platform';
import { GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/rabbitmq';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrokerPlace, checkNamed, ownerUrlAt, titleOf } from './broker-place.js';
import { requireState, runningServerUrl, startUnlessRunning } from './embedded-server.js';
import { checkQueues } from './missing-queues.js';
import { explainNamedServers, unlessAway } from './server-errors.js';
import { type StatePaths } from './state-paths.js';

/** How the owner reaches the servers of a platform. */
export interface OwnerUrls {
  databases: string;
  /** The same, unless RabbitMQ carries the events. */
  broker: string;
}

/**
 * Runs `work` on the servers of DATABASE_OWNER_URL and BROKER_OWNER_URL, or else on those of the embedded run. If no launcher
 * runs, they are started for the time of `work`.
 * @throws UserError when DATABASE_OWNER_URL is no URL of PostgreSQL, or BROKER_OWNER_URL none of a broker, or when a server
 * does not answer, refuses the login, or cannot do its work
 */
export async function withServers<Result>(
  paths: StatePaths,
  env: Env,
  work: (urls: OwnerUrls) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_OWNER_URL: databases, BROKER_OWNER_URL: broker } = env;
  if (databases && !isUrlOf(databases, 'postgres', 'postgresql')) throw new UserError(NO_OWNER_URL);
  if (broker && !isUrlOf(broker, 'postgres', 'postgresql', 'amqp', 'amqps'))
    throw new UserError(NO_BROKER_URL);
  if (!databases) return withEmbeddedServers(paths, env, work);
  try {
    return await work({ databases, broker: broker || databases });
  } catch (error) {
    throw await explainNamedServers(error, env);
  }
}

const NO_OWNER_URL =
  'DATABASE_OWNER_URL takes the URL of a server: postgres://owner:password@host:port/postgres.';
const NO_BROKER_URL = 'BROKER_OWNER_URL takes the URL of RabbitMQ: amqp://user:password@host:port/vhost.';

/** @throws UserError when neither DATABASE_OWNER_URL nor the data folder tells where the databases are */
export const requireServers = async (paths: StatePaths, env: Env): Promise<void> => {
  if (env.DATABASE_OWNER_URL) return;
  checkOwnerUrl(paths, env);
  await requireState(paths, env);
};

/** @throws UserError when BROKER_OWNER_URL is set, and the events of the data folder are elsewhere */
const checkOwnerUrl = (paths: StatePaths, env: Env): void =>
  checkNamed([paths.brokerPlace()], env, `set DATABASE_OWNER_URL, too, to reach the servers of a deployment`);

/**
 * Runs `work` on the servers of the embedded run. If no launcher runs, they are started for the time of `work`.
 * @throws UserError when BROKER_OWNER_URL names another broker, or when the database server does not answer
 */
export async function withEmbeddedServers<Result>(
  paths: StatePaths,
  env: Env,
  work: (urls: OwnerUrls) => Promise<Result>,
): Promise<Result> {
  checkOwnerUrl(paths, env);
  const postgres = await startUnlessRunning(paths, env);
  try {
    const databases = postgres?.url() ?? (await runningServerUrl(paths, env));
    return await withBroker(paths.brokerPlace(), paths, env, { databases, isRunning: !postgres }, (broker) =>
      work({ databases, broker }),
    );
  } catch (error) {
    throw await unlessAway(
      error,
      `The PostgreSQL of ${displayPath(paths.data)}`,
      'run the same command again; if that does not help, stop the platform and start it again',
    );
  } finally {
    await postgres?.stop();
  }
}

/** Runs `work` on a broker of the embedded run. */
export async function withBroker<Result>(
  place: BrokerPlace,
  paths: StatePaths,
  env: Env,
  { databases, isRunning }: { databases: string; isRunning: boolean },
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  if (place.engine === 'postgres') return work(databases);
  if (place.at) return work(ownerUrlAt(place.at, env));
  if (isRunning) return work(await runningRabbitmqUrl(paths));
  const server = await RabbitmqServer.start({ folder: paths.rabbitmq });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** Where a service finds its broker; the login is another one. @param databases a URL of the server of the databases */
export const brokerAddress = ({ engine, at }: BrokerPlace, databases: string, portOffset: number): string => {
  const management = `http://${HOST}:${RABBITMQ_MANAGEMENT_PORT + portOffset}`;
  const own = `amqp://${HOST}:${RABBITMQ_PORT + portOffset}?management=${encodeURIComponent(management)}`;
  return engine === 'postgres' ? databases : (at ?? own);
};

async function runningRabbitmqUrl(paths: StatePaths): Promise<string> {
  const url = new URL(brokerAddress({ engine: 'rabbitmq' }, '', paths.portOffset));
  url.username = 'guest';
  url.password = await readFile(join(paths.rabbitmq, 'password'), 'utf8');
  return url.href;
}

/** @throws UserError when a start needs a RabbitMQ that this machine does not have, or one that another folder has, or would not use BROKER_OWNER_URL */
export function checkBroker(place: BrokerPlace, before: BrokerPlace, paths: StatePaths, env: Env): void {
  checkNamed([place, before], env, 'add --broker rabbitmq, so that RabbitMQ carries the events');
  if (before.at && place.at && before.at !== place.at)
    throw new UserError(
      `The events of this platform are in ${titleOf(before)}: move them to PostgreSQL first, by --broker postgres with its BROKER_OWNER_URL.`,
    );
  const isOwn = [place, before].some(({ engine, at }) => engine === 'rabbitmq' && !at);
  if (isOwn && !hasRabbitmq)
    throw new UserError(
      `This machine has no program rabbitmq-server: ${GET_RABBITMQ}; or set BROKER_OWNER_URL to a RabbitMQ that runs elsewhere.`,
    );
  if (before.engine === 'rabbitmq' && !before.at && !existsSync(paths.rabbitmq))
    throw new UserError(
      `The events of this platform were in ${displayPath(paths.rabbitmq)}, which is gone: restore a backup into another folder.`,
    );
}

/** @throws UserError while events wait where the next start would not look for them, or when a queue of theirs is gone */
export async function checkDrained(place: BrokerPlace, ownerUrl: string, paths: StatePaths): Promise<void> {
  const { NoBroker, openBrokerAdmin } = await import('#libs/messaging');
  const waiting = await waitingAt(ownerUrl);
  await checkQueues(openBrokerAdmin(ownerUrl)).catch(unless(NoBroker));
  if (waiting)
    throw new UserError(
      `Events wait in ${titleOf(place)} (${waiting}): start with --broker ${place.engine}, and stop once \`${paths.advised('npm run drained')}\` says that none does.`,
    );
}

/** @throws UserError when events of another platform, or of another time, wait in a RabbitMQ that is to take over */
export async function checkEmpty(place: BrokerPlace, ownerUrl: string): Promise<void> {
  const waiting = await waitingAt(ownerUrl);
  if (waiting)
    throw new UserError(
      `Events of another platform wait in ${titleOf(place)} (${waiting}): name another virtual host, or delete that one.`,
    );
}

/** What waits in which queue, as text: nothing where a start is the first one, and no broker was made yet. */
async function waitingAt(ownerUrl: string): Promise<string> {
  const { NoBroker, openBrokerAdmin } = await import('#libs/messaging');
  const depth = await openBrokerAdmin(ownerUrl).depth().catch(unless(NoBroker));
  return [...(depth ?? [])].map(([queue, count]) => `${queue} ${count}`).join(', ');
}

/** Lets an error of this kind pass, and throws any other one. */
const unless =
  (kind: new (...args: never[]) => Error) =>
  (error: unknown): undefined => {
    if (!(error instanceof kind)) throw error;
  };
