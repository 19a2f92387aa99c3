import { Database } from '#libs/database';
import {
  type BrokerAdmin,
  type Events,
  Messaging,
  openBroker,
  openBrokerAdmin,
  PostgresMessagingStore,
  watches,
} from '#libs/messaging';
import { databaseUrl } from '#libs/service';
import { Telemetry, withCause } from '#libs/telemetry';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a benchmark on a PostgreSQL server of its own, with durable commits, and removes the server afterwards.
 * @param measure receives the URL of the server's owner
 */
export async function withPostgres<Result>(
  name: string,
  measure: (owner: string) => Promise<Result>,
): Promise<Result> {
  const { owner, stop } = await startPostgres(name);
  try {
    return await measure(owner);
  } finally {
    await stop();
  }
}

/** Starts such a server. @returns the URL of its owner, and what removes it */
export async function startPostgres(name: string): Promise<{ owner: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { owner: postgres.url(), stop };
}

/** What a replica need not be told. */
export interface ReplicaOptions {
  /** Of what carries the events; by default the server of the databases. */
  admin?: BrokerAdmin;
  /** Of the log. */
  level?: string;
}

/** One replica of a provisioned service, without HTTP: its database and its messaging, which is not started yet. */
export function openReplica(
  owner: string,
  name: string,
  events: Events,
  { admin = openBrokerAdmin(owner), level = 'warn' }: ReplicaOptions = {},
) {
  const role = { name, password: name };
  const telemetry = new Telemetry(name, level);
  const database = new Database(databaseUrl(owner, name, role));
  const onError = (err: Error) => telemetry.log.warn({ err });
  const broker = openBroker(admin.urlFor(name, name), onError, { isPatient: watches(events) });
  const core = { store: new PostgresMessagingStore(database), broker, telemetry };
  const messaging = new Messaging(core, events, { retrySchedule: [1_000] });
  const stop = async () => {
    await messaging.close();
    await database.close();
  };
  return { database, messaging, telemetry, stop };
}

/** Runs `work` as if a request had caused it: an event needs a correlation ID and a causation ID. */
export const asRequest = <Result>(id: string, work: () => Result): Result =>
  context.with(withCause(ROOT_CONTEXT, { correlationId: id, causationId: id }), work);
