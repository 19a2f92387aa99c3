import type { Act, Diagnosis, OutboxRow, Patient } from '#libs/messaging';
import { refuseAfterLimit, type Tx } from '#libs/database';
import { Locks } from './locks.js';
import type { Scheduler } from './scheduler.js';
import { ConnectionLost, type Server, type SimulatedProcess } from './simulated-process.js';

/** A row of the outbox. */
export interface StoredEvent extends OutboxRow {
  seq: number;
  datasubject: string | undefined;
  createdAt: number;
  sentAt: number | undefined;
}

/** A row of the retry table. */
export interface WaitingRetry {
  patient: Patient;
  due: number;
  /** When the due time was set, by the database's clock. */
  since: number;
  starts: number;
  createdAt: number;
  order: number;
  /** Names the claim; empty when it is not claimed. */
  lease: string;
  claimedBy?: SimulatedProcess;
  /** The peer whose circuit is open. */
  waitsFor: string | null;
  /** How often another message was claimed while this one was due as a suspect. */
  passedBy?: number;
}

/** A row of the hospital. */
interface Admitted {
  patient: Patient;
  reason: Diagnosis['reason'];
  admittedAt: number;
  /** The id of the edited message that took its place. */
  replacedBy?: string;
}

/** A time that lies further ahead, in milliseconds, comes from a clock that has stepped back since. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** A transaction: what it writes becomes true at its commit. */
export class Transaction {
  readonly writes: (() => void)[] = [];
  /** What is looked at once everything is written. */
  readonly checks: (() => void)[] = [];
  readonly reactions: (() => void)[] = [];
  /** The ids of the events that it has entered into the inbox. */
  readonly entered = new Set<string>();
  /** The people whom it has erased. */
  readonly erased = new Set<string>();
  /** Why it can only be rolled back. */
  aborted?: Error;
  isOver = false;

  constructor(readonly process: SimulatedProcess) {}
}

/** The transaction that the core hands around as `tx`. */
export const transactionOf = (tx: Tx): Transaction => tx as unknown as Transaction;

/** A service's database: the tables of messaging and one of the business, with transactions, locks and a clock. */
export class SimulatedDatabase implements Server {
  readonly name: string;
  isUp = true;
  hasCrashed = false;
  /** How far the server's clock is off, in milliseconds. */
  clockOffset = 0;
  /** Whether its clock has stepped ahead, so that deadlines have passed early. */
  hasSteppedAhead = false;
  readonly outbox = new Map<string, StoredEvent>();
  readonly inbox = new Map<string, string>();
  readonly started = new Map<string, number>();
  readonly retries = new Map<string, WaitingRetry>();
  readonly hospital = new Map<string, Admitted>();
  readonly tombstones = new Set<string>();
  readonly acts: Act[] = [];
  /** Called for each patient that an operator has discharged, as part of the transaction. */
  onDischarged: (patient: Patient) => void = () => {};
  /** The class of each error that was stored with a message. */
  readonly failures = new Set<string>();
  /** Whether nobody has read what was left behind without the lock. */
  isSweptAlone = true;
  /** How often a suspect was passed by, at most. */
  mostPassedBy = 0;
  private readonly locks = new Locks();
  private readonly open = new Set<Transaction>();
  private sweeper?: SimulatedProcess | undefined;
  private order = 0;

  constructor(
    service: string,
    private readonly scheduler: Scheduler,
  ) {
    this.name = `${service}-db`;
  }

  get now(): number {
    return this.scheduler.now + this.clockOffset;
  }

  /** Rolls back whatever is open, as a restart of the server does. */
  crash(): void {
    this.hasCrashed = true;
    for (const transaction of this.open) this.abort(transaction, new ConnectionLost(this.name));
    this.sweeper = undefined;
  }

  disconnect(process: SimulatedProcess): void {
    for (const transaction of this.open)
      if (transaction.process === process) this.abort(transaction, new ConnectionLost(this.name));
    if (this.sweeper === process) this.sweeper = undefined;
  }

  begin(process: SimulatedProcess): Transaction {
    const transaction = new Transaction(process);
    this.open.add(transaction);
    return transaction;
  }

  commit(transaction: Transaction): void {
    if (transaction.aborted) throw transaction.aborted;
    for (const step of [...transaction.writes, ...transaction.checks]) step();
    this.end(transaction);
  }

  rollBack(transaction: Transaction): void {
    this.end(transaction);
  }

  /** The connection of a transaction is gone: what it has not committed is rolled back. */
  lose(transaction: Transaction): void {
    if (!transaction.isOver) this.abort(transaction, new ConnectionLost(this.name));
  }

  /** Takes a lock for the rest of the transaction, once the holder has ended. */
  async lock(transaction: Transaction, key: string, isShared = false): Promise<void> {
    if (transaction.aborted) throw transaction.aborted;
    const waiting = this.locks.acquire(key, transaction, isShared);
    if (waiting) await waiting;
    if (transaction.aborted) throw transaction.aborted;
  }

  isLocked(key: string): boolean {
    return this.locks.isHeldByOther(key);
  }

  /** Calls `write` when the transaction commits, as part of it. */
  atCommit(tx: Tx, write: () => void): void {
    refuseAfterLimit();
    transactionOf(tx).writes.push(write);
  }

  leadSweep(process: SimulatedProcess): boolean {
    if (this.sweeper) return false;
    this.sweeper = process;
    return true;
  }

  isSweptBy(process: SimulatedProcess): boolean {
    return this.sweeper === process;
  }

  endSweep(process: SimulatedProcess): void {
    if (this.sweeper === process) this.sweeper = undefined;
  }

  /** A failed attempt was stored. */
  note({ errors }: Patient): void {
    const last = errors.at(-1);
    if (last) this.failures.add(last.error);
  }

  /** A message is claimed while suspects are due, too. */
  passBy(claimed: WaitingRetry, due: WaitingRetry[]): void {
    if (claimed.starts > 0) claimed.passedBy = 0;
    else
      for (const suspect of due.filter(({ starts }) => starts > 0)) {
        suspect.passedBy = (suspect.passedBy ?? 0) + 1;
        this.mostPassedBy = Math.max(this.mostPassedBy, suspect.passedBy);
      }
  }

  /** Whether a process has claimed something and not handed it back. */
  isClaimedBy(process: SimulatedProcess): boolean {
    return [...this.retries.values()].some(({ lease, claimedBy }) => lease && claimedBy === process);
  }

  nextOrder(): number {
    return this.order++;
  }

  private abort(transaction: Transaction, error: Error): void {
    transaction.aborted = error;
    this.end(transaction);
  }

  private end(transaction: Transaction): void {
    transaction.isOver = true;
    this.open.delete(transaction);
    this.locks.release(transaction);
  }
}
