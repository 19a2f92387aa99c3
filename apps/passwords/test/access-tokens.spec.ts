import { ConfigError, type Env } from '#libs/service';
import { audience, issuer, issuerAway, signingKey } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, type JWK, jwtVerify } from 'jose';
import { PasswordsConfig } from '../src/passwords.config.js';
import { AccessTokens } from '../src/access-tokens.js';

const ID = '0193a1b2-7c00-7000-8000-000000000001';
const NOON = new Date('2030-01-01T12:00:00.789Z');
const ENV = {
  PORT: '0',
  DATABASE_URL: 'postgres://p@localhost/p',
  BROKER_URL: 'postgres://p@localhost/b',
  ...issuerAway,
  CUSTOMERS_URL: 'http://localhost',
  SESSION_KEY: signingKey,
  OAUTH_CLIENTS: '{}',
  OPERATOR_CLIENTS: '{}',
  PUBLIC_URL: 'http://localhost',
  RESET_KEY: 'the key of this test'.padEnd(32, '.'),
};
const sessions = (env: Env = {}) =>
  new AccessTokens({ now: () => NOON }, PasswordsConfig.read({ ...ENV, ...env }));
const verify = (token: string, keys: JSONWebKeySet, meantFor = audience) =>
  jwtVerify(token, createLocalJWKSet(keys), {
    currentDate: NOON,
    typ: 'at+jwt',
    issuer,
    audience: meantFor,
  });

describe('a session', () => {
  it('is a token of the person, valid for a quarter of an hour', async () => {
    const { accessToken, ...told } = await sessions().forPerson(ID);
    expect(told).toEqual({ tokenType: 'Bearer', expiresIn: 900 });
    const { payload, protectedHeader } = await verify(accessToken, sessions().jwks() as JSONWebKeySet);
    const began = Math.floor(NOON.getTime() / 1000);
    expect(payload).toEqual({
      sub: ID,
      client_id: 'troupe-sign-in',
      iss: issuer,
      aud: audience,
      jti: expect.any(String),
      iat: began,
      exp: began + 900,
    });
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' });
  });

  it('of a service is for one other service, valid for five minutes', async () => {
    const granted = await sessions().forClient('alpha', 'beta', false);
    expect(granted).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    const { payload } = await verify(granted.access_token, sessions().jwks() as JSONWebKeySet, 'beta');
    expect(payload).toMatchObject({ sub: 'alpha', client_id: 'alpha', aud: 'beta' });
    expect(payload.exp).toBe((payload.iat ?? 0) + 300);
  });

  it('is valid for as long as the configuration says', async () => {
    expect((await sessions({ SESSION_LENGTH: '30s' }).forPerson(ID)).expiresIn).toBe(30);
  });

  it('is verified while the key changes, as long as both are published', async () => {
    const [before] = sessions().jwks().keys as [JWK];
    const next = JSON.stringify({ ...(JSON.parse(signingKey) as JWK), kid: 'next' });
    const after = sessions({ SESSION_KEY: next, OTHER_SESSION_KEYS: JSON.stringify({ keys: [before] }) });
    expect(after.jwks().keys.map(({ kid }) => kid)).toEqual(['next', 'test']);
    expect(JSON.stringify(after.jwks())).not.toContain('"d"');
    for (const issuing of [sessions(), after]) {
      const { accessToken } = await issuing.forPerson(ID);
      await verify(accessToken, after.jwks() as JSONWebKeySet);
    }
  });

  it.each(['{"keys":[{"kty":"OKP"}]}', '[]', `{"keys":[${signingKey}]}`])(
    'is refused when the other keys are not public ones: %s',
    (keys) => {
      expect(() => sessions({ OTHER_SESSION_KEYS: keys })).toThrow(ConfigError);
    },
  );

  it('is verified with the public part of the key alone', () => {
    const { x } = JSON.parse(signingKey) as { x: string };
    expect(sessions().jwks()).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: 'test', alg: 'EdDSA', use: 'sig' }],
    });
  });
});

describe('the configuration', () => {
  const { d: _, ...publicKey } = JSON.parse(signingKey) as Record<string, string>;
  const { kid: _kid, ...nameless } = JSON.parse(signingKey) as Record<string, string>;

  it.each([
    ['is not JSON', 'hunter2-hunter2-hunter2-hunter2-hunter2'],
    ['is public', JSON.stringify(publicKey)],
    ['has no kid', JSON.stringify(nameless)],
    [
      'is of another kind',
      JSON.stringify({ kty: 'RSA', n: 'hunter2', e: 'AQAB', d: 'hunter2', kid: 'test' }),
    ],
  ])('refuses a session key that %s, without quoting it', (_what, key) => {
    const read = () => PasswordsConfig.read({ ...ENV, SESSION_KEY: key });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/SESSION_KEY takes an Ed25519 private key/);
    expect(read).not.toThrow(/hunter2/);
  });
});
