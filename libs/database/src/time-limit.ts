import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin } from 'kysely';

const limits = new AsyncLocalStorage<AbortSignal | undefined>();

/**
 * Runs `work`. Once `signal` is aborted, every statement and every commit of `work`, and of what it left running, throws
 * the signal's reason.
 */
export const runUntil = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  limits.run(signal, work);

/** Runs `work` under no limit, because it outlives the work that calls it. */
export const runWithoutLimit = (work: () => void): void => limits.run(undefined, work);

/** @throws the reason of the signal under which the caller runs, if it was aborted */
export const refuseAfterLimit = (): void => limits.getStore()?.throwIfAborted();

/** Refuses statements of work whose time is over. */
export const timeLimit: KyselyPlugin = {
  transformQuery({ node }) {
    refuseAfterLimit();
    return node;
  },
  transformResult: async ({ result }) => result,
};
