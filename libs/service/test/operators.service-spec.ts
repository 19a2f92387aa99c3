import { newId } from '#libs/telemetry';
import { claimsOf, issuer, type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { things } from './fixtures/things.js';

const ACT = { act: 'discard', why: 'a test', messages: [{ kind: 'event', id: 'none' }] };

/** Sends an act as a browser or a program could, with any `Host`. @returns the status and the code of the problem */
async function act(service: ServiceUnderTest, authorization: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(service.url);
  const sent = request({
    hostname,
    port,
    path: '/hospital/acts',
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
  });
  sent.end(JSON.stringify(ACT));
  const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const text = Buffer.concat(await answer.toArray()).toString();
  const { type } = JSON.parse(text) as { type?: string };
  return [answer.statusCode, type?.replace('urn:troupe:problem:', '')];
}

describe('the site from which an operator acts', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let bearer: string;
  let port: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things, { OPERATOR_HOSTS: 'things.shop.example' });
    bearer = `Bearer ${await token('operator', 'olga')}`;
    ({ port } = new URL(service.url));
  });
  afterAll(() => environment.close());

  it.each([
    ['a program', () => ({})],
    ['a page of this service', () => ({ origin: service.url })],
    ['localhost', () => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` })],
    ['an IPv6 address', () => ({ host: `[::1]:${port}`, origin: `http://[::1]:${port}` })],
    ['the name of a container', () => ({ host: 'things:4999' })],
    ['a name that is set', () => ({ host: 'things.shop.example', origin: 'https://things.shop.example' })],
  ])('may be %s', async (_site, headers) => {
    expect(await act(service, bearer, headers())).toEqual([200, undefined]);
  });

  it.each([
    ['a page of another site', () => ({ origin: 'https://evil.example' }), 'forbidden-origin'],
    ['a page at another port of this machine', () => ({ origin: 'http://127.0.0.1:1' }), 'forbidden-origin'],
    ['a page without an origin', () => ({ origin: 'null' }), 'forbidden-origin'],
    [
      'a page whose name was rebound to this address',
      () => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
      'forbidden-host',
    ],
    ['a rebound name without an origin', () => ({ host: `evil.example:${port}` }), 'forbidden-host'],
    ['a name that ends like one that is set', () => ({ host: 'evil-things.shop.example' }), 'forbidden-host'],
  ])('may not be %s', async (_site, headers, code) => {
    expect(await act(service, bearer, headers())).toEqual([403, code]);
  });

  it('does not replace the token', async () => {
    expect(await act(service, '', { origin: service.url })).toEqual([401, 'unauthenticated']);
  });

  it('does not matter to what people and services may do', async () => {
    const headers = { origin: 'https://shop.example' };
    const id = newId();
    expect((await service.get(`/for/${id}`, { as: { person: id }, headers })).status).toBe(200);
    expect((await service.get('/for/services', { as: { service: 'alpha' }, headers })).status).toBe(200);
  });
});

describe('an OpenID Connect provider in the place of the embedded issuer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  const provider = createServer();

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    ({ privateKey } = pair);
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'oidc', alg: 'RS256', use: 'sig' }];
    provider.on('request', (_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })),
    );
    await once(provider.listen(0, '127.0.0.1'), 'listening');
    environment = await TestEnvironment.open();
    service = await environment.start(things, {
      AUTH_JWKS_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks`,
    });
  });
  afterAll(async () => {
    await environment.close();
    provider.close();
  });

  const statusOf = async (claims: object) => {
    const jwt = await new SignJWT({ ...claimsOf('person', 'olga'), iss: issuer, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'oidc', typ: 'at+jwt' })
      .setExpirationTime('5m')
      .sign(privateKey);
    const headers = { authorization: `Bearer ${jwt}` };
    return (await service.get('/hospital/groups', { headers })).status;
  };

  it.each([
    ['a person with the role among others', { client_id: 'shop-console', roles: ['staff', 'operator'] }, 200],
    ['a client with the role', { client_id: 'olga', roles: ['operator'] }, 200],
    ['a person without a role', { client_id: 'shop-console' }, 403],
    ['a person with another role', { client_id: 'shop-console', roles: ['staff', 'operators'] }, 403],
    ['a role in another claim', { client_id: 'shop-console', scope: 'operator', role: 'operator' }, 403],
    ['a role that is no list', { client_id: 'shop-console', roles: 'operator' }, 403],
    ['another audience', { client_id: 'shop-console', roles: ['operator'], aud: 'another' }, 401],
  ])('%s', async (_who, claims, status) => {
    expect(await statusOf(claims)).toBe(status);
  });
});
