const POLL_MS = 100;

/**
 * Tries `check` until it no longer throws, and answers with its result.
 * @param withinMs the deadline in milliseconds
 * @throws the last failure, at the deadline
 */
export async function eventually<T>(check: () => Promise<T>, withinMs: number): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
