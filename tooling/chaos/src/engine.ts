import type { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { RabbitmqServer } from '#tooling/rabbitmq';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What may carry the events of a platform under chaos. */
export type EngineName = 'postgres' | 'rabbitmq';

/** The server of the broker. */
export interface BrokerServer {
  /** Its URL for its owner, as `openBrokerAdmin` takes it. */
  ownerUrl: string;
  /** Ends it as a crash does, and starts it again. A broker in PostgreSQL dies with that. */
  kill?(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the server of an engine.
 * @param folder keeps what a server of its own stores
 * @throws UserError when this machine has no RabbitMQ
 */
export async function startBroker(
  engine: EngineName,
  postgres: Pick<EmbeddedPostgres, 'url'>,
  folder: string,
): Promise<BrokerServer> {
  if (engine === 'postgres') return { ownerUrl: postgres.url(), stop: () => Promise.resolve() };
  await mkdir(folder, { mode: 0o700 });
  let server = await RabbitmqServer.start({ folder });
  return {
    ownerUrl: server.url,
    kill: async (downMs) => {
      await server.stop();
      await sleep(downMs);
      server = await server.restart();
    },
    stop: () => server.stop(),
  };
}
