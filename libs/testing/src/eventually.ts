const POLL_MS = 20;

/**
 * Tries `check` until it neither throws nor answers undefined or false, and answers with its result.
 * @param withinMs the deadline in milliseconds
 * @throws the last failure, at the deadline
 */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const failure = await attempt(check);
    if ('result' in failure) return failure.result;
    if (Date.now() > deadline) throw failure.error;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function attempt<T>(check: () => Promise<T> | T): Promise<{ result: NonNullable<T> } | { error: unknown }> {
  try {
    const result = await check();
    if (result !== undefined && result !== null && result !== false) return { result };
    return { error: new Error(`still ${String(result)} at the deadline: ${check.toString()}`) };
  } catch (error) {
    return { error };
  }
}
