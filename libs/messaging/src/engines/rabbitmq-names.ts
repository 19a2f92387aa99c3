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

/** The queues of a service that have messages. */
export const queuesOf = (service: string): readonly [string, string] => [service, againOf(service)];
