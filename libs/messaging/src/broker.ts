import type { Message } from './envelope.js';

/** A message on its way to one service. Exactly one of its two ends must be called. */
export interface Delivery extends Message {
  /** The broker's own id of the delivery, for messages that carry none. */
  readonly id: string;
  /** True when it was handed out before and neither acknowledged nor released: its handler may have died of it. */
  readonly redelivered: boolean;
  /** It is dealt with: done, put by for a retry, or admitted to the hospital. */
  ack(): void;
  /** It was not started: hand it to another replica. */
  release(): void;
}

/** What a service needs of a broker. An engine implements this and passes the conformance suite. */
export interface Broker {
  /** Subscribes this service's queue to event types. Only adds: a queue never loses what it has not yet handled. */
  declare(types: string[]): Promise<void>;
  /** Resolves when every message is durable in every queue that subscribes to it. */
  publish(messages: Message[]): Promise<void>;
  /** Starts to hand out messages, at most `prefetch` at a time. */
  consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void>;
  /** Stops handing out. Messages already handed out may still be acknowledged. */
  cancel(): Promise<void>;
  /** Blanks what waits in this service's queue about a person. */
  erase(datasubject: string): Promise<void>;
  /** Resolves when the broker answers. */
  ping(): Promise<void>;
  /** Hands back what was not acknowledged, then closes every connection. */
  stop(): Promise<void>;
}

/** How an engine tells of trouble that it recovers from by itself. */
export type OnError = (error: Error) => void;
