import { once } from 'node:events';
import { createServer } from 'node:net';
import { portsTaken, UserError } from './user-error.js';

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
