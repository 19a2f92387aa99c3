import { eventually } from '#tooling/platform';

const START_MS = 30_000;

/**
 * Waits until a server of a check is ready, for 30 s at most.
 * @throws Error with the last reason why it is not; then it is stopped
 */
export async function untilReady<One extends { stop(): Promise<void> }>(
  server: One,
  isReady: () => Promise<true>,
): Promise<One> {
  try {
    await eventually(isReady, START_MS);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
