import { once } from 'node:events';
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAll } from './paths.js';
import { HOST, isPortFree } from './ports.js';

/** All ports of the platform. Nothing listens on the last one: the run that holds it has the whole hundred. */
const PORTS = { first: 4_000, last: 4_099 };
/**
 * Offsets that leave the usual ports alone and stay below 32768, where the system takes ports for connections. 2000 would make
 * 6000 of 4000, a port that no browser and no `fetch` connects to (https://fetch.spec.whatwg.org/#port-blocking).
 */
const OFFSETS = { first: 2_100, step: 100, count: 249 };

/** Ports and a data folder that no other run of the platform on this machine uses. */
export class IsolatedRun {
  private constructor(
    /** The data folder. */
    readonly data: string,
    /** What is added to every port. */
    readonly portOffset: number,
    private readonly reservation: Server,
  ) {}

  /** Reserves the ports and makes the folder, until `close`. */
  static async open(): Promise<IsolatedRun> {
    const data = await mkdtemp(join(tmpdir(), 'troupe-run-'));
    await chmod(data, 0o755); // root runs PostgreSQL as another user, who must be able to enter
    for (;;) {
      const portOffset = OFFSETS.first + OFFSETS.step * Math.floor(Math.random() * OFFSETS.count);
      const reservation = await reserve(portOffset);
      if (reservation) return new IsolatedRun(data, portOffset, reservation);
    }
  }

  /** The options that make the launcher use these ports and this folder. */
  get launchOptions(): string[] {
    return ['--port-offset', String(this.portOffset), '--data', this.data];
  }

  /** The address of a service. @param port its port without the offset */
  url(port: number): string {
    return `http://${HOST}:${port + this.portOffset}`;
  }

  /** Removes the folder and releases the ports; nothing may use them any more. */
  async close(): Promise<void> {
    await removeAll([this.data]);
    this.reservation.close();
  }
}

/** The listening server that reserves the ports; undefined when one of them is in use. */
async function reserve(portOffset: number): Promise<Server | undefined> {
  const reservation = createServer();
  try {
    await once(reservation.listen(PORTS.last + portOffset, HOST), 'listening');
  } catch {
    return undefined;
  }
  const others = Array.from({ length: PORTS.last - PORTS.first }, (_, at) => PORTS.first + portOffset + at);
  const areFree = await Promise.all(others.map(isPortFree));
  if (!areFree.includes(false)) return reservation;
  reservation.close();
  return undefined;
}
