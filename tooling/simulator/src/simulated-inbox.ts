import type { Tx } from '#libs/database';
import type { Entered, MessagingStore } from '#libs/messaging';
import type { SimulatedSession } from './simulated-session.js';

type InboxStore = MessagingStore['inbox'];

/** The events that a simulated service has heard. */
export class SimulatedInbox implements InboxStore {
  constructor(private readonly session: SimulatedSession) {}

  enter(tx: Tx, { id, type, datasubject }: Entered): Promise<'done' | 'duplicate' | 'erased'> {
    const { database } = this.session;
    return this.session.inside(tx, 'enter inbox', async (transaction) => {
      const forgotten = await this.session.isForgotten(transaction, datasubject);
      await database.lock(transaction, `inbox:${id}`);
      if (!forgotten && database.hospital.has(`event:${id}`)) return 'duplicate';
      const isNew = !this.has(tx, id);
      transaction.entered.add(id);
      if (isNew) transaction.writes.push(() => database.inbox.set(id, type));
      if (forgotten) return 'erased';
      return isNew ? 'done' : 'duplicate';
    });
  }

  isDone(tx: Tx, id: string): Promise<boolean> {
    return this.session.inside(tx, 'is done', async (transaction) => {
      await this.session.database.lock(transaction, `inbox:${id}`);
      return this.has(tx, id);
    });
  }

  countStart(id: string): Promise<number> {
    const { database, process } = this.session;
    return this.session.alone('count start', async (transaction) => {
      await database.lock(transaction, `started:${id}`);
      const starts = (database.started.get(id) ?? 1) + 1;
      database.started.set(id, starts);
      process.started.add(id);
      return starts;
    });
  }

  clearStarts(id: string, tx?: Tx): Promise<void> {
    const { database, process } = this.session;
    return this.session.either(tx, 'clear starts', async (transaction) => {
      await database.lock(transaction, `started:${id}`);
      transaction.writes.push(() => {
        process.started.delete(id);
        database.started.delete(id);
      });
    });
  }

  typeOfDone(tx: Tx, id: string): Promise<string | undefined> {
    return this.session.inside(tx, 'type of done', async (transaction) => {
      await this.session.database.lock(transaction, `inbox:${id}`);
      return this.session.database.inbox.get(id);
    });
  }

  forget(tx: Tx, id: string): Promise<void> {
    return this.session.inside(tx, 'forget', (transaction) => {
      transaction.writes.push(() => void this.session.database.inbox.delete(id));
    });
  }

  private has(tx: Tx, id: string): boolean {
    return this.session.database.inbox.has(id) || (tx as unknown as { entered: Set<string> }).entered.has(id);
  }
}
