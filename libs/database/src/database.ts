import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
  type Transaction,
} from 'kysely';
import { Pool } from 'pg';
import { PreparingClient } from './preparing-client.js';
import { refuseAfterLimit, runWithoutLimit, timeLimit } from './time-limit.js';

/** A transaction in a service's own database. Every method of a store takes it as its first argument. */
export type Tx<Tables = any> = Transaction<Tables>;

/** The SQLSTATEs of a serialization failure and of a deadlock: nothing was written, and a retry may succeed. */
const CONFLICTS = new Set(['40001', '40P01']);
const MOST_RETRIES = 3;

const afterCommits = new WeakMap<Tx, (() => void)[]>();

/**
 * Calls `react` once `tx` has committed; never when it is rolled back. `react` must not throw.
 * @throws Error when `tx` is not a transaction of `Database.inTransaction()`
 */
export function afterCommit(tx: Tx, react: () => void): void {
  const reactions = afterCommits.get(tx);
  if (!reactions) throw new Error('afterCommit() needs a transaction of Database.inTransaction()');
  reactions.push(react);
}

/** True for the error of a transaction that lost against another one: the same work may succeed when it runs again. */
export const isTransactionConflict = (error: unknown): boolean =>
  CONFLICTS.has((error as { code?: string } | undefined)?.code ?? '');

/** True for the error of a database that cannot be reached, or that is stopping, starting or full. */
export const isUnavailable = (error: unknown): boolean => {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return (
    /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|55000|57P0|53|08)/.test(code) ||
    /^(timeout exceeded|Connection terminated)/.test(message)
  );
};

/** True for the error of a statement that violates the unique constraint of this name. */
export const violatesUnique = (constraint: string, error: unknown): boolean =>
  (error as { code?: string; constraint?: string }).code === '23505' &&
  (error as { constraint?: string }).constraint === constraint;

/** Sends BEGIN together with the first statement: one round trip less in every transaction. */
class Driver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const begun = connection.executeQuery(CompiledQuery.raw('begin'));
    begun.catch(() => {}); // if BEGIN fails, the next statement on this connection fails too, and reports it
  }
}

class Dialect extends PostgresDialect {
  constructor(private readonly config: PostgresDialectConfig) {
    super(config);
  }

  override createDriver(): Driver {
    return new Driver(this.config);
  }
}

/** One service's database: a pool of connections, and transactions over it. */
export class Database<Tables = any> {
  readonly query: Kysely<Tables>;
  private readonly pool: Pool;

  /**
   * @param url `postgres://role:password@host:port/database`
   * @param options.connections limit of open connections: 5, so that a service with its broker stays below 8
   * @param options.connectMs longest wait for a connection, in milliseconds
   * @param options.onError called when an idle connection breaks; the pool replaces it
   */
  constructor(
    url: string,
    options: {
      name?: string;
      connections?: number;
      connectMs?: number;
      onError?: (error: Error) => void;
    } = {},
  ) {
    this.pool = new Pool({
      connectionString: url,
      application_name: options.name,
      min: 1,
      max: options.connections ?? 5,
      connectionTimeoutMillis: options.connectMs ?? 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 30_000,
      pipeline: true,
      Client: PreparingClient,
    });
    const onError = options.onError ?? (() => {});
    this.pool.on('error', onError);
    // A client that is in use when PostgreSQL dies emits 'error' itself, and without a listener that ends the process.
    this.pool.on('connect', (client) => client.on('error', onError));
    this.query = new Kysely<Tables>({ dialect: new Dialect({ pool: this.pool }), plugins: [timeLimit] });
  }

  /**
   * Runs `work` in one transaction: all of it takes effect, or nothing. After a serialization failure or a deadlock it
   * runs again, at most three times, so `work` must have no effect outside the transaction.
   * @throws what `work` throws, or the error of the last conflict
   */
  async inTransaction<T>(work: (tx: Tx<Tables>) => Promise<T>): Promise<T> {
    for (let conflicts = 0; ; conflicts++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isTransactionConflict(error) || conflicts === MOST_RETRIES) throw error;
      }
    }
  }

  private async attempt<T>(work: (tx: Tx<Tables>) => Promise<T>): Promise<T> {
    refuseAfterLimit();
    const reactions: (() => void)[] = [];
    const result = await this.query.transaction().execute(async (tx) => {
      afterCommits.set(tx, reactions);
      const done = await work(tx);
      refuseAfterLimit();
      return done;
    });
    for (const react of reactions) runWithoutLimit(react);
    return result;
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.query);
  }

  /** Closes every connection. */
  close(): Promise<void> {
    return this.query.destroy();
  }
}
