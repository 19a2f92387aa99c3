import { type BrokerAdmin, openBrokerAdmin } from '#libs/messaging';
import { GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/rabbitmq';
import { byConfirm, byNotify, type Carry } from '../event-hop/bare-hop.js';
import { provision } from '../event-hop/provision.js';
import type { Arena } from './arena.js';

export type EngineName = 'PostgreSQL' | 'RabbitMQ';

/** What carries the events of the sender and the consumer, whose databases are on a server of PostgreSQL. */
export interface Engine {
  admin: BrokerAdmin;
  /** The least that does the same. @param name of its channel or queue */
  carry(name: string): Carry;
}

/** Opens an engine in an arena, with the sender and the consumer. */
export async function openEngine(name: EngineName, arena: Arena): Promise<Engine> {
  const { owner } = arena;
  const rabbitmq = name === 'RabbitMQ' ? await RabbitmqServer.start() : undefined;
  if (rabbitmq) arena.defer(rabbitmq.stop);
  await provision(owner, rabbitmq?.url);
  return {
    admin: openBrokerAdmin(rabbitmq?.url ?? owner),
    carry: (channel) => (rabbitmq ? byConfirm(rabbitmq.url, channel) : byNotify(owner, channel)),
  };
}

/** Why an engine cannot be measured here. */
export const engineMissing = (name: EngineName): string | undefined =>
  name === 'RabbitMQ' && !hasRabbitmq ? `this machine has no RabbitMQ server: ${GET_RABBITMQ}.` : undefined;
