import type { Tx } from '#libs/database';
import {
  type Claimed,
  type Lane,
  longestLeaseMs,
  type MessageClaim,
  type MessageKey,
  type MessagingStore,
  type Patient,
} from '#libs/messaging';
import { CLOCK_TOLERANCE_MS, type WaitingRetry } from './simulated-database.js';
import type { SimulatedSession } from './simulated-session.js';

const LANES: Lane[] = ['suspect', 'event', 'effect'];

const keyOf = ({ kind, id }: Pick<Patient, 'kind' | 'id'>): string => `${kind}:${id}`;
const laneOf = ({ patient, starts }: WaitingRetry): Lane => (starts > 0 ? 'suspect' : patient.kind);

type RetriesStore = MessagingStore['retries'];

/** The messages and effects that wait in a simulated service. */
export class SimulatedRetries implements RetriesStore {
  constructor(private readonly session: SimulatedSession) {}

  put(tx: Tx, patient: Patient, delayMs: number, waitsFor: string | null = null): Promise<void> {
    const { database, process } = this.session;
    return this.session.inside(tx, 'put retry', async (transaction) => {
      const key = keyOf(patient);
      await database.lock(transaction, `retry:${key}`);
      const known = database.retries.get(key);
      if (known && known.patient.attempts !== patient.attempts - 1) return;
      const since = database.now;
      const { order, createdAt } = known ?? { order: database.nextOrder(), createdAt: since };
      transaction.writes.push(() => {
        process.started.delete(patient.id);
        database.note(patient);
        const due = since + delayMs;
        database.retries.set(key, { patient, since, createdAt, due, starts: 0, order, lease: '', waitsFor });
      });
    });
  }

  remove(patient: Pick<Patient, 'kind' | 'id'>, tx?: Tx): Promise<void> {
    const { database, process } = this.session;
    return this.session.either(tx, 'remove retry', async (transaction) => {
      const key = keyOf(patient);
      await database.lock(transaction, `retry:${key}`);
      transaction.writes.push(() => {
        process.started.delete(patient.id);
        database.retries.delete(key);
      });
    });
  }

  nextDue(): Promise<{ due: Lane[]; nextMs: number | null }> {
    return this.session.alone('look retry', () => {
      const { retries, now } = this.session.database;
      const lanes = new Set(this.due().map(laneOf));
      const next = Math.min(...[...retries.values()].map(({ due }) => due).filter((due) => due > now));
      const nextMs = Number.isFinite(next) ? next - now : null;
      for (const waiting of this.unlocked())
        if (waiting.since > now + CLOCK_TOLERANCE_MS)
          Object.assign(waiting, { due: now, since: now, lease: '' });
      return { due: LANES.filter((lane) => lanes.has(lane)), nextMs };
    });
  }

  claim(lane: Lane, leases: Readonly<Record<string, number>>): Promise<Claimed | undefined> {
    const { database, process } = this.session;
    return this.session.alone('claim retry', () => {
      const [claimed] = this.due().filter((one) => laneOf(one) === lane && !this.isLocked(one));
      if (!claimed) return undefined;
      const { patient } = claimed;
      database.passBy(claimed, this.due());
      process.started.add(patient.id);
      Object.assign(claimed, {
        starts: claimed.starts + 1,
        since: database.now,
        due: database.now + (leases[patient.type] ?? longestLeaseMs()),
        lease: String(database.nextOrder()),
        claimedBy: process,
      });
      const waitedMs = Math.max(0, database.now - claimed.createdAt);
      return {
        ...patient,
        starts: claimed.starts,
        lease: claimed.lease,
        waitedMs,
        waitsFor: claimed.waitsFor,
      };
    });
  }

  giveBack(claim: MessageClaim, delayMs?: number): Promise<void> {
    return this.endingClaim('give back retry', claim, (waiting, now) => {
      waiting.starts = claim.starts - 1;
      if (delayMs !== undefined) Object.assign(waiting, { due: now + delayMs, lease: '' });
    });
  }

  putOff(claim: MessageClaim, delayMs: number, waitsFor?: string): Promise<void> {
    return this.endingClaim('put off retry', claim, (waiting, now) =>
      Object.assign(waiting, {
        starts: 0,
        due: now + delayMs,
        lease: '',
        waitsFor: waitsFor ?? waiting.waitsFor,
      }),
    );
  }

  private endingClaim(
    name: string,
    { kind, id, lease }: MessageClaim,
    end: (waiting: WaitingRetry, now: number) => void,
  ): Promise<void> {
    const { database, process } = this.session;
    return this.session.alone(name, async (transaction) => {
      const key = keyOf({ kind, id });
      await database.lock(transaction, `retry:${key}`);
      process.started.delete(id);
      const waiting = database.retries.get(key);
      if (waiting?.lease === lease) end(waiting, database.now);
    });
  }

  hasten(tx: Tx, key: MessageKey, state: 'waiting' | 'running'): Promise<Patient | undefined> {
    const { database } = this.session;
    return this.session.inside(tx, 'hasten retry', async (transaction) => {
      await database.lock(transaction, `retry:${keyOf(key)}`);
      const waiting = database.retries.get(keyOf(key));
      if (!waiting || waiting.starts > 0 !== (state === 'running')) return undefined;
      const { now } = database;
      transaction.writes.push(() => void Object.assign(waiting, { due: now, since: now, lease: '' }));
      return waiting.patient;
    });
  }

  hastenFor(peer: string, most: number, everyMs: number): Promise<number> {
    return this.session.alone('hasten retries', () => {
      const { now } = this.session.database;
      const waiting = this.unlocked()
        .filter(({ waitsFor, starts, due }) => waitsFor === peer && starts === 0 && due > now)
        .sort(
          (one, other) => one.patient.attempts - other.patient.attempts || one.createdAt - other.createdAt,
        )
        .slice(0, most);
      for (const [place, one] of waiting.entries())
        Object.assign(one, { since: now, due: Math.min(one.due, now + place * everyMs), lease: '' });
      return waiting.length;
    });
  }

  private due(): WaitingRetry[] {
    const { retries, now } = this.session.database;
    return [...retries.values()]
      .filter(({ due }) => due <= now)
      .sort((one, other) => one.due - other.due || one.order - other.order);
  }

  private unlocked(): WaitingRetry[] {
    return [...this.session.database.retries.values()].filter((one) => !this.isLocked(one));
  }

  private isLocked({ patient }: WaitingRetry): boolean {
    return this.session.database.isLocked(`retry:${keyOf(patient)}`);
  }
}
