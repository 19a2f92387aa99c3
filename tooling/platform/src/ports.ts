import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from './user-error.js';

/** The address that everything in the embedded run listens on. */
export const HOST = '127.0.0.1';

/** The port of the embedded PostgreSQL, without an offset. Services and third parties declare their own ports. */
export const POSTGRES_PORT = 4090;
/** The port of Mountebank's API, without an offset. */
export const MOUNTEBANK_PORT = 4091;

/** @throws UserError with every port that is in use, and the name of what needs it */
export async function checkPortsAreFree(needed: { name: string; port: number }[]): Promise<void> {
  const checks = needed.map(async ({ name, port }) =>
    (await isPortFree(port)) ? [] : [`${port} (${name})`],
  );
  const taken = (await Promise.all(checks)).flat();
  if (taken.length) throw new UserError(portsInUse(taken));
}

/**
 * One sentence about ports that another program uses.
 * @param ports each a number, with what needs it in parentheses
 */
export function portsInUse(ports: string[]): string {
  const subject = ports.length === 1 ? `Port ${ports[0]} is` : `Ports ${ports.join(', ')} are`;
  return `${subject} in use: stop the program that listens there, or move all ports with --port-offset 100.`;
}

/** Whether a program could listen on a port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, HOST);
  try {
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
