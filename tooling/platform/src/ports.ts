import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from './user-error.js';

/** The address that everything in the embedded run listens on. */
export const HOST = '127.0.0.1';

/** Third parties have the highest ports, and the system takes ports from 32768 on for connections. */
export const LARGEST_OFFSET = 28_000;

/** The port of the embedded PostgreSQL, without an offset. Services and third parties declare their own ports. */
export const POSTGRES_PORT = 4090;
/** The port of Mountebank's API, without an offset. */
export const MOUNTEBANK_PORT = 4091;
/** The ports of the launcher's own RabbitMQ, without an offset: for messages, and for its management. */
export const RABBITMQ_PORT = 4096;
export const RABBITMQ_MANAGEMENT_PORT = 4097;
/** The port of the launcher's own API, without an offset. */
export const LAUNCHER_PORT = 4095;

const PLATFORM: Listener[] = [
  { name: 'PostgreSQL', port: POSTGRES_PORT },
  { name: 'Mountebank', port: MOUNTEBANK_PORT },
  { name: 'the launcher', port: LAUNCHER_PORT },
  { name: 'RabbitMQ', port: RABBITMQ_PORT },
  { name: 'the management of RabbitMQ', port: RABBITMQ_MANAGEMENT_PORT },
];

/** What listens on a port of the embedded run. */
export interface Listener {
  name: string;
  port: number;
}

/** @throws UserError when a service has the port of another listener */
export function checkPortsDiffer(services: Listener[], others: Listener[]): void {
  const all = [...services, ...others, ...PLATFORM];
  for (const { name, port } of services) {
    const other = all.find((one) => one.port === port && one.name !== name);
    if (other)
      throw new UserError(
        `${name} and ${other.name} both have port ${port}: choose another for the new one, in apps/SERVICE/src/SERVICE.module.ts.`,
      );
  }
}

/** Ports in the range of the platform that browsers and `fetch` connect to none of (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED = [4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080];

/**
 * Refuses an offset that makes a port on which nobody could reach a service.
 * @param needed what listens on which port, without the offset
 * @throws UserError with the port, and an offset without one
 */
export function checkPortsAreReachable(needed: Listener[], portOffset: number): void {
  const blocked = (offset: number) => needed.filter(({ port }) => BLOCKED.includes(port + offset));
  const [found] = blocked(portOffset);
  if (!found) return;
  let other = nextOffset(portOffset);
  while (blocked(other).length) other = nextOffset(other);
  throw new UserError(
    `Port ${found.port + portOffset} (${found.name}) is one that browsers and fetch refuse to connect to: choose another offset, such as --port-offset ${other}.`,
  );
}

/**
 * @param portOffset what was added to these ports
 * @throws UserError with every port that is in use, and the name of what needs it
 */
export async function checkPortsAreFree(needed: Listener[], portOffset: number): Promise<void> {
  const checks = needed.map(async ({ name, port }) =>
    (await isPortFree(port)) ? [] : [`${port} (${name})`],
  );
  const taken = (await Promise.all(checks)).flat();
  if (taken.length) throw new UserError(portsInUse(taken, portOffset));
}

/**
 * One sentence about ports that another program uses.
 * @param ports each a number, with what needs it in parentheses
 * @param portOffset what was added to them; another one is suggested
 */
export function portsInUse(ports: string[], portOffset: number): string {
  const subject = ports.length === 1 ? `Port ${ports[0]} is` : `Ports ${ports.join(', ')} are`;
  return `${subject} in use: stop the program that listens there, or move all ports with --port-offset ${nextOffset(portOffset)}.`;
}

/** Another offset, which is allowed, too. */
const nextOffset = (portOffset: number) => (portOffset + 100) % LARGEST_OFFSET || 100;

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
