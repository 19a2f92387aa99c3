import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
  type Transaction,
  type TransactionSettings,
} from 'kysely';
import { BoundedPool } from './bounded-pool.js';
import { DEADLINES, type Deadlines } from './deadlines.js';
import { isTransactionConflict } from './errors.js';
import { refuseAfterLimit, runWithoutLimit, timeLimit } from './time-limit.js';

/** A transaction in a service's own database. Every method of a store takes it as its first argument. */
export type Tx<Tables = any> = Transaction<Tables>;

/**
 * What a statement runs in: a transaction, or the database itself (`Database.query`). One statement that only reads needs no
 * transaction, whose BEGIN and COMMIT cost more than a short read.
 */
export type Query<Tables = any> = Kysely<Tables>;

const MOST_RETRIES = 3;

/** How long the victim of a first conflict waits, at most, so that the winner goes on; twice as long after each. */
const PAUSE_MS = 20;

/** What a transaction has asked for beside its statements. */
interface Running {
  /** Run once it has committed. */
  reactions: (() => void)[];
  /** The answers that nobody has waited for yet. */
  ahead: Promise<unknown>[];
}

const running = new WeakMap<Tx, Running>();

function runningOf(tx: Tx, caller: string): Running {
  const found = running.get(tx);
  if (!found) throw new Error(`${caller}() needs a transaction of Database.inTransaction()`);
  return found;
}

/**
 * Calls `react` once `tx` has committed; never when it is rolled back. `react` must not throw.
 * @throws Error when `tx` is not a transaction of `Database.inTransaction()`
 */
export function afterCommit(tx: Tx, react: () => void): void {
  runningOf(tx, 'afterCommit').reactions.push(react);
}

/**
 * Sends a statement without waiting for its answer, so that the next one, or COMMIT, travels with it: one round trip less.
 * When it fails, all that follows in `tx` fails, and the transaction ends with its error, whatever `work` has thrown. No
 * savepoint may surround it.
 * @param errorOf turns the statement's error into that of the transaction
 * @throws Error when `tx` is not a transaction of `Database.inTransaction()`
 */
export async function sendAhead(
  tx: Tx,
  statement: CompiledQuery,
  errorOf = (error: unknown): unknown => error,
): Promise<void> {
  const { ahead } = runningOf(tx, 'sendAhead');
  await tx.getExecutor().provideConnection(async (connection) => {
    const answer = connection.executeQuery(statement).catch((error: unknown) => {
      throw errorOf(error);
    });
    answer.catch(() => {}); // the end of the transaction reports it
    ahead.push(answer);
  });
}

/** The error of the first answer that is one. */
async function firstError(answers: Promise<unknown>[]): Promise<unknown> {
  const failed = (await Promise.allSettled(answers)).find(({ status }) => status === 'rejected');
  return failed && (failed as PromiseRejectedResult).reason;
}

type PostgresConnection = Parameters<PostgresDriver['rollbackTransaction']>[0];

/** Sends BEGIN together with the first statement: one round trip less in every transaction. */
class Driver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const level = isolationLevel ? ` isolation level ${isolationLevel}` : '';
    const begun = connection.executeQuery(
      CompiledQuery.raw(`begin${level}${accessMode ? ` ${accessMode}` : ''}`),
    );
    begun.catch(() => {}); // if BEGIN fails, the next statement on this connection fails too, and reports it
  }

  /** The error that led here says more than that of ROLLBACK, after which Kysely discards the connection. */
  override async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
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
  private readonly pool: BoundedPool;

  /**
   * @param url `postgres://role:password@host:port/database`
   * @param options.connections limit of open connections: 5, so that a service with its broker stays below 8
   * @param options.deadlines those that differ from `DEADLINES`
   * @param options.onError called when a connection breaks; the pool replaces it
   */
  constructor(
    url: string,
    options: {
      name?: string;
      connections?: number;
      deadlines?: Partial<Deadlines>;
      onError?: (error: Error) => void;
    } = {},
  ) {
    const { name, connections = 5, deadlines, onError = () => {} } = options;
    this.pool = new BoundedPool(url, { ...DEADLINES, ...deadlines }, onError, {
      application_name: name,
      min: 1,
      max: connections,
      idleTimeoutMillis: 30_000,
    });
    this.query = new Kysely<Tables>({ dialect: new Dialect({ pool: this.pool }), plugins: [timeLimit] });
  }

  /**
   * Runs `work` in one transaction: all of it takes effect, or nothing. After a serialization failure or a deadlock it
   * runs again after a short random pause, at most three times, so `work` must have no effect outside the transaction.
   * @throws what `work` throws, or the error of the last conflict
   */
  async inTransaction<T>(work: (tx: Tx<Tables>) => Promise<T>): Promise<T> {
    for (let conflicts = 0; ; conflicts++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isTransactionConflict(error) || conflicts === MOST_RETRIES) throw error;
        await sleep(Math.random() * PAUSE_MS * 2 ** conflicts);
      }
    }
  }

  /**
   * Reads what belongs together: every statement of `work` sees the database as it was at the first one. Without that, what
   * another transaction moves in between from one place to another may be seen in neither.
   * @throws what `work` throws, and an error of PostgreSQL when it writes or locks
   */
  async inSnapshot<T>(work: (tx: Tx<Tables>) => Promise<T>): Promise<T> {
    const snapshot = this.query.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return snapshot.execute(work);
  }

  private async attempt<T>(work: (tx: Tx<Tables>) => Promise<T>): Promise<T> {
    refuseAfterLimit();
    const { reactions, ahead }: Running = { reactions: [], ahead: [] };
    try {
      const result = await this.query.transaction().execute(async (tx) => {
        running.set(tx, { reactions, ahead });
        const done = await work(tx);
        refuseAfterLimit();
        return done;
      });
      for (const react of reactions) runWithoutLimit(react);
      return result;
    } catch (error) {
      throw (await firstError(ahead)) ?? error;
    }
  }

  /**
   * Resolves when the database answers.
   * @throws Error of the kind that `isUnavailable` tells when it does not
   */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.query);
  }

  /** How many connections are open, how many there may be, and how many callers wait for one. */
  connections(): Record<'idle' | 'used' | 'max' | 'pending', number> {
    const { idleCount, totalCount, waitingCount, options } = this.pool;
    return { idle: idleCount, used: totalCount - idleCount, max: options.max, pending: waitingCount };
  }

  /** Closes every connection. One that does not close within `closeMs` is destroyed, and what it runs fails. */
  close(): Promise<void> {
    return this.query.destroy();
  }
}
