import type { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { UserError } from '#tooling/platform';

/** What may carry the events of a platform under chaos. */
export const ENGINES = ['postgres', 'rabbitmq'] as const;
export type EngineName = (typeof ENGINES)[number];

/** The server of the broker. Another engine starts its own here, and adds what can be done to it to `acts.ts`. */
export interface BrokerServer {
  /** Its URL for its owner, as `openBrokerAdmin` takes it. */
  ownerUrl: string;
  stop(): Promise<void>;
}

/** @throws UserError when the engine cannot be started yet */
export function startBroker(engine: EngineName, postgres: EmbeddedPostgres): Promise<BrokerServer> {
  if (engine === 'postgres')
    return Promise.resolve({ ownerUrl: postgres.url(), stop: () => Promise.resolve() });
  throw new UserError(
    `npm run chaos cannot start RabbitMQ yet: leave --engine out, or run its conformance suite (docs/rabbitmq.md).`,
  );
}
