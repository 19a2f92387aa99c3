const POLL_MS = 20;

type Found<T> = Exclude<NonNullable<T>, false>;

/**
 * Tries `check` until it neither throws nor answers something falsy (a count of 0, too), and answers with its result.
 * @param withinMs the deadline in milliseconds
 * @throws the last failure, at the deadline
 */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 20_000): Promise<Found<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const failure = await attempt(check);
    if ('result' in failure) return failure.result;
    if (Date.now() > deadline) throw failure.error;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
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
