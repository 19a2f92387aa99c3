import type { Tx } from '#libs/database';
import type { Envelope } from './envelope.js';
import type { Diagnosis, Patient, Reason } from './patient.js';

/** An event that is said: its envelope, and its data. */
export interface OutboxEvent {
  envelope: Envelope;
  body: unknown;
}

/** An event of the outbox, as the relay publishes it. */
export interface OutboxRow {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  body: unknown;
}

/** Events that this service said. */
export interface OutboxStore {
  /** Adds an event. False when it is about a person whom this service has forgotten: then nothing is added. */
  add(tx: Tx, event: OutboxEvent): Promise<boolean>;
  /** Whether events were left behind: committed over a second ago, and not marked as sent. */
  hasLeftBehind(): Promise<boolean>;
  /** The oldest events that were left behind. */
  leftBehind(most: number): Promise<OutboxRow[]>;
  /** Runs `work` while no other replica does; does nothing when another one runs it. */
  asOnlyReplica(work: () => Promise<void>): Promise<void>;
  /** Marks events as sent. A crash of the database may undo it. */
  markSent(ids: string[]): Promise<void>;
  /** How many events are not marked as sent. */
  pending(): Promise<number>;
  /** Age of the oldest event that is not marked as sent, in seconds; 0 when there is none. */
  oldestAgeSeconds(): Promise<number>;
}

/** What came of an attempt to claim an event: `done` means that the transaction has claimed it. */
export type Claim = 'done' | 'duplicate' | 'erased';

/** Events that this service heard, by id. */
export interface InboxStore {
  /** Claims the event for `tx`, unless it was dealt with before or is about a person whom this service has forgotten. */
  enter(tx: Tx, event: Pick<Envelope, 'id' | 'datasubject'>): Promise<Claim>;
  /** Counts a start of an event that the broker handed out before, at once; the first such start counts as the second. */
  countStart(eventId: string): Promise<{ starts: number; done: boolean }>;
  /** Whether an event was dealt with: a failure may be the lost answer to a commit. */
  isDone(tx: Tx, eventId: string): Promise<boolean>;
  /** Takes back every start of an event, because the process that started it lives: in `tx`, or at once. */
  clearStarts(eventId: string, tx?: Tx): Promise<void>;
}

/** A message that this replica is to attempt. */
export interface Claimed extends Patient {
  /** Attempts begun since the last one that ended, this one included. */
  starts: number;
}

/** Which messages to claim. */
export interface ClaimOptions {
  /** Those whose last attempt was begun and never ended, or the others. */
  suspect: boolean;
  most: number;
  /** An attempt that takes longer, in milliseconds, is taken for dead. */
  leaseMs: number;
}

/** Messages and effects that wait for their next attempt. */
export interface RetryStore {
  /**
   * Puts a message on the list, due after so many milliseconds. One that is there already stays as it is, unless this is
   * the attempt after the one that its row counts.
   */
  put(tx: Tx, patient: Patient, delayMs: number): Promise<void>;
  /** Takes a message off the list: in `tx`, or at once. */
  remove(patient: Pick<Patient, 'kind' | 'id'>, tx?: Tx): Promise<void>;
  /**
   * Whether something is due, in how many milliseconds the next message will be, and whether the one that has been due
   * for longest was started before and never ended.
   */
  look(): Promise<{ due: boolean; nextMs: number | null; isSuspectNext: boolean }>;
  /** Claims messages that are due and that no other replica has claimed. */
  claim(options: ClaimOptions): Promise<Claimed[]>;
  /** Takes a claim back, because the process lives and the attempt does not count; due again after so many milliseconds. */
  giveBack(claimed: Claimed, delayMs: number): Promise<void>;
  /** How many messages of each kind wait. */
  waiting(): Promise<{ kind: string; count: number }[]>;
}

/** Messages that were given up. */
export interface HospitalStore {
  /** Admits a message. One that is there already keeps its place and takes the newer history. */
  admit(tx: Tx, patient: Patient, diagnosis: Diagnosis): Promise<void>;
  /** How many messages were given up, for each reason. */
  patients(): Promise<{ reason: Reason; count: number }[]>;
}

/** People whom this service has forgotten. */
export interface ErasureStore {
  /** Whether a person was forgotten. Until `tx` ends, no erasure of them can begin. */
  isForgotten(tx: Tx, datasubject: string): Promise<boolean>;
  /** Blanks what is kept about a person, once no other transaction writes about them, and leaves a tombstone. */
  erase(tx: Tx, datasubject: string): Promise<void>;
}

/** Everything that messaging keeps in a service's own database. */
export interface MessagingStore {
  readonly outbox: OutboxStore;
  readonly inbox: InboxStore;
  readonly retries: RetryStore;
  readonly hospital: HospitalStore;
  readonly erasures: ErasureStore;
  /** Runs `work` in one transaction, again after a clash with another one: `work` must do nothing outside it. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `react` once `tx` has committed; never when it is rolled back. `react` must not throw. */
  afterCommit(tx: Tx, react: () => void): void;
}
