import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { HOST, isPortFree } from './ports.js';

/**
 * Above the ports that Linux gives to outgoing connections (`net.ipv4.ip_local_port_range`): one of those may take a port of
 * theirs between the look and its use.
 */
const [LOWEST, HIGHEST] = [61_000, 65_535];
const MOST_LOOKS = 100;

/**
 * A TCP port on 127.0.0.1 that is free. No other call gets it while this process lives, so that it stays free for a server
 * that takes seconds to listen there.
 * @throws Error when there is none among a hundred
 */
export async function freePort(): Promise<number> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    const claimed = await claim(port);
    if (claimed && (await isPortFree(port))) return port;
    claimed?.close();
  }
  throw new Error(
    `None of ${MOST_LOOKS} ports from ${LOWEST} to ${HIGHEST} is free: stop what listens there.`,
  );
}

/** The UDP port of the same number, which stands for the claim and ends with this process; undefined when another one has it. */
async function claim(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4').unref();
  try {
    await once(socket.bind(port, HOST), 'listening');
    return socket;
  } catch {
    socket.close();
    return undefined;
  }
}
