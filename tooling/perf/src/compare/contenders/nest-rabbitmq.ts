import type { Servers } from '../contender.js';
import * as nest from '../nest.js';

export const title = 'Nest and its RabbitMQ transport, as the documentation begins';
export const needsRabbitmq = true;
export const redeliveredAfterMs = 2_000;

const OPTIONS = { queueOptions: { durable: false } };

export const publish = (servers: Servers): Promise<string> => nest.publish(servers, OPTIONS);
export const consume = (servers: Servers): Promise<void> => nest.consume(servers, OPTIONS);
