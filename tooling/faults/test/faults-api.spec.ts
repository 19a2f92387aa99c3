import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { freePort, HOST, UserError } from '#tooling/platform';
import { request } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Fault, FaultyPlatform } from '../src/fault.js';
import { Faults } from '../src/faults.js';
import { FaultsApi } from '../src/faults-api.js';

const PAGE = 'http://127.0.0.1:4000';
const TOKEN = { authorization: 'Bearer operator' };

describe('the API of faults', () => {
  const signUp = jest.fn<() => Promise<{ customerId: string; correlationId: string }>>();
  const undo = jest.fn<() => Promise<void>>();
  let api: FaultsApi;
  let port: number;

  beforeEach(async () => {
    jest.resetAllMocks();
    const fault = (name: string, turnOn: Fault['turnOn']) => ({ name, service: name, turnOn }) as Fault;
    const faults = new Faults({} as FaultyPlatform, [
      fault('carrier-down', async () => undo),
      fault('impossible', () => Promise.reject(new UserError('There is no carrier.'))),
      fault('faulty', () => Promise.reject(new Error('a bug'))),
    ]);
    port = await freePort();
    api = await FaultsApi.start(port, HOST, {
      faults,
      origins: [PAGE],
      isOperator: async (authorization) => authorization === TOKEN.authorization,
      signUp,
    });
  });

  afterEach(() => api.stop());

  /** `fetch` cannot send every header. */
  async function call(method: string, path: string, headers: Record<string, string> = TOKEN) {
    const sent = request({ host: HOST, port, method, path, headers }).end();
    const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    const body = await text(response);
    return {
      status: response.statusCode,
      headers: response.headers,
      body: body ? (JSON.parse(body) as Record<string, any>) : undefined,
    };
  }

  it('lists, turns on and turns off', async () => {
    expect((await call('GET', '/faults')).body?.faults).toHaveLength(3);
    expect((await call('PUT', '/faults/carrier-down')).body).toMatchObject({
      name: 'carrier-down',
      on: true,
    });
    expect((await call('GET', '/faults/carrier-down')).body).toMatchObject({ on: true });
    expect((await call('DELETE', '/faults/carrier-down')).body).toMatchObject({ on: false, since: null });
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('signs somebody up', async () => {
    signUp.mockResolvedValueOnce({ customerId: 'c', correlationId: 'p' });
    const { status, body } = await call('POST', '/sign-ups');
    expect([status, body]).toEqual([201, { customerId: 'c', correlationId: 'p' }]);
  });

  it.each([
    ['GET', '/faults'],
    ['PUT', '/faults/carrier-down'],
    ['POST', '/sign-ups'],
  ])('refuses %s %s to everybody but an operator', async (method, path) => {
    const { status, headers } = await call(method, path, {});
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect((await call('GET', '/faults/carrier-down')).body?.on).toBe(false);
  });

  it.each([
    ['another page', { origin: 'http://evil.example' }, 403],
    ['a name that leads here', { host: 'evil.example' }, 403],
    ['the page of the monitor', { origin: PAGE }, 200],
    ['no page', {}, 200],
  ])('answers %s', async (_, headers, expected) => {
    const { status, headers: answered } = await call('GET', '/faults', { ...TOKEN, ...headers });
    expect(status).toBe(expected);
    expect(answered['access-control-allow-origin']).toBe(
      'origin' in headers && expected === 200 ? PAGE : undefined,
    );
  });

  it('lets the browser send the token from the page of the monitor', async () => {
    const { status, headers } = await call('OPTIONS', '/faults/carrier-down', { origin: PAGE });
    expect([
      status,
      headers['access-control-allow-methods'],
      headers['access-control-allow-headers'],
    ]).toEqual([204, 'GET, POST, PUT, DELETE', 'authorization, content-type']);
    expect((await call('OPTIONS', '/faults', { origin: 'http://evil.example' })).status).toBe(403);
  });

  it.each([
    ['GET', '/faults/no-such', 404, 'There is no /faults/no-such: GET /faults lists the faults.'],
    ['POST', '/faults/carrier-down', 405, 'Use GET, PUT or DELETE.'],
    ['PUT', '/faults/impossible', 409, 'There is no carrier.'],
    ['PUT', '/faults/faulty', 500, 'a bug. The log of the service may tell more.'],
  ])('says what is wrong with %s %s', async (method, path, status, detail) => {
    expect((await call(method, path)).body).toMatchObject({ status, detail });
  });
});
