import { DEADLINES } from '#libs/database';

/** The intervals of the engine on RabbitMQ, in milliseconds. Tests shorten them. */
export const RABBITMQ_INTERVALS = {
  /** Longest wait for a connection, and for the answer to a question. */
  connectMs: DEADLINES.connectMs,
  /** Longest wait for the confirmation of what was published; then the connection is destroyed. */
  publishMs: DEADLINES.statementMs,
  /** How far the clocks of two machines may differ. */
  skewMs: 1_000,
  /** Longest wait for the consumers of all queues to say what they hold. */
  figuresMs: 1_000,
  /** How old what was found in the virtual host may be. */
  lookMs: 5_000,
  /** Shortest and longest pause before a broken connection is made anew. */
  retryLowMs: 50,
  retryHighMs: 2_000,
  /** How long something waits for a connection that is being made anew. */
  graceMs: 500,
  /** A connection that is silent for twice as long is broken. */
  heartbeatMs: 5_000,
  /** Longest wait for everything that is settled when the broker stops. */
  stopMs: 5_000,
};

export type RabbitmqIntervals = typeof RABBITMQ_INTERVALS;
