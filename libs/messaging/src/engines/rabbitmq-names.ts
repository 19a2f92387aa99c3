import type { MissingQueue } from '../broker.js';
import { lacksQueue, lacksRight, TopologyError } from '../topology.js';

/** The durable topic exchange of all events: the routing key is the type. */
export const EVENTS = 'events';
/** The durable topic exchange of events for one hearer: the routing key is `<hearer>.<type>`. */
export const EVENTS_FOR_ONE = 'events.for-one';
/** Where a released message, or one that its queue has delivered too often, is sent: the routing key tells to which queue. */
export const AGAIN = 'again';
/** Where consumers are asked what they hold, and answer. */
export const FIGURES = 'figures';

/** The first part of the name of the exchanges that hold what was declared, one after the other. */
export const TOPOLOGY = 'topology';

/** The routing key, at `again`, of what was released once more. No type of an event is like it. */
export const backTo = (service: string): string => `${service}.back`;

/** The exchange to which a service publishes. A new declaration makes a new one, so that nobody publishes by an old one. */
export const entranceOf = (service: string, generation: number): string =>
  `${service}.entrance.${generation}`;

/** The queue of what was released, or delivered too often. */
export const againOf = (service: string): string => `${service}.again`;

/** The queue that never has a message: its consumers are the processes that tell what they hold. */
export const presenceOf = (service: string): string => `${FIGURES}.${service}`;

/** What stands for a queue that is being made. */
export const makingOf = (queue: string): string => `making.${queue}`;

/** What is told of a queue that leaves a question open. */
export const notAnswering = (queue: string): string =>
  `RabbitMQ does not answer for the queue ${queue}; if that stays so, see docs/rabbitmq.md#a-queue-that-does-not-answer`;

/** What RabbitMQ answers to a question for a queue that is not there. */
export const isNotFound = (error: unknown): boolean => (error as { code?: string }).code === 'NOT_FOUND';

/** Tells operators which right is missing. @throws TopologyError instead of a refusal, and every other error as it is */
export const orRefused =
  (service: string) =>
  (error: unknown): never => {
    const { code, message } = error as Error & { code?: string };
    if (code === 'ACCESS_REFUSED') throw new TopologyError(lacksRight(service, message), { cause: error });
    throw error;
  };

/** Tells operators which queue, or which right to it, is missing. @throws TopologyError for these, and every other error as it is */
export const orMissing =
  (service: string, queue: string) =>
  (error: unknown): never => {
    if (isNotFound(error)) throw new TopologyError(lacksQueue(service, queue), { cause: error });
    return orRefused(service)(error);
  };

/** The queues of a service that have messages. */
export const queuesOf = (service: string): readonly [string, string] => [service, againOf(service)];

/** Every queue of a service. */
export const allQueuesOf = (service: string): string[] => [...queuesOf(service), presenceOf(service)];

/** The queues of services that are not there. */
export const missingQueues = (services: readonly string[], found: ReadonlySet<string>): MissingQueue[] =>
  services.flatMap((service) =>
    allQueuesOf(service).flatMap((queue) =>
      found.has(queue) ? [] : [{ service, queue, hadEvents: queue !== presenceOf(service) }],
    ),
  );
