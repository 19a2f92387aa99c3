import type { Tx } from '#libs/database';
import type { Outcome } from '../attempt-metrics.js';
import type { MessagingStore } from '../store.js';
import type { Work } from './handle.js';

/**
 * Stores what becomes of a message after a failed attempt, unless it was dealt with or its person was erased meanwhile.
 * @param write runs in the transaction
 */
export const settle = (
  store: MessagingStore,
  work: Work,
  write: (tx: Tx) => Promise<Outcome>,
): Promise<Outcome> =>
  store.inTransaction(async (tx) => {
    const isEvent = work.kind === 'event';
    if (isEvent && work.starts > 1) await store.inbox.clearStarts(work.id, tx);
    const { datasubject } = work.attributes;
    const forgotten = typeof datasubject === 'string' && (await store.erasures.isForgotten(tx, datasubject));
    const done = isEvent && (await store.inbox.isDone(tx, work.id));
    if (!forgotten && !done) return write(tx);
    await store.retries.remove(work, tx);
    return forgotten ? 'erased' : 'duplicate';
  });
