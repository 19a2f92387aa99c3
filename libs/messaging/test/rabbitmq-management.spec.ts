import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RabbitmqManagement } from '../src/engines/rabbitmq-management.js';

/** Longer than an answer takes on a busy machine. */
const ANSWER_MS = 3_000;

let servers: Server[];
let asked: number[];
const listen = async (listener: RequestListener) => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  asked = [0, 0];
  servers = [
    await listen(() => void asked[0]!++), // hangs
    await listen((_request, response) => {
      asked[1]!++;
      response.end('[]');
    }),
  ];
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

it('asks a node that hangs once for each request, and then begins with the one that answers', async () => {
  const url = { user: 'a', password: 'b', vhost: 'v', managements: servers.map(urlOf) };
  const management = new RabbitmqManagement(url as never, ANSWER_MS);
  const all = () => Promise.all([1, 2, 3].map(() => management.get('queues')));
  expect(await all()).toEqual([[], [], []]);
  expect(asked).toEqual([3, 3]);
  await all();
  expect(asked).toEqual([3, 6]);
});
