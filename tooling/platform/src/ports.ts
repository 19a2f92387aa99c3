import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from './user-error.js';

export const HOST = '127.0.0.1';

/** The embedded run's own ports; a service names its port itself, and so does a third party. */
export const POSTGRES_PORT = 4090;
export const MOUNTEBANK_PORT = 4091;

/** @throws UserError naming every port that is not free, and who wants it */
export async function checkPorts(wanted: { name: string; port: number }[]): Promise<void> {
  const checks = wanted.map(async ({ name, port }) => ((await isFree(port)) ? [] : [`${port} (${name})`]));
  const taken = (await Promise.all(checks)).flat();
  if (taken.length) throw new UserError(portsTaken(taken));
}

/**
 * One sentence about ports that another program uses.
 * @param ports each a number, with what needs it in parentheses
 */
export function portsTaken(ports: string[]): string {
  const subject = ports.length === 1 ? `Port ${ports[0]} is` : `Ports ${ports.join(', ')} are`;
  return `${subject} not free: stop what listens there, or move all ports with --port-offset 100.`;
}

async function isFree(port: number): Promise<boolean> {
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
