import type { Env } from '#libs/service';
import { displayPath, HOST, RABBITMQ_MANAGEMENT_PORT, RABBITMQ_PORT, UserError } from '#tooling/platform';
import { GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/rabbitmq';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrokerPlace, ownerUrlAt, titleOf } from './broker-place.js';
import { requireState, runningServerUrl, startUnlessRunning } from './embedded-server.js';
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
 */
export function withServers<Result>(
  paths: StatePaths,
  env: Env,
  work: (urls: OwnerUrls) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_OWNER_URL: databases, BROKER_OWNER_URL: broker } = env;
  return databases ? work({ databases, broker: broker || databases }) : withEmbeddedServers(paths, env, work);
}

/** @throws UserError when neither DATABASE_OWNER_URL nor the data folder tells where the databases are */
export const requireServers = async (paths: StatePaths, env: Env): Promise<void> => {
  if (!env.DATABASE_OWNER_URL) await requireState(paths, env);
};

/** Runs `work` on the servers of the embedded run. If no launcher runs, they are started for the time of `work`. */
export async function withEmbeddedServers<Result>(
  paths: StatePaths,
  env: Env,
  work: (urls: OwnerUrls) => Promise<Result>,
): Promise<Result> {
  const postgres = await startUnlessRunning(paths, env);
  try {
    const databases = postgres?.url() ?? (await runningServerUrl(paths, env));
    return await withBroker(paths.brokerPlace(), paths, env, { databases, isRunning: !postgres }, (broker) =>
      work({ databases, broker }),
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

/** @throws UserError when a start needs a RabbitMQ that this machine does not have, or one that another folder has */
export function checkBroker(place: BrokerPlace, before: BrokerPlace, paths: StatePaths): void {
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

/** @throws UserError while events wait where the next start would not look for them */
export async function checkDrained(place: BrokerPlace, ownerUrl: string, paths: StatePaths): Promise<void> {
  const waiting = await waitingAt(ownerUrl);
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

/** What waits in which queue, as text. */
async function waitingAt(ownerUrl: string): Promise<string> {
  const { openBrokerAdmin } = await import('#libs/messaging');
  const depth = await openBrokerAdmin(ownerUrl).depth();
  return [...depth].map(([queue, count]) => `${queue} ${count}`).join(', ');
}
