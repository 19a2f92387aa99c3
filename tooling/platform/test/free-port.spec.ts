import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { freePort } from '../src/free-port.js';

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range';

describe('a free port', () => {
  it('can be listened at', async () => {
    const server = createServer().listen(await freePort(), '127.0.0.1');
    await expect(once(server, 'listening')).resolves.toEqual([]);
    server.close();
  });

  it('is given once', async () => {
    const ports: number[] = [];
    while (ports.length < 300) ports.push(await freePort()); // among 4,536, two would be the same
    expect(new Set(ports).size).toBe(ports.length);
  });

  const [first, last] = existsSync(RANGE) ? readFileSync(RANGE, 'utf8').split(/\s+/).map(Number) : [];
  const byDefault = first === 32_768 && last === 60_999; // a machine may have another range
  (byDefault ? it : it.skip)('is none that an outgoing connection may take meanwhile', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));
    expect(ports.filter((port) => port <= last!)).toEqual([]);
  });
});
