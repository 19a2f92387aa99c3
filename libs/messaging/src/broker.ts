import type { Message } from './envelope.js';
import type { Declared } from './topology.js';

/** A message that a broker hands to one service, which must call `ack` or `release`, once. `Leases` extends it meanwhile. */
export interface Delivery extends Message {
  /** The broker's own id of the message, for messages without one. */
  readonly id: string;
  /** True when it was delivered before and neither acknowledged nor released: it may have killed its consumer. */
  readonly redelivered: boolean;
  /** The message is done, stored for a retry, or admitted to the hospital: the broker may delete it. */
  ack(): void;
  /** No handler has started on the message: the broker may deliver it to another replica. */
  release(): void;
  /** The lease lasts for its full length from now on, unless it has run out and another replica has the message. */
  extend(): void;
}

/** What became of published messages. All messages of a type have the same fate, except those that are too large. */
export interface Publication {
  /** The types of the messages that the broker did not take, each with the reason and what to run. */
  readonly refused: ReadonlyMap<string, string>;
  /** The types of the messages that the broker confirmed and delivers to nobody, because nobody hears them by contract. */
  readonly unheard: ReadonlySet<string>;
  /** The ids of the messages that the broker did not take because they exceed its limits, each with the reason. */
  readonly tooLarge: ReadonlyMap<string, string>;
}

/** What waits in the queue of one service. */
export interface QueueState {
  readonly queue: string;
  /** Messages that no replica has taken, with those that the engine gives to none. */
  readonly waiting: number;
  /** Messages that a replica has taken and not settled yet. */
  readonly leased: number;
  /** How long ago the broker took the oldest of them all, in seconds; 0 when there is none. */
  readonly oldestAgeSeconds: number;
}

/** A queue that its engine lacks; a service may have several. */
export interface MissingQueue {
  readonly service: string;
  readonly queue: string;
  /** Whether events may have waited in it. */
  readonly hadEvents: boolean;
}

/** A binding that its engine lacks: what goes by it does not reach its hearer. */
export interface MissingBinding {
  readonly service: string;
  /** Of what, from where and to where, for people. */
  readonly binding: string;
  /** Whether the events that it lacks are lost to the hearer: they were confirmed, because others got them. */
  readonly losesEvents: boolean;
}

/** A policy of somebody else that applies to a queue of ours, and keeps events from its hearer. */
export interface HarmfulPolicy {
  readonly service: string;
  readonly queue: string;
  readonly policy: string;
  /** What of it does so, such as `message-ttl`. */
  readonly gives: string;
}

/** The queues of all services at one moment of the broker's clock. */
export interface QueueStates {
  readonly at: Date;
  /** Every event that the broker stamped before this moment is in the queues, or was settled. */
  readonly settledBefore: Date;
  readonly queues: readonly QueueState[];
  /** Queues that were declared and are not there, since somebody has deleted them: what waited in them is lost. */
  readonly missing?: readonly MissingQueue[];
  /** Bindings that were declared and are not there, likewise. Some seconds late. */
  readonly unbound?: readonly MissingBinding[];
  /** Policies that keep events from their hearers, likewise late. */
  readonly policies?: readonly HarmfulPolicy[];
  /** What slows the engine down by and by, if it has such a thing. */
  readonly upkeep?: BrokerUpkeep;
}

/** What keeps an engine from removing messages that were settled. */
interface BrokerUpkeep {
  /** Age of the oldest transaction or snapshot, in seconds: nothing that was settled since can be removed. */
  readonly oldestTransactionSeconds: number;
  /** Settled messages that still take space. */
  readonly deadRows: number;
}

/** What a service needs of a broker. Every engine implements it and passes the conformance suite. */
export interface Broker {
  /**
   * How long a delivery belongs to this process unless it is extended, in milliseconds. Undefined when it does for as long
   * as the connection lives.
   */
  readonly leaseMs: number | undefined;
  /** What the deployment has declared for this service: see `BrokerAdmin.declare`. */
  topology(): Promise<Declared>;
  /**
   * Resolves when every message is durable in every queue that is subscribed to its type. The broker refuses a message of
   * a type that this service does not say, one whose hearer by contract has no subscription yet, one that a queue rejects, and
   * one whose body, attributes or id exceed `MAX_BODY_BYTES`, `MAX_ATTRIBUTES_BYTES` or `MAX_ID_LENGTH`.
   */
  publish(messages: Message[]): Promise<Publication>;
  /**
   * Delivers messages that were published before to one of their hearers, again. Resolves when every message is durable.
   * A message that still waits there may be delivered twice; the hearer's inbox absorbs it. PostgreSQL keeps one of the two.
   * @throws TopologyError when this service does not publish a type, or the hearer has no subscription to it
   */
  redeliver(hearer: string, messages: Message[]): Promise<void>;
  /** Starts to deliver messages to `receive`, with at most `prefetch` unsettled ones; also again, after `cancel`. */
  consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void>;
  /** Stops delivering. Messages that were delivered may still be acknowledged or released. */
  cancel(): Promise<void>;
  /**
   * Blanks the bodies of the messages about a person in this service's queue, if the engine can change what waits:
   * PostgreSQL can, RabbitMQ cannot. With every engine, the tombstone of the person drops these messages at delivery.
   */
  erase(datasubject: string): Promise<void>;
  /** What waits in the queue of every service that has a subscription. */
  queues(): Promise<QueueStates>;
  /** Resolves when the broker answers. */
  ping(): Promise<void>;
  /** Releases every unsettled message, then closes every connection. */
  stop(): Promise<void>;
}

/** Called with an error from which an engine recovers by itself. */
export type OnError = (error: Error) => void;
