import type { Tx } from '#libs/database';
import type { Envelope } from './envelope.js';
import type { Diagnosis, Patient } from './patient.js';
import type { UnfinishedWork } from './unfinished.js';

/** An event to say: its envelope and its data. */
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

/** The events that this service says. */
export interface OutboxStore {
  /**
   * Adds an event.
   * @param erased makes the error when it concerns a person whom this service has erased: `tx` fails with it, at the latest
   * when it commits
   */
  add(tx: Tx, event: OutboxEvent, erased: () => Error): Promise<void>;
  /** True when events were left behind: committed over a second ago, and not marked as sent. */
  hasLeftBehind(): Promise<boolean>;
  /** The oldest events that were left behind, except those of some types and those with some ids. */
  leftBehind(most: number, exceptTypes: string[], exceptIds: string[]): Promise<OutboxRow[]>;
  /** Runs `work`, unless another replica is running it. */
  asOnlyReplica(work: () => Promise<void>): Promise<void>;
  /** Marks events as sent. A crash of the database may undo it. */
  markSent(ids: string[]): Promise<void>;
}

/** The outcome of claiming an event: `done` means that this transaction has claimed it. */
export type Claim = 'done' | 'duplicate' | 'erased';

/** What the inbox keeps or checks of an event. */
export type Entered = Pick<Envelope, 'id' | 'type' | 'datasubject'>;

/** The events that this service has heard, by id. */
export interface InboxStore {
  /**
   * Claims an event for `tx`, unless it concerns a person whom this service has erased, or is a duplicate: one that was
   * dealt with, or a copy of one in the hospital.
   */
  enter(tx: Tx, event: Entered): Promise<Claim>;
  /**
   * Counts a start of a redelivered event, outside any transaction. The first one counted is the second start.
   * @returns how often it was started
   */
  countStart(eventId: string): Promise<number>;
  /**
   * Whether an event was dealt with: a failure may be the lost answer to a commit. It waits for a transaction that has
   * entered a copy of the event, and until `tx` ends, no copy can enter.
   */
  isDone(tx: Tx, eventId: string): Promise<boolean>;
  /**
   * Takes back every start of an event, because it was dealt with or the process that started it lives: in `tx`, or at
   * once. It does not wait for a transaction that has entered the event.
   */
  clearStarts(eventId: string, tx?: Tx): Promise<void>;
  /**
   * The type of an event that was dealt with; null when an older version did. Until `tx` ends, no copy can enter.
   * @returns undefined when it was not dealt with
   */
  typeOfDone(tx: Tx, eventId: string): Promise<string | null | undefined>;
  /** Forgets that an event was dealt with, so that it takes effect when it is delivered again. */
  forget(tx: Tx, eventId: string): Promise<void>;
}

/** Names a message that waits or was given up. */
export type MessageKey = Pick<Patient, 'kind' | 'id'>;

/** A message that this replica has claimed for an attempt. */
export interface Claimed extends Patient {
  /** Attempts started since the last one that finished, including this one. */
  starts: number;
  /** Names this claim: it ends when another replica claims the message. */
  lease: string;
  /** How long it has been in the retry table, in milliseconds. */
  waitedMs: number;
  /** The peer for whose circuit it waited. */
  waitsFor: string | null;
}

/** What names a claim. */
export type MessageClaim = Pick<Claimed, 'kind' | 'id' | 'starts' | 'lease'>;

/** What runs side by side: events, effects, or alone a message whose last attempt never finished. */
export type Lane = Patient['kind'] | 'suspect';

