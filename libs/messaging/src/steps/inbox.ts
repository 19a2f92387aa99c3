import { pass } from '../failpoints.js';
import type { MessagingStore } from '../store.js';
import { checkSource, readEnvelope } from '../envelope.js';
import type { Handle } from './handle.js';

/**
 * Lets an event take effect once: inbox row, handler, and the end of its retry in one transaction.
 * @param senders the service that says each type
 * @throws MalformedMessage when its envelope cannot be read
 * @throws ForgedMessage when another service has sent it
 */
export const onceInInbox =
  (
    store: Pick<MessagingStore, 'inTransaction' | 'inbox' | 'retries'>,
    senders: ReadonlyMap<string, string>,
    next: Handle,
  ): Handle =>
  async (work) => {
    const envelope = readEnvelope(work);
    checkSource(envelope, senders.get(envelope.type));
    return store.inTransaction(async (tx) => {
      const claim = await store.inbox.enter(tx, envelope);
      pass('inbox.entered', { ...envelope, claim });
      if (claim === 'done') await next({ ...work, event: { tx, envelope } });
      pass('inbox.handled', envelope);
      if (work.lease !== undefined) await store.retries.remove(work, tx);
      else if (work.starts > 1) await store.inbox.clearStarts(work.id, tx);
      return claim;
    });
  };

/** Runs an effect outside any transaction, at least once: its row goes when it has ended. */
export const atLeastOnce =
  ({ retries }: Pick<MessagingStore, 'retries'>, next: Handle): Handle =>
  async (work) => {
    pass('effect.running', work);
    const outcome = await next(work);
    pass('effect.called', work);
    await retries.remove(work);
    pass('effect.done', work);
    return outcome;
  };
