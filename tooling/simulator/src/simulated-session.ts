import { refuseAfterLimit, runWithoutLimit, type Tx } from '#libs/database';
import { Deadlock } from './locks.js';
import { type SimulatedDatabase, type Transaction, transactionOf } from './simulated-database.js';
import type { SimulatedProcess } from './simulated-process.js';

const MOST_CLASHES = 3;

/** How one process reaches a simulated database over the network: its transactions and statements. */
export class SimulatedSession {
  constructor(
    readonly database: SimulatedDatabase,
    readonly process: SimulatedProcess,
  ) {}

  async inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let clashes = 0; ; clashes++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!(error instanceof Deadlock) || clashes === MOST_CLASHES) throw error;
      }
    }
  }

  /** One statement of a transaction. */
  async inside<T>(tx: Tx, label: string, execute: (transaction: Transaction) => T | Promise<T>): Promise<T> {
    refuseAfterLimit();
    const transaction = transactionOf(tx);
    const statement = () => {
      if (transaction.aborted) throw transaction.aborted;
      if (transaction.isOver) throw new Error('the transaction has ended');
      return execute(transaction);
    };
    return this.process.call(this.database, label, statement, () => this.database.lose(transaction));
  }

  /** One statement that is a transaction by itself. */
  async alone<T>(
    label: string,
    execute: (transaction: Transaction) => T | Promise<T>,
    onLost?: () => void,
  ): Promise<T> {
    refuseAfterLimit();
    const { database, process } = this;
    const statement = () => {
      const transaction = database.begin(process);
      const commit = (result: T) => {
        database.commit(transaction);
        return result;
      };
      const result = execute(transaction);
      if (!(result instanceof Promise)) return commit(result);
      return result.then(commit).finally(() => database.rollBack(transaction));
    };
    return process.call(database, label, statement, onLost);
  }

  /** One statement: of the transaction given, or a transaction by itself. */
  either<T>(
    tx: Tx | undefined,
    label: string,
    execute: (transaction: Transaction) => T | Promise<T>,
  ): Promise<T> {
    return tx ? this.inside(tx, label, execute) : this.alone(label, execute);
  }

  async isForgotten(transaction: Transaction, person: string | undefined): Promise<boolean> {
    if (person === undefined) return false;
    await this.database.lock(transaction, `person:${person}`, true);
    return this.database.tombstones.has(person) || transaction.erased.has(person);
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseAfterLimit();
    const { database, process } = this;
    const transaction = await process.call(database, 'begin', () => database.begin(process));
    try {
      const result = await work(transaction as unknown as Tx);
      refuseAfterLimit();
      await process.call(database, 'commit', () => database.commit(transaction));
      for (const react of transaction.reactions) runWithoutLimit(react);
      return result;
    } catch (error) {
      if (!transaction.isOver)
        await process
          .call(database, 'rollback', () => database.rollBack(transaction))
          .catch(() => database.lose(transaction));
      throw error;
    }
  }
}
