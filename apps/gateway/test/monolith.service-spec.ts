import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gateway } from '../src/gateway.module.js';

const operation = (service: string) => ({
  'x-service': service,
  'x-access': { public: true },
  responses: {},
});
/** Which program answers for the orders, and which for the points. */
type Owners = Record<'orders' | 'points', string>;

const documentWith = ({ orders, points }: Owners) => ({
  openapi: '3.1.0',
  info: { title: 'The shop', version: '1' },
  'x-problem-types': [],
  paths: {
    '/api/orders/{orderId}': { get: operation(orders), put: operation(orders) },
    '/api/points/{customerId}': { get: operation(points) },
  },
});

describe('what is behind the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'monolith-'));
  const servers: Server[] = [];
  let environment: TestEnvironment;
  let urls: string;

  /** A program that answers every request with its name. */
  async function listen(name: string): Promise<string> {
    const server = createServer(({ method, url }, response) => response.end(`${name}: ${method} ${url}`));
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `${name}=http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const gatewayWith = (owners: Owners): Promise<ServiceUnderTest> => {
    const file = join(folder, `${owners.orders}-${owners.points}.json`);
    writeFileSync(file, JSON.stringify(documentWith(owners)));
    return environment.start(gateway, { PUBLIC_API: file, SERVICE_URLS: urls });
  };
  const answers = async (service: ServiceUnderTest) =>
    Promise.all([
      service.get('/api/orders/7').then(({ body }) => body as string),
      service.request('PUT', '/api/orders/7', { body: '{}' }).then(({ body }) => body as string),
      service.get('/api/points/ann').then(({ body }) => body as string),
    ]);

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    urls = (await Promise.all(['monolith', 'orders', 'points'].map(listen))).join(',');
  });
  afterAll(async () => {
    await environment.close();
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('answers everything at first, and all but the seam that has moved', async () => {
    const whole = { orders: 'monolith', points: 'monolith' };
    const before = ['monolith: GET /orders/7', 'monolith: PUT /orders/7', 'monolith: GET /points/ann'];
    expect(await answers(await gatewayWith(whole))).toEqual(before);
    expect(await answers(await gatewayWith({ ...whole, points: 'points' }))).toEqual([
      ...before.slice(0, 2),
      'points: GET /points/ann',
    ]);
    expect(await answers(await gatewayWith(whole))).toEqual(before); // and back
  });

  it('may be two services that become one again, at the same paths', async () => {
    const [get, put, points] = ['GET /orders/7', 'PUT /orders/7', 'GET /points/ann'];
    expect(await answers(await gatewayWith({ orders: 'orders', points: 'points' }))).toEqual([
      `orders: ${get}`,
      `orders: ${put}`,
      `points: ${points}`,
    ]);
    expect(await answers(await gatewayWith({ orders: 'orders', points: 'orders' }))).toEqual([
      `orders: ${get}`,
      `orders: ${put}`,
      `orders: ${points}`,
    ]);
  });
});
