import type { Tx } from '#libs/database';
import type { MessagingStore, OutboxEvent, OutboxRow } from '#libs/messaging';
import { CLOCK_TOLERANCE_MS, type StoredEvent } from './simulated-database.js';
import type { SimulatedSession } from './simulated-session.js';

/** Longest age of an event that its own process publishes, in milliseconds; what is older was left behind. */
const LEFT_BEHIND_MS = 1_000;

type OutboxStore = MessagingStore['outbox'];

/** The events that a simulated service says. */
export class SimulatedOutbox implements OutboxStore {
  constructor(private readonly session: SimulatedSession) {}

  add(tx: Tx, event: OutboxEvent, erased: () => Error): Promise<void> {
    const { database } = this.session;
    return this.session.inside(tx, 'insert outbox', async (transaction) => {
      if (await this.session.isForgotten(transaction, event.envelope.datasubject)) throw erased();
      const stored = this.stored(event);
      transaction.writes.push(() => database.outbox.set(stored.id, stored));
    });
  }

  hasLeftBehind(): Promise<boolean> {
    return this.session.alone('look outbox', () => this.unsentAndLeft().length > 0);
  }

  leftBehind(most: number, exceptTypes: string[], exceptIds: string[]): Promise<OutboxRow[]> {
    const { database, process } = this.session;
    return this.session.alone('read outbox', () => {
      database.isSweptAlone &&= database.isSweptBy(process);
      const rows = this.unsentAndLeft()
        .filter(({ id, type }) => !exceptTypes.includes(type) && !exceptIds.includes(id))
        .slice(0, most);
      return rows.map(({ id, type, attributes, body }) => ({ id, type, attributes, body }));
    });
  }

  async asOnlyReplica(work: () => Promise<void>): Promise<void> {
    const { session } = this;
    const { database, process } = session;
    // The lock belongs to a connection, and ends with it.
    const endSweep = () => database.endSweep(process);
    if (!(await session.alone('lock outbox', () => database.leadSweep(process), endSweep))) return;
    try {
      await work();
    } finally {
      await session.alone('unlock outbox', endSweep, endSweep);
    }
  }

  markSent(ids: string[]): Promise<void> {
    return this.session.alone('mark sent', () => {
      const { outbox, now } = this.session.database;
      for (const id of ids) {
        const row = outbox.get(id);
        if (row) row.sentAt = now;
      }
    });
  }

  private unsent(): StoredEvent[] {
    return [...this.session.database.outbox.values()].filter(({ sentAt }) => sentAt === undefined);
  }

  private unsentAndLeft(): StoredEvent[] {
    const { now } = this.session.database;
    return this.unsent()
      .filter(({ createdAt }) => createdAt < now - LEFT_BEHIND_MS || createdAt > now + CLOCK_TOLERANCE_MS)
      .sort((one, other) => one.seq - other.seq);
  }

  private stored({ envelope, body }: OutboxEvent): StoredEvent {
    const { id, type, datasubject } = envelope;
    const { database } = this.session;
    const [seq, createdAt] = [database.nextOrder(), database.now];
    return { id, type, attributes: envelope, body, datasubject, seq, createdAt, sentAt: undefined };
  }
}
