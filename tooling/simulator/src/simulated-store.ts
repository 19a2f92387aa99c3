import type { Tx } from '#libs/database';
import type { Claimed, MessagingStore, OutboxEvent, Patient } from '#libs/messaging';
import { Deadlock } from './locks.js';
import {
  type SimulatedDatabase,
  type StoredEvent,
  type Transaction,
  transactionOf,
  type WaitingRetry,
} from './simulated-database.js';
import type { SimulatedProcess } from './simulated-process.js';

/** Longest age of an event that its own process publishes, in milliseconds; what is older was left behind. */
const LEFT_BEHIND_MS = 1_000;
const MOST_CLASHES = 3;

const keyOf = ({ kind, id }: Pick<Patient, 'kind' | 'id'>): string => `${kind}:${id}`;

/** The port of messaging's core, as one process reaches it over the network: a simulated database. */
export class SimulatedStore implements MessagingStore {
  constructor(
    private readonly database: SimulatedDatabase,
    private readonly process: SimulatedProcess,
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

  afterCommit(tx: Tx, react: () => void): void {
    transactionOf(tx).reactions.push(react);
  }

  readonly outbox: MessagingStore['outbox'] = {
    add: (tx, event) =>
      this.inside(tx, 'insert outbox', async (transaction) => {
        const { datasubject } = event.envelope;
        if (await this.isForgotten(transaction, datasubject)) return false;
        transaction.writes.push(() => this.database.outbox.set(event.envelope.id, this.stored(event)));
        return true;
      }),
    hasLeftBehind: () => this.alone('look outbox', () => this.unsent().length > 0),
    leftBehind: (most, exceptTypes) =>
      this.alone('read outbox', () => {
        if (!this.database.isSweptBy(this.process)) throw new Error('only the one replica may sweep');
        return this.unsent()
          .filter(({ type }) => !exceptTypes.includes(type))
          .slice(0, most);
      }),
    asOnlyReplica: async (work) => {
      // The lock belongs to a connection, and ends with it.
      const endSweep = () => this.database.endSweep(this.process);
      if (!(await this.alone('lock outbox', () => this.database.leadSweep(this.process), endSweep))) return;
      try {
        await work();
      } finally {
        await this.alone('unlock outbox', endSweep, endSweep);
      }
    },
    markSent: (ids) =>
      this.alone('mark sent', () => {
        for (const id of ids) {
          const row = this.database.outbox.get(id);
          if (row) row.sentAt = this.database.now;
        }
      }),
    pending: async () => this.unsent().length,
    oldestAgeSeconds: async () => 0,
  };

  readonly inbox: MessagingStore['inbox'] = {
    enter: (tx, { id, datasubject }) =>
      this.inside(tx, 'enter inbox', async (transaction) => {
        const forgotten = await this.isForgotten(transaction, datasubject);
        await this.database.lock(transaction, `inbox:${id}`);
        const known = this.database.inbox.get(id);
        if (!known?.done)
          transaction.writes.push(() =>
            this.database.inbox.set(id, { starts: 0, ...this.database.inbox.get(id), done: true }),
          );
        if (forgotten) return 'erased';
        return known?.done ? 'duplicate' : 'done';
      }),
    isDone: (tx, id) => this.inside(tx, 'is done', () => this.database.inbox.get(id)?.done ?? false),
    clearStarts: (id, tx) => {
      const clear = async (transaction: Transaction) => {
        this.process.started.delete(id);
        await this.database.lock(transaction, `inbox:${id}`);
        const known = this.database.inbox.get(id);
        if (!known || known.done) return;
        const write = () => this.database.inbox.set(id, { done: false, starts: 0 });
        if (tx) transaction.writes.push(write);
        else write();
      };
      return tx ? this.inside(tx, 'clear starts', clear) : this.alone('clear starts', clear);
    },
    countStart: (id) =>
      this.alone('count start', async (transaction) => {
        await this.database.lock(transaction, `inbox:${id}`);
        const known = this.database.inbox.get(id);
        const row = known
          ? { done: known.done, starts: Math.max(known.starts, 1) + 1 }
          : { done: false, starts: 2 };
        this.database.inbox.set(id, row);
        this.process.started.add(id);
        return row;
      }),
  };

  readonly retries: MessagingStore['retries'] = {
    giveBack: ({ kind, id, starts }, delayMs) =>
      this.alone('give back retry', async (transaction) => {
        this.process.started.delete(id);
        const key = keyOf({ kind, id });
        await this.database.lock(transaction, `retry:${key}`);
        const waiting = this.database.retries.get(key);
        if (waiting?.starts !== starts) return;
        Object.assign(waiting, { starts: starts - 1, due: this.database.now + delayMs });
      }),
    put: (tx, patient, delayMs) =>
      this.inside(tx, 'put retry', async (transaction) => {
        const key = keyOf(patient);
        await this.database.lock(transaction, `retry:${key}`);
        const known = this.database.retries.get(key);
        if (known && known.patient.attempts !== patient.attempts - 1) return;
        const due = this.database.now + delayMs;
        transaction.writes.push(() => {
          this.process.started.delete(patient.id);
          this.database.retries.set(key, {
            patient,
            due,
            starts: 0,
            order: known?.order ?? this.database.nextOrder(),
          });
        });
      }),
    remove: async (patient, tx) => {
      const key = keyOf(patient);
      if (!tx) {
        await this.alone('remove retry', async (transaction) => {
          await this.database.lock(transaction, `retry:${key}`);
          this.database.retries.delete(key);
        });
        return;
      }
      await this.inside(tx, 'remove retry', async (transaction) => {
        await this.database.lock(transaction, `retry:${key}`);
        transaction.writes.push(() => {
          this.process.started.delete(patient.id);
          this.database.retries.delete(key);
        });
      });
    },
    nextDue: () =>
      this.alone('look retry', () => {
        const { now } = this.database;
        const dues = [...this.database.retries.values()].map(({ due }) => due);
        const next = Math.min(...dues.filter((due) => due > now));
        const [first] = this.due();
        return {
          due: first !== undefined,
          nextMs: Number.isFinite(next) ? next - now : null,
          isSuspectNext: (first?.starts ?? 0) > 0,
        };
      }),
    claim: ({ suspect, most, leaseMs }) =>
      this.alone('claim retry', (): Claimed[] => {
        const { now } = this.database;
        return this.due()
          .filter(
            ({ patient, starts }) =>
              starts > 0 === suspect && !this.database.isLocked(`retry:${keyOf(patient)}`),
          )
          .slice(0, most)
          .map((waiting) => {
            this.process.started.add(waiting.patient.id);
            waiting.starts++;
            waiting.due = now + leaseMs;
            return { ...waiting.patient, starts: waiting.starts };
          });
      }),
    waiting: async () => [],
  };

  readonly hospital: MessagingStore['hospital'] = {
    admit: (tx, patient, { reason }) =>
      this.inside(tx, 'admit', async (transaction) => {
        const key = keyOf(patient);
        await this.database.lock(transaction, `hospital:${key}`);
        transaction.writes.push(() => this.database.hospital.set(key, { patient, reason }));
      }),
    patients: async () => [],
  };

  readonly erasures: MessagingStore['erasures'] = {
    isForgotten: (tx, person) =>
      this.inside(tx, 'is forgotten', (transaction) => this.isForgotten(transaction, person)),
    erase: (tx, person) =>
      this.inside(tx, 'erase', async (transaction) => {
        await this.database.lock(transaction, `person:${person}`);
        transaction.writes.push(() => this.forget(person));
      }),
  };

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { database, process } = this;
    const transaction = await process.call(database, 'begin', () => database.begin(process));
    try {
      const result = await work(transaction as unknown as Tx);
      await process.call(database, 'commit', () => database.commit(transaction));
      for (const react of transaction.reactions) react();
      return result;
    } catch (error) {
      if (!transaction.isOver)
        await process
          .call(database, 'rollback', () => database.rollBack(transaction))
          .catch(() => database.lose(transaction));
      throw error;
    }
  }

