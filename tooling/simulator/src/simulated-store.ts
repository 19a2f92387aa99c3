import type { Tx } from '#libs/database';
import type { MessagingStore, UnfinishedWork } from '#libs/messaging';
import { type SimulatedDatabase, transactionOf } from './simulated-database.js';
import { SimulatedInbox } from './simulated-inbox.js';
import { SimulatedOutbox } from './simulated-outbox.js';
import type { SimulatedProcess } from './simulated-process.js';
import { SimulatedRetries } from './simulated-retries.js';
import { SimulatedSession } from './simulated-session.js';
import { unfinishedIn } from './simulated-unfinished.js';

/**
 * The port of messaging's core, as one process reaches it over the network: a simulated database. It passes the same suite
 * as the PostgreSQL store.
 */
export class SimulatedStore implements MessagingStore {
  readonly outbox;
  readonly inbox;
  readonly retries;
  private readonly session;

  constructor(
    private readonly database: SimulatedDatabase,
    process: SimulatedProcess,
  ) {
    this.session = new SimulatedSession(database, process);
    this.outbox = new SimulatedOutbox(this.session);
    this.inbox = new SimulatedInbox(this.session);
    this.retries = new SimulatedRetries(this.session);
  }

  unfinished(schedule: readonly number[]): Promise<UnfinishedWork> {
    return this.session.alone('count unfinished', () => unfinishedIn(this.database, schedule));
  }

  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.session.inTransaction(work);
  }

  afterCommit(tx: Tx, react: () => void): void {
    transactionOf(tx).reactions.push(react);
  }

  readonly hospital: MessagingStore['hospital'] = {
    admit: (tx, patient, { reason }) =>
      this.session.inside(tx, 'admit', async (transaction) => {
        const key = `${patient.kind}:${patient.id}`;
        await this.database.lock(transaction, `hospital:${key}`);
        transaction.writes.push(() => {
          const before = this.database.hospital.get(key);
          const person = before?.patient.attributes.datasubject;
          if (typeof person === 'string' && this.database.tombstones.has(person)) return;
          this.database.note(patient);
          const admittedAt = before?.admittedAt ?? this.database.now;
          this.database.hospital.set(key, { ...before, patient, reason, admittedAt });
        });
      }),
    find: (tx, { kind, id }) =>
      this.session.inside(tx, 'find patient', () => this.database.hospital.get(`${kind}:${id}`)?.patient),
    discharge: (tx, { kind, id }, state) =>
      this.session.inside(tx, 'discharge', async (transaction) => {
        const key = `${kind}:${id}`;
        await this.database.lock(transaction, `hospital:${key}`);
        const { patient, replacedBy } = this.database.hospital.get(key) ?? {};
        if (!patient || (state === 'open' && replacedBy)) return false;
        transaction.writes.push(() => {
          this.database.hospital.delete(key);
          this.database.onDischarged(patient);
        });
        return true;
      }),
    replace: (tx, { kind, id }, replacedBy) =>
      this.session.inside(tx, 'replace', async (transaction) => {
        const key = `${kind}:${id}`;
        await this.database.lock(transaction, `hospital:${key}`);
        const before = this.database.hospital.get(key);
        if (!before || before.replacedBy) return false;
        transaction.writes.push(() => this.database.hospital.set(key, { ...before, replacedBy }));
        return true;
      }),
    record: (tx, act) =>
      this.session.inside(tx, 'record', (transaction) => {
        transaction.writes.push(() => this.database.acts.push(act));
      }),
  };

  readonly erasures: MessagingStore['erasures'] = {
    isForgotten: (tx, person) =>
      this.session.inside(tx, 'is forgotten', (transaction) => this.session.isForgotten(transaction, person)),
    heldForMs: (tx, person, holds) =>
      this.session.inside(tx, 'is held', async (transaction) => {
        await this.database.lock(transaction, `person:${person}`);
        const { now } = this.database;
        const ends = this.unfinishedAbout(person).flatMap(({ type, since }) => {
          const ms = holds[type];
          return ms === undefined ? [] : [since + ms - now];
        });
        return ends.length ? Math.max(...ends) : undefined;
      }),
    erase: (tx, person) =>
      this.session.inside(tx, 'erase', async (transaction) => {
        await this.database.lock(transaction, `person:${person}`);
        transaction.erased.add(person);
        transaction.writes.push(() => this.forget(person));
      }),
  };

  /** The type of each unfinished message about a person, and when it was stored. */
  private unfinishedAbout(person: string): { type: string; since: number }[] {
    const { tombstones, outbox, retries, hospital } = this.database;
    if (tombstones.has(person)) return [];
    return [
      ...[...outbox.values()]
        .filter(({ datasubject, sentAt }) => datasubject === person && sentAt === undefined)
        .map(({ type, createdAt }) => ({ type, since: createdAt })),
      ...[...retries.values()]
        .filter(({ patient }) => patient.attributes.datasubject === person)
        .map(({ patient: { type }, createdAt }) => ({ type, since: createdAt })),
      ...[...hospital.values()]
        .filter(({ patient, replacedBy }) => patient.attributes.datasubject === person && !replacedBy)
        .map(({ patient: { type }, admittedAt }) => ({ type, since: admittedAt })),
    ];
  }

  private forget(person: string): void {
    const { tombstones, outbox, retries, hospital, now } = this.database;
    tombstones.add(person);
    for (const row of outbox.values())
      if (row.datasubject === person) Object.assign(row, { body: null, sentAt: row.sentAt ?? now });
    for (const [key, { patient }] of retries)
      if (patient.attributes.datasubject === person) retries.delete(key);
    for (const [key, { patient, ...rest }] of hospital)
      if (patient.attributes.datasubject === person)
        hospital.set(key, { ...rest, patient: { ...patient, body: Buffer.alloc(0), errors: [] } });
  }
}
