import { runUntil } from '#libs/database';
import type { AttemptMetrics } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import { HANDLER_LIMIT_MS } from '../time-limits.js';
import type { Handle } from './handle.js';

/** A handler exceeded its limit. Its transaction is rolled back, and what it still does in a database is refused. */
export class HandlerTimeout extends Error {
  override name = 'HandlerTimeout';
}

/** The service stopped before the handler had ended. The attempt does not count. */
export class Stopped extends Error {
  override name = 'Stopped';
}

/**
 * Ends an attempt whose handler exceeds its limit, and every attempt when the service stops.
 * @param limits milliseconds by type; 30 s for others
 * @param stopping aborted, with a `Stopped`, when the service waits no longer
 */
export const limited =
  (
    { runtime }: Pick<CoreDependencies, 'runtime'>,
    { timeouts }: AttemptMetrics,
    limits: ReadonlyMap<string, number>,
    stopping: AbortSignal,
    next: Handle,
  ): Handle =>
  async (work) => {
    const ending = new AbortController();
    const ms = limits.get(work.type) ?? HANDLER_LIMIT_MS;
    const timer = runtime.after(ms, () => {
      timeouts.add({ event: work.type });
      ending.abort(new HandlerTimeout(`the handler of ${work.type} did not end within ${ms} ms`));
    });
    const stop = () => ending.abort(stopping.reason);
    stopping.addEventListener('abort', stop);
    try {
      stopping.throwIfAborted();
      return await next({ ...work, signal: ending.signal });
    } catch (error) {
      throw stopping.aborted ? stopping.reason : error;
    } finally {
      stopping.removeEventListener('abort', stop);
      timer.cancel();
    }
  };

/**
 * Runs `work` until it ends or `signal` is aborted. What it does in a database after that is refused.
 * @throws the signal's reason, or what `work` throws
 */
export const untilAborted = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    runUntil(signal, work).then(resolve, reject);
  });
