import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Above the ports that Linux gives to outgoing connections (`net.ipv4.ip_local_port_range`): one of those may take a port of
 * theirs between the look and its use.
 */
const [LOWEST, HIGHEST] = [61_000, 65_535];
const MOST_LOOKS = 100;

/**
 * A TCP port on 127.0.0.1 that is free now; another process may take it before you use it, which is unlikely.
 * @throws Error when there is none among a hundred
 */
export async function freePort(): Promise<number> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(
    `None of ${MOST_LOOKS} ports from ${LOWEST} to ${HIGHEST} is free: stop what listens there.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => probe.close(resolve));
  return true;
}