  /** One statement of a transaction. */
  private inside<T>(
    tx: Tx,
    label: string,
    execute: (transaction: Transaction) => T | Promise<T>,
  ): Promise<T> {
    const transaction = transactionOf(tx);
    const statement = () => {
      if (transaction.aborted) throw transaction.aborted;
      if (transaction.isOver) throw new Error('the transaction has ended');
      return execute(transaction);
    };
    return this.process.call(this.database, label, statement, () => this.database.lose(transaction));
  }

  /** One statement that is a transaction by itself. */
  private alone<T>(
    label: string,
    execute: (transaction: Transaction) => T | Promise<T>,
    onLost?: () => void,
  ): Promise<T> {
    const { database, process } = this;
    const statement = () => {
      const transaction = database.begin(process);
      const result = execute(transaction);
      if (result instanceof Promise) return result.finally(() => database.rollBack(transaction));
      database.rollBack(transaction);
      return result;
    };
    return process.call(database, label, statement, onLost);
  }

  private async isForgotten(transaction: Transaction, person: string | undefined): Promise<boolean> {
    if (person === undefined) return false;
    await this.database.lock(transaction, `person:${person}`, true);
    return this.database.tombstones.has(person);
  }

  private forget(person: string): void {
    const { tombstones, outbox, retries, hospital, now } = this.database;
    tombstones.add(person);
    for (const row of outbox.values())
      if (row.datasubject === person) Object.assign(row, { body: null, sentAt: row.sentAt ?? now });
    for (const [key, { patient }] of retries)
      if (patient.attributes.datasubject === person) retries.delete(key);
    for (const [key, { patient, reason }] of hospital)
      if (patient.attributes.datasubject === person)
        hospital.set(key, { reason, patient: { ...patient, body: Buffer.alloc(0), errors: [] } });
  }

  private due(): WaitingRetry[] {
    return [...this.database.retries.values()]
      .filter(({ due }) => due <= this.database.now)
      .sort((one, other) => one.due - other.due || one.order - other.order);
  }

  private unsent(): StoredEvent[] {
    const before = this.database.now - LEFT_BEHIND_MS;
    return [...this.database.outbox.values()]
      .filter(({ sentAt, createdAt }) => sentAt === undefined && createdAt < before)
      .sort((one, other) => one.seq - other.seq);
  }

  private stored({ envelope, body }: OutboxEvent): StoredEvent {
    const { id, type, datasubject } = envelope;
    return {
      id,
      type,
      attributes: envelope,
      body,
      datasubject,
      seq: this.database.nextOrder(),
      createdAt: this.database.now,
      sentAt: undefined,
    };
  }
}
