import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, claimsOf, jwks, signingKey, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { things } from './fixtures/things.js';

const me = newId();
const key = JSON.parse(signingKey) as JWK;
const [published] = (JSON.parse(jwks) as { keys: JWK[] }).keys;
const ours = claimsOf('person', me);

interface Forged {
  claims?: Record<string, unknown>;
  header?: Record<string, string>;
  expires?: string | Date | null;
  by?: JWK | Uint8Array;
}

/** A token of mine, but for one thing. */
function forged({ claims = {}, header = {}, expires = '1h', by = key }: Forged): Promise<string> {
  const jwt = new SignJWT({ ...ours, ...claims }).setProtectedHeader({
    alg: 'EdDSA',
    kid: 'test',
    typ: 'at+jwt',
    ...header,
  });
  if (expires) jwt.setExpirationTime(expires);
  return jwt.sign(by);
}

/** A token signed by a foreign key, whose header says where to find that key. */
async function withOwnKey(how: 'jwk' | 'jku'): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const where = { jwk: await exportJWK(publicKey), jku: 'http://127.0.0.1:9/jwks' }[how];
  return forged({ header: { [how]: where } as never, by: await exportJWK(privateKey) });
}

const bearer = async (jwt: Promise<string> | string) => `Bearer ${await jwt}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('a route', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let mine: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    mine = (await service.post('/things', { label: 'mine', parts: [], about: null })).body.thingId;
  });
  afterAll(() => environment.close());

  const statuses = async (authorization?: string) => {
    const paths = ['/list', `/for/${me}`, '/for/services', '/for/operators', `/things/${mine}`];
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    return Promise.all(paths.map(async (path) => (await service.get(path, { headers })).status));
  };

  it.each([
    // for everybody, for the person, for services, for operators, for all three
    ['me', () => token('person', me), [200, 200, 403, 403, 404]],
    ['whom the thing belongs to', () => token('person', mine), [200, 404, 403, 403, 200]],
    ['another person', () => token('person', newId()), [200, 404, 403, 403, 404]],
    ['a named service', () => token('service', 'alpha', 'things'), [200, 403, 200, 403, 200]],
    ['another service', () => token('service', 'beta', 'things'), [200, 403, 403, 403, 403]],
    ['a service with my id', () => token('service', me, 'things'), [200, 403, 403, 403, 403]],
    ['a person called like a service', () => token('person', 'alpha'), [200, 404, 403, 403, 404]],
    ['an operator', () => token('operator', 'o1'), [200, 403, 403, 200, 200]],
    ['an operator with my id', () => token('operator', me), [200, 403, 403, 200, 200]],
    [
      'me, with a clock that is half a minute slow',
      () => forged({ expires: ago(0.5) }),
      [200, 200, 403, 403, 404],
    ],
  ])('allows %s what it may do', async (_who, jwt, expected) => {
    expect(await statuses(await bearer(jwt()))).toEqual(expected);
  });

  it.each([
    ['a token that has expired', () => forged({ expires: ago(2) })],
    ['a token that never expires', () => forged({ expires: null })],
    ['a token for later', () => forged({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } })],
    ['another audience', () => forged({ claims: { aud: 'other' } })],
    ['another issuer', () => forged({ claims: { iss: 'other' } })],
    ['no audience', () => forged({ claims: { aud: undefined } })],
    ['no subject', () => forged({ claims: { sub: undefined } })],
    ['an empty subject', () => forged({ claims: { sub: '' } })],
    ['no client', () => forged({ claims: { client_id: undefined } })],
    ['another type', () => forged({ header: { typ: 'JWT' } })],
    ['a service’s token for another service', () => token('service', 'alpha', 'gamma')],
    ['a service’s token for everybody', () => forged({ claims: { sub: 'alpha', client_id: 'alpha' } })],
    ['a key that its header brings along', () => withOwnKey('jwk')],
    ['a key that its header leads to', () => withOwnKey('jku')],
    ['a key id that leads elsewhere', () => forged({ header: { kid: '../../etc/passwd' } })],
    ['an unknown key id', () => forged({ header: { kid: 'other' } })],
    ['the algorithm none', () => new UnsecuredJWT(ours).setExpirationTime('1h').encode()],
    [
      'the public key as a shared secret',
      () => forged({ header: { alg: 'HS256' }, by: new TextEncoder().encode(published?.x) }),
    ],
    [
      'another key',
      async () => {
        const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
        return forged({ by: await exportJWK(privateKey) });
      },
    ],
    ['a signature that is cut off', async () => (await forged({})).replace(/[^.]+$/, '')],
    [
      'a changed payload',
      async () =>
        (await forged({})).replace(
          /\.[^.]+\./,
          `.${btoa(JSON.stringify({ ...ours, exp: 4e9, roles: ['operator'] })).replace(/=+$/, '')}.`,
        ),
    ],
    ['nonsense', () => 'nonsense'],
  ])('refuses %s', async (_what, jwt) => {
    expect(await statuses(await bearer(jwt()))).toEqual([200, 401, 401, 401, 401]);
  });

  it('refuses a request without a bearer token', async () => {
    expect(await statuses()).toEqual([200, 401, 401, 401, 401]);
    for (const scheme of ['Basic ', '', 'Bearer  ']) {
      expect(await statuses(`${scheme}${await token('operator', 'o1')}`)).toEqual([200, 401, 401, 401, 401]);
    }
  });

  it('accepts the scheme in any case', async () => {
    expect(await statuses(`bearer ${await token('operator', 'o1')}`)).toEqual([200, 403, 403, 200, 200]);
  });

  it('gives the same answer for a missing resource and for one of another person', async () => {
    const about = async (id: string, as: { person: string }) => {
      const { body } = await service.get(`/things/${id}`, { as });
      return { ...body, correlationId: '' };
    };
    const nobodys = newId();
    expect(await about(mine, { person: me })).toEqual(await about(nobodys, { person: nobodys }));
  });

  it('refuses a HEAD as it refuses the GET', async () => {
    expect((await service.request('HEAD', '/for/operators')).status).toBe(401);
    expect((await service.request('HEAD', '/for/operators', { as: { operator: 'o1' } })).status).toBe(200);
  });

  it('tells a route for people who calls, and admits nobody else to it', async () => {
    const mine = await service.get('/for/people', { as: { person: me } });
    expect(mine).toMatchObject({ status: 200, body: { personId: me } });
    for (const as of [{ service: 'alpha' }, { operator: me }])
      expect((await service.get('/for/people', { as })).status).toBe(403);
    expect((await service.get('/for/people')).status).toBe(401);
  });

  it('authenticates the caller before it validates the request', async () => {
    expect((await service.put(`/things/${mine}`, { label: 1 })).status).toBe(401);
    expect((await service.put(`/things/${mine}`, { label: 1 }, { as: { person: mine } })).status).toBe(400);
  });

  it('writes no token into a log line', async () => {
    expect(JSON.stringify(environment.logs)).not.toContain(
      await token('service', 'things', 'beta').then((jwt) => jwt.split('.')[0]),
    );
    expect(
      JSON.stringify(environment.spans.getFinishedSpans().map(({ attributes }) => attributes)),
    ).not.toMatch(/bearer/i);
  });
});
