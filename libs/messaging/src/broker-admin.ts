import type { MissingBinding, MissingQueue } from './broker.js';
import type { MissingHearer, Topology } from './topology.js';

/** What a decommissioning did. */
export interface Decommissioning {
  /** How many messages were deleted. */
  deleted: number;
  /** False when the service was decommissioned before. */
  isNew: boolean;
}

/** What was declared and is not there. */
export interface Missing {
  readonly queues: readonly MissingQueue[];
  readonly bindings: readonly MissingBinding[];
}

/** Since when a service has had a type of event. */
export interface SubscribedSince {
  readonly hearer: string;
  readonly type: string;
  readonly since: Date;
}

/**
 * What admin processes and tests need of a broker: its topology, and the URLs of services. Services need `Broker` alone.
 * Every engine implements both.
 */
export interface BrokerAdmin {
  /**
   * Creates the broker's topology, or brings it up to date. Running it again has no effect.
   * @returns the changes that ran, as `set/change`; none when the topology was up to date
   * @throws Error when the server does not answer, or when a change fails
   */
  provision(): Promise<string[]>;
  /**
   * Gives a service a name and a password at the broker, or a new password. An engine whose roles are those of the services'
   * databases has nothing to do. It comes before `declare`.
   */
  admit(service: string, password: string): Promise<void>;
  /**
   * Declares what services say and hear, and lets their roles connect: each may publish what it says, and consume what it
   * hears. A type that a service no longer hears is no longer delivered to it; what waits in its queue stays.
   * A type that it no longer says remains its own.
   * @returns the hearers that have no subscription yet: until they have one, the broker refuses the events
   * @throws TopologyError when a service says a type under the noun of another one, or when the broker is not up to date
   * @throws Error when the role of a service is missing
   */
  declare(...topologies: Topology[]): Promise<MissingHearer[]>;
  /**
   * Takes the subscriptions and the rights of a service away, and ends its connections. Its next `declare` restores them.
   * @param discard deletes the messages that wait in its queue
   * @returns how many messages it deleted, and whether anything was left to take away
   * @throws TopologyError that says how many messages wait, when some do and `discard` is false; then nothing changes
   */
  decommission(service: string, discard: boolean): Promise<Decommissioning>;
  /**
   * When the oldest message that waits in any queue was published, by the broker's clock; undefined when none waits. An
   * engine that cannot tell has no such method.
   * @throws NoBroker when the broker was never made @throws Error when the server does not answer
   */
  oldestWaiting?(): Promise<Date | undefined>;
  /**
   * How many messages each queue holds, with those that a replica has taken. While services run, RabbitMQ knows of those
   * only some seconds later, so to say that there are none takes it 11 seconds.
   * @throws NoBroker when the broker was never made @throws Error when the server does not answer
   */
  depth(): Promise<ReadonlyMap<string, number>>;
  /**
   * What was declared and is gone: queues, with what waited in them, and bindings, with what was said since. An engine of
   * which nobody can delete them has no such method.
   * @throws NoBroker when the broker was never made @throws Error when the server does not answer
   */
  missing?(): Promise<Missing>;
  /**
   * The subscriptions, for a backup of the databases: what was sent since and was not handled can be sent again. An engine
   * whose messages are in that backup has no such method.
   * @throws NoBroker when the broker was never made @throws Error when the server does not answer
   */
  subscriptions?(): Promise<SubscribedSince[]>;
  /** The `BROKER_URL` of a service, under the role that bears the service's name. */
  urlFor(service: string, password: string): string;
  /**
   * Creates another broker on the same server as a copy of this one, which must be provisioned and unused. Tests get a
   * broker of their own this way, because a copy is faster than provisioning.
   * @param name of the copy, unique on the server
   * @throws Error when a broker of that name exists, or when this one has open connections
   */
  copy(name: string): Promise<BrokerAdmin>;
  /** Removes the broker and every message in it, and closes its connections. One that does not exist is no error. */
  drop(): Promise<void>;
}
