import { freePort, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import { passwords } from '../src/passwords.module.js';

const SECRET = 'a:secret/of+alpha='.padEnd(32, 's');
const FORM = 'application/x-www-form-urlencoded';
const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
const basic = (name: string, secret: string) =>
  `Basic ${btoa(`${encodeURIComponent(name)}:${encodeURIComponent(secret)}`)}`;

/** The fields of a value, each with its type. */
const shapeOf = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? typeof value
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));

describe('a token for a service', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    const clients = { alpha: hash(SECRET), beta: hash('b'.repeat(32)) };
    service = await environment.start(passwords, {
      OAUTH_CLIENTS: JSON.stringify(clients),
      OPERATOR_CLIENTS: JSON.stringify({ olga: hash('o'.repeat(32)), alpha: hash('x'.repeat(32)) }),
    });
  });
  afterAll(() => environment.close());

  const ask = (form: Record<string, string>, authorization?: string) =>
    service.request('POST', '/oauth/token', {
      headers: { 'content-type': FORM, ...(authorization && { authorization }) },
      body: String(new URLSearchParams(form)),
    });
  const forBeta = { grant_type: 'client_credentials', audience: 'beta' };

  it('names its own service and one other, and the published keys verify it', async () => {
    const { status, headers, body } = await ask(forBeta, basic('alpha', SECRET));
    expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'no-store' });
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 300 });
    const published = await service.get('/.well-known/jwks.json');
    expect(published.headers.get('cache-control')).toBe('public, max-age=300');
    const keys = createLocalJWKSet(published.body);
    const { payload } = await jwtVerify(body.access_token, keys, { audience: 'beta', typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: 'alpha', client_id: 'alpha' });
  });

  it('is found by a client that knows the issuer alone', async () => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const own = await environment.start(passwords, {
      PORT: String(port),
      AUTH_ISSUER: issuer,
      AUTH_TOKEN_URL: `${issuer}/oauth/token`,
      AUTH_JWKS_URL: `${issuer}/.well-known/jwks.json`,
      OAUTH_CLIENTS: JSON.stringify({ alpha: hash(SECRET), beta: hash('b'.repeat(32)) }),
    });
    const metadata = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json();
    expect(metadata).toMatchObject({ issuer, response_types_supported: [] });
    const { grant_types_supported, token_endpoint_auth_methods_supported } = metadata as any;
    expect(grant_types_supported).toContain('client_credentials');
    expect(token_endpoint_auth_methods_supported).toContain('client_secret_basic');
    const { token_endpoint, jwks_uri, revocation_endpoint } = metadata as Record<string, string>;
    const headers = { authorization: basic('alpha', SECRET) };
    const granted = await fetch(token_endpoint!, {
      method: 'POST',
      headers,
      body: new URLSearchParams(forBeta),
    });
    const { access_token } = (await granted.json()) as { access_token: string };
    await jwtVerify(access_token, createRemoteJWKSet(new URL(jwks_uri!)), { issuer, audience: 'beta' });
    const body = new URLSearchParams({ token: 'unknown' });
    expect((await fetch(revocation_endpoint!, { method: 'POST', body })).status).toBe(200);
    await own.stop();
  });

  it('has the same fields as the tokens in the tests of other services', async () => {
    const { AUTH_TOKEN_URL = '', AUTH_JWKS_URL = '' } = environment.settingsOf(passwords);
    const request = { method: 'POST', body: new URLSearchParams(forBeta) };
    const authorization = basic('alpha', SECRET);
    const played = await (await fetch(AUTH_TOKEN_URL, { ...request, headers: { authorization } })).json();
    const { body } = await ask(forBeta, authorization);
    const parts = (answer: any) => [
      shapeOf(answer),
      shapeOf(decodeProtectedHeader(answer.access_token)),
      shapeOf(decodeJwt(answer.access_token)),
    ];
    expect(parts(body)).toMatchObject(parts(played));
    expect(shapeOf(body)).not.toMatchObject({ ...(shapeOf(played) as object), refresh_token: 'string' });
    const keys = await (await fetch(AUTH_JWKS_URL)).json();
    expect(shapeOf((await service.get('/.well-known/jwks.json')).body)).toMatchObject(
      shapeOf(keys) as object,
    );
  });

  it.each([
    ['no credentials', undefined],
    ['another scheme', `Bearer ${SECRET}`],
    ['a wrong secret', basic('alpha', `${SECRET}!`)],
    ['the secret of another client', basic('alpha', 'b'.repeat(32))],
    ['an unknown name', basic('gamma', SECRET)],
    ['a name that every object has', basic('constructor', SECRET)],
    ['the hash in place of the secret', basic('alpha', hash(SECRET))],
    ['no colon', `Basic ${btoa('alpha')}`],
    ['invalid base64', 'Basic ☃'.replace('☃', '%%%')],
  ])('is not given for %s', async (_what, authorization) => {
    const { status, headers, body } = await ask(forBeta, authorization);
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
    expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(headers.get('www-authenticate')).toBe('Basic realm="troupe", charset="UTF-8"');
  });

  it.each(['troupe', 'beta'])('names an operator’s role, and the audience %s', async (audience) => {
    const { body } = await ask({ ...forBeta, audience }, basic('olga', 'o'.repeat(32)));
    expect(decodeJwt(body.access_token)).toMatchObject({ sub: 'olga', aud: audience, roles: ['operator'] });
    const { body: key } = await service.get('/.well-known/jwks.json');
    await jwtVerify(body.access_token, createLocalJWKSet(key), { audience, typ: 'at+jwt' });
  });

  it('names no role for a service, and makes no operator of a service of the same name', async () => {
    const { body } = await ask(forBeta, basic('alpha', SECRET));
    expect(decodeJwt(body.access_token)).not.toHaveProperty('roles');
    expect((await ask(forBeta, basic('alpha', 'x'.repeat(32)))).status).toBe(401);
  });

  it('is not given to an operator for an unknown service', async () => {
    const { status, body } = await ask({ ...forBeta, audience: 'gamma' }, basic('olga', 'o'.repeat(32)));
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_target' });
  });

  it('is not given for a service that does not exist', async () => {
    const { status, body } = await ask({ ...forBeta, audience: 'troupe' }, basic('alpha', SECRET));
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_target' });
  });

  it.each([
    ['another grant', { ...forBeta, grant_type: 'password' }, '/grant_type', 'unsupported_grant_type'],
    ['no grant', { audience: 'beta' }, '/grant_type', 'invalid_request'],
    ['no audience', { grant_type: 'client_credentials' }, '/audience', 'invalid_request'],
  ])('is not given for %s', async (_what, form, pointer, error) => {
    const { status, body } = await ask(form as never, basic('alpha', SECRET));
    expect({ status, pointer: body.errors[0].pointer, error: body.error }).toEqual({
      status: 400,
      pointer,
      error,
    });
  });

  it.each(['grant_type=client_credentials', 'audience=beta', 'audience=alpha'])(
    'is not given for a parameter that comes twice: %s',
    async (again) => {
      const { status, headers, body } = await service.request('POST', '/oauth/token', {
        headers: { 'content-type': FORM, authorization: basic('alpha', SECRET) },
        body: `${String(new URLSearchParams(forBeta))}&${again}`,
      });
      expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_request' });
      expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    },
  );

  it.each(['application/json', 'text/plain'])('is not given for a body of %s', async (type) => {
    const answer = await service.post('/oauth/token', JSON.stringify(forBeta), {
      headers: { 'content-type': type, authorization: basic('alpha', SECRET) },
    });
    expect(answer).toMatchObject({
      status: 415,
      body: { detail: 'Send the body as application/x-www-form-urlencoded.' },
    });
  });

  it('is asked for by a form, which no other route takes', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await service.post('/sessions', 'email=ann%40example.com&password=x', { headers });
    expect(answer).toMatchObject({ status: 415, body: { detail: 'Send the body as application/json.' } });
  });

  it('is not given for a person’s password', async () => {
    const form = { grant_type: 'password', username: 'ann@example.com', password: 'x', audience: 'beta' };
    expect((await ask(form)).status).toBe(400);
  });

  it('leaves the secret in no log line and no span', async () => {
    await ask(forBeta, basic('alpha', SECRET));
    const told = JSON.stringify([
      environment.logs,
      environment.spans.getFinishedSpans().map(({ attributes }) => attributes),
    ]);
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain(basic('alpha', SECRET));
  });
});
