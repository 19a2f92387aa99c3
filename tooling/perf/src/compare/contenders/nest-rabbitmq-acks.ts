import type { Servers } from '../contender.js';
import * as nest from '../nest.js';

export const title = 'the same with acknowledgements by hand, a durable queue and persistent messages';
export const needsRabbitmq = true;
export const redeliveredAfterMs = 2_000;

const DURABLE = { queueOptions: { durable: true }, persistent: true };

export const publish = (servers: Servers): Promise<string> => nest.publish(servers, DURABLE);
export const consume = (servers: Servers): Promise<void> =>
  nest.consume(servers, { ...DURABLE, noAck: false, prefetchCount: 32 });
