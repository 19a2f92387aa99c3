import { Pool, type PoolConfig } from 'pg';
import { type Deadlines, KEEP_ALIVE_MS } from './deadlines.js';
import { NoAnswer, PreparingClient } from './preparing-client.js';

/** A pool of connections to PostgreSQL in which every wait has a deadline. */
export class BoundedPool extends Pool {
  /** Every open connection, and whether nobody uses it. */
  private readonly open = new Map<PreparingClient, { isIdle: boolean }>();

  /**
   * @param url `postgres://role:password@host:port/database`
   * @param onError called when a connection breaks; the pool replaces it
   */
  constructor(
    url: string,
    private readonly deadlines: Deadlines,
    private readonly onError: (error: Error) => void,
    config: PoolConfig = {},
  ) {
    super({
      connectionString: url,
      connectionTimeoutMillis: deadlines.connectMs,
      lock_timeout: deadlines.lockMs,
      idle_in_transaction_session_timeout: deadlines.idleInTransactionMs,
      statement_timeout: deadlines.statementMs,
      query_timeout: deadlines.answerMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      pipeline: true,
      Client: PreparingClient,
      ...config,
    });
    this.on('error', onError);
    this.on('connect', (client) => this.watch(client as unknown as PreparingClient));
    this.on('acquire', (client) => this.mark(client, false));
    this.on('release', (_error, client) => this.mark(client, true));
  }

  /** Closes every connection, and destroys those that do not close in time. */
  override async end(): Promise<void> {
    const closed = [...this.open.keys()].map(
      (client) => new Promise<void>((done) => client.once('end', done)),
    );
    const timer = setTimeout(() => {
      for (const client of this.open.keys()) client.destroy();
    }, this.deadlines.closeMs);
    void super.end(); // does not resolve while a connection is in use
    await Promise.all(closed);
    clearTimeout(timer);
  }

  private watch(client: PreparingClient): void {
    this.open.set(client, { isIdle: false });
    client.once('end', () => this.open.delete(client));
    // A client that is in use when PostgreSQL dies emits 'error' itself.
    client.on('error', (error) => {
      this.onError(error);
      if (error instanceof NoAnswer) this.dropIdle(error);
    });
  }

  private mark(client: unknown, isIdle: boolean): void {
    const state = this.open.get(client as PreparingClient);
    if (state) state.isIdle = isIdle;
  }

  /** When one connection is dead, the idle ones may be dead too, and callers would wait for each in turn. */
  private dropIdle(error: Error): void {
    for (const [client, { isIdle }] of this.open) if (isIdle) client.destroy(error);
  }
}
