/** In characters. A failed start prints some 20,000 more. */
const MOST = 2_000;

/** Why a server did not start, from what it printed. */
export function bootFailure(printed: string): string {
  const [, port] = /\{acceptor,\{[\d,]+\},(\d+)\},\s*eaddrinuse\}/.exec(printed) ?? [];
  if (port) return `port ${port} is in use: stop the program that listens there`;
  const failure = printed.indexOf('BOOT FAILED');
  return (failure < 0 ? printed.trim().slice(-MOST) : printed.slice(failure, failure + MOST)).trim();
}
