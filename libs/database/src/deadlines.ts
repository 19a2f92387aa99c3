/**
 * How long each wait on PostgreSQL may take, in milliseconds. The server enforces the deadlines of a lock, a transaction and
 * a statement, so they hold even if the client is stopped. The client enforces the others, so they hold even if the server
 * is. The table of all deadlines is in docs/operations.md; libs/service/test/deadlines.spec.ts holds their order.
 */
export interface Deadlines {
  /** For a new connection, or for a free one while all are in use. */
  connectMs: number;
  /** For a row or a table that another transaction has locked (`lock_timeout`). */
  lockMs: number;
  /** For the next statement of an open transaction; then its locks are released (`idle_in_transaction_session_timeout`). */
  idleInTransactionMs: number;
  /** For the end of a statement (`statement_timeout`). */
  statementMs: number;
  /** For the answer to a statement; then the connection is destroyed. */
  answerMs: number;
  /** For running work and open connections to end when a pool closes; then they are destroyed. */
  closeMs: number;
}

/** The deadlines of a service's connections. */
export const DEADLINES: Deadlines = {
  connectMs: 5_000,
  lockMs: 5_000,
  idleInTransactionMs: 10_000,
  statementMs: 12_000,
  answerMs: 15_000,
  closeMs: 4_000,
};

/** The deadlines of admin processes, which create databases, migrate them and build indexes. */
export const ADMIN_DEADLINES: Deadlines = {
  connectMs: 60_000,
  lockMs: 30_000,
  idleInTransactionMs: 60_000,
  statementMs: 600_000,
  answerMs: 610_000,
  closeMs: 4_000,
};

/**
 * Longest wait of a migration for a lock at a time, in milliseconds. Whatever comes later queues behind it, so it gives up
 * before services do, lets them pass, and tries again until `ADMIN_DEADLINES.lockMs` have passed.
 */
export const LOCK_ATTEMPT_MS = 2_000;

/** A quiet connection is probed after this time. libuv repeats a probe every second, and gives up after ten. */
export const KEEP_ALIVE_MS = 10_000;
