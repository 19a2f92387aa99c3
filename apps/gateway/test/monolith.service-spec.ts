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
const documentWith = (points: string) => ({
  openapi: '3.1.0',
  info: { title: 'The shop', version: '1' },
  'x-problem-types': [],
  paths: {
    '/api/orders/{orderId}': { get: operation('monolith'), put: operation('monolith') },
    '/api/points/{customerId}': { get: operation(points) },
  },
});

describe('a monolith behind the gateway', () => {
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
  const gatewayWith = (points: string): Promise<ServiceUnderTest> => {
    const file = join(folder, `${points}.json`);
    writeFileSync(file, JSON.stringify(documentWith(points)));
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
    urls = `${await listen('monolith')},${await listen('points')}`;
  });
  afterAll(async () => {
    await environment.close();
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('answers everything at first, and all but the seam that has moved', async () => {
    const before = ['monolith: GET /orders/7', 'monolith: PUT /orders/7', 'monolith: GET /points/ann'];
    expect(await answers(await gatewayWith('monolith'))).toEqual(before);
    expect(await answers(await gatewayWith('points'))).toEqual([
      ...before.slice(0, 2),
      'points: GET /points/ann',
    ]);
    expect(await answers(await gatewayWith('monolith'))).toEqual(before); // and back
  });
});