/** Messages and effects that wait for their next attempt. */
export interface RetryStore {
  /**
   * Adds a message that is due after `delayMs` milliseconds. A row that exists stays as it is, unless this is the attempt
   * after the one that the row counts.
   * @param waitsFor the peer whose circuit is open
   */
  put(tx: Tx, patient: Patient, delayMs: number, waitsFor?: string): Promise<void>;
  /** Removes a message: in `tx` if given, else at once. */
  remove(patient: Pick<Patient, 'kind' | 'id'>, tx?: Tx): Promise<void>;
  /**
   * The lanes in which a message is due, and in how many milliseconds the next one will be (null when none waits). What was
   * set by a clock that has stepped back since becomes due.
   */
  nextDue(): Promise<{ due: Lane[]; nextMs: number | null }>;
  /**
   * Claims the message of a lane that has been due for longest and that no other replica has claimed.
   * @param leases milliseconds by type after which its attempt counts as crashed; 45 s for other types
   */
  claim(lane: Lane, leases: Readonly<Record<string, number>>): Promise<Claimed | undefined>;
  /**
   * Takes back the start of a claim that has not ended, because the attempt does not count.
   * @param delayMs ends the claim: the message is due again after so many milliseconds
   */
  giveBack(claimed: MessageClaim, delayMs?: number): Promise<void>;
  /**
   * Ends a claim whose attempt has finished and does not count: the message is due again after `delayMs` milliseconds.
   * @param waitsFor the peer whose circuit is open
   */
  putOff(claimed: MessageClaim, delayMs: number, waitsFor?: string): Promise<void>;
  /**
   * Makes a message due at once, with `tx`. One that is being attempted is not claimed any more.
   * @param state whether it waits, or is being attempted
   * @returns the message; undefined when it is not in that state
   */
  hasten(tx: Tx, key: MessageKey, state: 'waiting' | 'running'): Promise<Patient | undefined>;
  /**
   * Makes messages due that wait for a peer and are not attempted: those with the fewest attempts, and of them the oldest.
   * None becomes due later than it was.
   * @param everyMs milliseconds from one to the next; the first one is due at once
   * @returns how many there are
   */
  hastenFor(peer: string, most: number, everyMs: number): Promise<number>;
}

/** What an operator may do to a message that waits or was given up. */
export type ActKind = 'retry' | 'replay' | 'discard' | 'read' | 'again' | 'release' | 'edit';

/** What an operator has done to one message. */
export interface Act extends MessageKey {
  act: ActKind;
  who: string;
  why: string;
  type: string | undefined;
  correlationId: string | undefined;
  /** The id of the message that an edit has put in its place. */
  replacedBy?: string;
}

/** The messages that were given up. */
export interface HospitalStore {
  /** Admits a message. One that was admitted before keeps its place and gets the newer history, unless it was erased. */
  admit(tx: Tx, patient: Patient, diagnosis: Diagnosis): Promise<void>;
  /** A message that was given up. */
  find(tx: Tx, key: MessageKey): Promise<Patient | undefined>;
  /**
   * Removes a message. False when it is not there: of two that remove or replace it at once, one waits for the other.
   * @param state `open` to keep one that was replaced; false then
   */
  discharge(tx: Tx, key: MessageKey, state?: 'open'): Promise<boolean>;
  /** Marks a message as replaced, and keeps it. False when it is not there, or was replaced before. */
  replace(tx: Tx, key: MessageKey, replacedBy: string): Promise<boolean>;
  /** Keeps what an operator has done. */
  record(tx: Tx, act: Act): Promise<void>;
}

/** Milliseconds, by type, for which an unfinished message of the type holds an erasure of its person off, at most. */
export type Holds = Readonly<Record<string, number>>;

/** The people whom this service has erased. */
export interface ErasureStore {
  /** Whether a person was erased. Until `tx` ends, no erasure of that person can start. */
  isForgotten(tx: Tx, datasubject: string): Promise<boolean>;
  /**
   * For how many milliseconds yet the erasure of a person is held, by what is unsent, is retried or is in the hospital. It
   * is negative once the last deadline has passed, and undefined when nothing holds it. Like `erase`, it waits until no other
   * transaction writes about the person.
   */
  heldForMs(tx: Tx, datasubject: string, holds: Holds): Promise<number | undefined>;
  /** Waits until no other transaction writes about a person, blanks what is stored about them, and leaves a tombstone. */
  erase(tx: Tx, datasubject: string): Promise<void>;
}

/** Everything that messaging stores in a service's own database. */
export interface MessagingStore {
  readonly outbox: OutboxStore;
  readonly inbox: InboxStore;
  readonly retries: RetryStore;
  readonly hospital: HospitalStore;
  readonly erasures: ErasureStore;
  /**
   * What is unfinished. Every scrape asks, so it must be cheap.
   * @param schedule milliseconds from each failure to the next attempt
   */
  unfinished(schedule: readonly number[]): Promise<UnfinishedWork>;
  /** Runs `work` in one transaction, and again after a conflict with another one: it must have no effect outside. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `react` once `tx` has committed; never when it is rolled back. `react` must not throw. */
  afterCommit(tx: Tx, react: () => void): void;
}
