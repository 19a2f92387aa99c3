import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ANSWER_MS } from '#tooling/platform';
import { Mountebank } from '../src/mountebank.js';

/** An address of this machine besides 127.0.0.1. */
const OTHER_ADDRESS =
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.2';

/** The status of a request with these headers; `fetch` sets `host` and `origin` by itself. */
async function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number> {
  const body = method === 'POST' ? JSON.stringify({ protocol: 'http' }) : '';
  const sent = request(url, { method, headers: { 'content-type': 'text/plain', ...headers } }).end(body);
  const [response] = await once(sent, 'response', { signal: AbortSignal.timeout(ANSWER_MS) });
  response.resume();
  return response.statusCode;
}

describe('Mountebank', () => {
  it('is read at an address or at localhost, by no page of another site, and changed by its own process alone', async () => {
    const mountebank = await Mountebank.start();
    const { port } = new URL(mountebank.url);
    const own = `http://localhost:${port}`;
    const cases: [status: number, method: string, headers: Record<string, string>][] = [
      [200, 'GET', {}],
      [200, 'GET', { host: `localhost:${port}`, origin: own }],
      [403, 'POST', {}],
      [403, 'POST', { host: `localhost:${port}`, origin: own }],
      [403, 'DELETE', { 'x-mountebank-key': 'guessed' }],
      [200, 'GET', { host: `[::1]:${port}` }],
      [403, 'POST', { origin: 'https://evil.example' }],
      [403, 'POST', { origin: 'null' }],
      [403, 'POST', { origin: 'http://localhost:3000', host: `localhost:${port}` }],
      [403, 'GET', { host: `evil.example:${port}` }],
      [403, 'GET', { host: `127.0.0.1.evil.example:${port}` }],
      [403, 'DELETE', { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }],
    ];
    for (const [status, method, headers] of cases)
      expect([headers, await statusOf(`${mountebank.url}/imposters`, method, headers)]).toEqual([
        headers,
        status,
      ]);
    await mountebank.stop();
  });

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
