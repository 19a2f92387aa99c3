import { KEEP_ALIVE_MS } from '#libs/database';
import { Socket } from 'node:net';
import { type ClientBase, Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { OnError } from '../broker.js';
import { mayNotConnect, TopologyError } from '../topology.js';
import type { Intervals } from './postgres-intervals.js';

export interface ConnectionOptions {
  /** Settings of the session, by their names. */
  settings?: Record<string, string | number>;
  /** Runs on each new connection, before any statement. */
  onConnect?: (client: ClientBase) => Promise<void>;
}

/**
 * One connection, which is made anew after it broke. Every wait has a deadline on both sides: the client destroys a
 * connection that does not answer, because a late answer must not meet the next statement, and the server ends what its
 * client has abandoned.
 */
export class PostgresConnection {
  private readonly pool: Pool;
  private readonly sockets = new Set<Socket>();
  private readonly role: string;
  private closed?: Promise<void>;

  constructor(
    url: string,
    onError: OnError,
    intervals: Intervals,
    { settings, onConnect }: ConnectionOptions = {},
  ) {
    this.role = decodeURIComponent(new URL(url).username);
    this.pool = new Pool({
      connectionString: url,
      max: 1,
      idleTimeoutMillis: 0, // never closed: an event after a quiet minute must not wait for a name server
      connectionTimeoutMillis: intervals.connectMs,
      query_timeout: intervals.queryMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      stream: () => this.openSocket(),
      options: optionsOf({ ...serverLimits(intervals), ...settings }),
      // pg awaits it, although its type does not say so.
      ...(onConnect && { onConnect: onConnect as (client: ClientBase) => void }),
    });
    this.pool.on('error', onError);
    this.pool.on('connect', (client) => client.on('error', onError));
  }

  /** Calls `react` when the connection breaks while no statement uses it. */
  onBroken(react: () => void): void {
    this.pool.on('error', react);
  }

  /**
   * Runs a statement.
   * @throws Error when it fails, or when the server does not answer in time; then the connection is destroyed
   * @throws TopologyError when the role may not connect
   */
  async query<Row extends QueryResultRow>(statement: string | QueryConfig): Promise<QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(statement);
    } catch (error) {
      throw isRefusedConnection(error)
        ? new TopologyError(mayNotConnect(this.role), { cause: error })
        : error;
    }
  }

  /** Says goodbye to the server, and resolves when it has closed the connection; that may be never. */
  close(): Promise<void> {
    return (this.closed ??= this.pool.end().then(() => this.socketsClosed()));
  }

  /** Closes the connection without waiting for the server: what still runs on it fails. */
  destroy(): void {
    void this.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private openSocket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }

  private async socketsClosed(): Promise<void> {
    await Promise.all(
      [...this.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
  }
}

/** SQLSTATE 42501 for the database itself: CONNECT is revoked, or was never granted. */
const isRefusedConnection = (error: unknown): boolean => {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code === '42501' && message.startsWith('permission denied for database');
};

/**
 * The server's side of the deadlines. Nothing but TCP's own ends a statement whose client has stopped reading: until then
 * it holds the rows that it has locked.
 */
const serverLimits = ({ lockMs, idleInTransactionMs, queryMs }: Intervals) => ({
  lock_timeout: lockMs,
  idle_in_transaction_session_timeout: idleInTransactionMs,
  statement_timeout: queryMs,
  tcp_user_timeout: idleInTransactionMs,
});

const optionsOf = (settings: Record<string, string | number>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
