import { DEADLINES } from '#libs/database';

/** The intervals of the engine in PostgreSQL, in milliseconds; its deadlines are those of a service's database. Tests shorten them. */
export const INTERVALS = {
  /** How long a lease lasts. */
  leaseMs: 30_000,
  /** Longest time between two fetches, and between two scans of the whole queue. */
  pollMs: 3_000,
  /** How long a consumer that came too late for the last message waits before it fetches again. */
  yieldMs: 50,
  /** How long a consumer that a message is announced to waits for others before it fetches. */
  gatherMs: 0,
  /** How long a message may stay behind unseen while one that was published later is delivered. */
  overtakeMs: 1_000,
  /** Longest wait of a statement for a lock. */
  lockMs: DEADLINES.lockMs,
  /** Longest pause within a transaction, after which the server ends the session. */
  idleInTransactionMs: DEADLINES.idleInTransactionMs,
  /** Longest wait for the answer to a statement, after which the connection is destroyed. */
  queryMs: DEADLINES.answerMs,
  /** Longest wait for a connection. */
  connectMs: DEADLINES.connectMs,
  /** Longest wait for everything that is settled when the broker stops. */
  stopMs: 5_000,
};

export type Intervals = typeof INTERVALS;

/** `gatherMs` of a service that may hear late, in milliseconds. */
export const GATHER_MS = 50;
