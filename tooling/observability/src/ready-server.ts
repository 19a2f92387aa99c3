import { untilReady as untilReadyWithin } from '#tooling/platform';

const START_MS = 30_000;

/**
 * Waits until a server of a check is ready, for 30 s at most.
 * @param name what errors call it
 * @throws UserError with the last reason why it is not; then it is stopped
 */
export async function untilReady<One extends { stop(): Promise<void> }>(
  name: string,
  server: One,
  isReady: () => Promise<true>,
): Promise<One> {
  try {
    await untilReadyWithin(name, isReady, START_MS);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
