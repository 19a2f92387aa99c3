import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 20;
const DEADLINE_MS = 20_000;

/** What `eventually` returns: the result without the values that count as "not yet". */
type Found<T> = Exclude<NonNullable<T>, false>;

/**
 * Repeats `check` until it returns a truthy value without throwing, and returns that value. A count of 0 is falsy.
 * @param withinMs the deadline in milliseconds
 * @param pauseMs between two attempts, in milliseconds
 * @throws the last failure, at the deadline
 */
export async function eventually<T>(
  check: () => Promise<T> | T,
  withinMs = DEADLINE_MS,
  pauseMs = PAUSE_MS,
): Promise<Found<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const outcome = await attempt(check);
    if ('result' in outcome) return outcome.result;
    if (Date.now() > deadline) throw outcome.error;
    await sleep(pauseMs);
  }
}

async function attempt<T>(check: () => Promise<T> | T): Promise<{ result: Found<T> } | { error: unknown }> {
  try {
    const result = await check();
    if (result) return { result: result as Found<T> };
    return { error: new Error(`still ${String(result)} at the deadline: ${check.toString()}`) };
  } catch (error) {
    return { error };
  }
}

/**
 * Like Promise.all, but rejects only after every promise has settled, so that nothing still works on what the caller
 * takes down next.
 */
export async function settle<const Values extends readonly Promise<unknown>[]>(
  promises: Values,
): Promise<{ -readonly [Index in keyof Values]: Awaited<Values[Index]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
