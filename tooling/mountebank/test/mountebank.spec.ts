import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Mountebank } from '../src/mountebank.js';

/** An address of this machine besides 127.0.0.1. */
const OTHER_ADDRESS =
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.2';

describe('Mountebank', () => {
  it('names a port that is in use, and can start on another one afterwards', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(Mountebank.start({ port })).rejects.toThrow('EADDRINUSE');
    server.close();
    await (await Mountebank.start()).stop();
  });

  it.each([
    ['on the loopback address alone by default', undefined, false],
    ['on every address when it is asked to', '0.0.0.0', true],
  ])('listens %s, and so do its imposters', async (_where, host, isReached) => {
    const mountebank = await Mountebank.start(host ? { host } : {});
    const { url } = await mountebank.add({ protocol: 'http' });
    const reached = [mountebank.url, url].map((address) =>
      fetch(address.replace('127.0.0.1', OTHER_ADDRESS)).then(
        () => true,
        () => false,
      ),
    );
    expect(await Promise.all(reached)).toEqual([isReached, isReached]);
    await mountebank.stop();
  });
});
