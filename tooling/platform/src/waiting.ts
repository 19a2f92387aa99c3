import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from './user-error.ts';

const PAUSE_MS = 20;
/**
 * Longer than the lease of a message that a stalled machine has lost (45 s): waiting costs time only where something is wrong.
 */
const DEADLINE_MS = 75_000;

/** How long a command waits for the answer to one request, in milliseconds. */
export const ANSWER_MS = 30_000;

/** What `eventually` returns: the result without the values that count as "not yet". */
type Found<T> = Exclude<NonNullable<T>, false>;

/**
 * Repeats `check` until it returns a truthy value without throwing, and returns that value. A count of 0 is falsy.
 * @param withinMs the deadline in milliseconds
 * @param pauseMs between two attempts, in milliseconds
 * @param mayPass whether an error may pass by itself; any other ends the wait at once
 * @throws the last error, at the deadline
 */
export async function eventually<T>(
  check: () => Promise<T> | T,
  withinMs = DEADLINE_MS,
  pauseMs = PAUSE_MS,
  mayPass: (error: unknown) => boolean = () => true,
): Promise<Found<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    let failure: unknown;
    try {
      const result = await check();
      if (result) return result as Found<T>;
      failure = new Error(`still ${String(result)} at the deadline: ${check.toString()}`);
    } catch (error) {
      if (!mayPass(error)) throw error;
      failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await sleep(pauseMs);
  }
}

/**
 * Waits for a start as `eventually` does.
 * @param what what starts, as errors call it
 * @param withinMs the limit in milliseconds
 * @param lastWords what it has printed last, or where that is
 * @param pauseMs between two attempts, in milliseconds
 * @throws UserError with the limit, why the last attempt failed, and the last words
 */
export async function untilReady(
  what: string,
  isReady: () => Promise<boolean> | boolean,
  withinMs: number,
  lastWords: () => string = () => '',
  pauseMs = PAUSE_MS,
): Promise<void> {
  const attempt = async () => (await isReady()) || Promise.reject(new Error('it is not ready'));
  await eventually(attempt, withinMs, pauseMs).catch((cause: Error) => {
    const limit = `${what} does not become ready within ${withinMs / 1_000} s (${cause.message})`;
    const words = lastWords().trim();
    throw new UserError(words ? `${limit}. ${words}` : `${limit}.`, { cause });
  });
}

/** What a promise resolves to, or undefined when that takes longer than `ms` milliseconds. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(ms, undefined, { signal: timer.signal })]);
  } finally {
    timer.abort();
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
