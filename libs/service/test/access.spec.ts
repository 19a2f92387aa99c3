import { Access, configuration, type Service, service } from '#libs/service';
import { audience, claimsOf, eventually, issuer, issuerAway, TcpProxy, token } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { ServerResponse } from 'node:http';
import { Tokens } from '../src/access.js';
import { IssuerKeys } from '../src/issuer-keys.js';
import { serveHttp } from './fixtures/network.js';

const CONFIG = { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience };

class BareConfig extends configuration('bare') {}

/** Nothing listens on port 9 (discard). */
const env = {
  PORT: '0',
  DATABASE_URL: 'postgres://bare:bare@127.0.0.1:9/bare',
  BROKER_URL: 'postgres://bare:bare@127.0.0.1:9/broker',
  ...issuerAway,
};

function serviceOf(controller: Type): Service {
  @Module({ controllers: [controller] })
  class BareModule {}
  return service({
    name: 'bare',
    port: 4998,
    owner: 'tests',
    config: BareConfig,
    module: BareModule,
    events: {},
  });
}

abstract class Base {
  @Get('inherited')
  inherited() {
    return {};
  }
}

@Controller()
class Careless extends Base {
  @Get('declared')
  @Access({ public: true })
  declared() {
    return {};
  }

  @Post('forgotten')
  forgotten() {
    return {};
  }
}

describe('a route without @Access()', () => {
  it('prevents the start of the service, and is named in the error, even when it is inherited', async () => {
    await expect(serviceOf(Careless).start(env)).rejects.toThrow(
      'these routes do not declare @Access(): Careless.forgotten, Careless.inherited',
    );
  });
});

/** What is told of the issuer when its keys are unavailable. */
const KEYS: Record<string, string> = {
  'are away': 'unreachable',
  'are an error': 'contract',
  'do not come': 'timeout',
  'do not end': 'contract',
  'are no key set': 'contract',
};
/** When a token ends, in seconds since 1970: in a minute. */
const EXPIRES_S = Math.floor(Date.now() / 1_000) + 60;

describe('a token', () => {
  it.each([
    ['EdDSA', { id: 'p1', kind: 'person', expiresAt: new Date(EXPIRES_S * 1_000) }],
    ['ES256', { id: 'p1', kind: 'person', expiresAt: new Date(EXPIRES_S * 1_000) }],
    ['RS256', { id: 'p1', kind: 'person', expiresAt: new Date(EXPIRES_S * 1_000) }],
    ['ES512', undefined],
  ])('signed by %s identifies %p, whatever keys are published', async (alg, caller) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] });
    const keys = await serveHttp((_request, response) => void response.end(published));
    const jwt = new SignJWT(claimsOf('person', 'p1'))
      .setProtectedHeader({ alg, kid: 'k', typ: 'at+jwt' })
      .setExpirationTime(EXPIRES_S);
    const tokens = new Tokens('bare', CONFIG, new IssuerKeys(keys.url));
    const identified = tokens.callerOf(`Bearer ${await jwt.sign(privateKey)}`);
    if (caller) expect(await identified).toEqual(caller);
    else await expect(identified).rejects.toThrow('Your token is refused: token invalid.');
    await keys.close();
  });

  it('is refused as one with a wrong signature when another key than the named one has signed it', async () => {
    const { publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { privateKey } = await generateKeyPair('EdDSA');
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }] });
    const keys = await serveHttp((_request, response) => void response.end(published));
    const jwt = new SignJWT(claimsOf('person', 'p1')).setExpirationTime('1m');
    const forged = await jwt.setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ: 'at+jwt' }).sign(privateKey);
    const tokens = new Tokens('bare', CONFIG, new IssuerKeys(keys.url));
    await expect(tokens.callerOf(`Bearer ${forged}`)).rejects.toThrow('token with a wrong signature');
    await keys.close();
  });

  it.each([
    ['token expired', { exp: -120 }, {}],
    ['token not valid yet', { nbf: 120 }, {}],
    ['token for another audience', {}, { aud: 'other' }],
    ['token of another issuer', {}, { iss: 'other' }],
    ['token invalid', {}, { client_id: undefined }],
    ['token invalid', {}, { sub: '' }],
    ['token invalid', {}, { sub: 'alpha', client_id: 'alpha' }],
  ])(
    'is refused with the reason: %s %j %j',
    async (problem, { exp = 60, nbf = 0 }: Record<string, number>, claims) => {
      const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      const published = JSON.stringify({
        keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }],
      });
      const keys = await serveHttp((_request, response) => void response.end(published));
      const now = Math.floor(Date.now() / 1000);
      const jwt = new SignJWT({ ...claimsOf('person', 'p1'), nbf: now + nbf, exp: now + exp, ...claims });
      const signed = await jwt.setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ: 'at+jwt' }).sign(privateKey);
      const tokens = new Tokens('bare', CONFIG, new IssuerKeys(keys.url));
      await expect(tokens.callerOf(`Bearer ${signed}`)).rejects.toMatchObject({
        status: 401,
        message: `Your token is refused: ${problem}. Send a valid one: Authorization: Bearer <token>.`,
        extra: { challenge: `Bearer error="invalid_token", error_description="${problem}"` },
      });
      await keys.close();
    },
  );

  it.each([
    ['are away', (_request: unknown, response: ServerResponse) => void response.destroy()],
    ['are an error', (_request: unknown, response: ServerResponse) => void response.writeHead(503).end()],
    ['do not come', () => {}],
    ['do not end', (_request: unknown, response: ServerResponse) => void response.write('{')],
    ['are no key set', (_request: unknown, response: ServerResponse) => void response.end('{}')],
  ])('is neither valid nor invalid while the keys %s', async (how, answer) => {
    const keys = await serveHttp(answer);
    const tokens = new Tokens('bare', CONFIG, new IssuerKeys(keys.url, undefined, 100));
    const asked = tokens.callerOf(`Bearer ${await token('person', 'p1')}`);
    await expect(asked).rejects.toMatchObject({
      message: 'auth: its keys are unavailable; the token may be valid',
      kind: KEYS[how],
    });
    await keys.close();
  });
});

describe('the keys of the issuer', () => {
  const MINUTE = 60_000;
  /** Key id by key id, the keys that the issuer has published. */
  let published: Record<string, Awaited<ReturnType<typeof keyPair>>>;
  let fetched: number;
  let server: Awaited<ReturnType<typeof serveHttp>>;
  let way: TcpProxy;
  let keys: IssuerKeys;
  let tokens: Tokens;

  beforeEach(async () => {
    published = { one: await keyPair() };
    fetched = 0;
    server = await serveHttp((_request, response) => {
      fetched++;
      const keys = Object.entries(published).map(([kid, { jwk }]) => ({ ...jwk, kid, alg: 'EdDSA' }));
      response.end(JSON.stringify({ keys }));
    });
    way = await TcpProxy.open(server.url);
    keys = new IssuerKeys(way.url);
    tokens = new Tokens('bare', CONFIG, keys);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    keys.stop();
    await way.cut().catch(() => {}); // it may be cut
    await server.close();
  });

  const keyPair = async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    return { jwk: await exportJWK(publicKey), privateKey };
  };
  const callerBy = async (kid: string, { privateKey } = published[kid]!) => {
    const jwt = new SignJWT(claimsOf('person', 'p1'))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
      .setExpirationTime('1h');
    return tokens.callerOf(`Bearer ${await jwt.sign(privateKey)}`);
  };
  const later = (ms: number) => {
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + ms);
  };
  const person = { id: 'p1', kind: 'person', expiresAt: expect.any(Date) };

  it('are fetched at the start, before anybody calls', async () => {
    keys.start();
    await eventually(() => fetched === 1);
  });

  it('are kept while it is down', async () => {
    keys.start();
    await eventually(() => callerBy('one'));
    await way.cut();
    later(11 * MINUTE);
    expect(await callerBy('one')).toEqual(person);
  });

  it('are fetched when it comes after the service, and kept when it goes again', async () => {
    await way.cut();
    keys.start();
    await expect(callerBy('one')).rejects.toThrow('auth: its keys are unavailable');
    await way.restore();
    await eventually(() => fetched > 0);
    await eventually(() => callerBy('one').catch(() => undefined));
    await way.cut();
    expect(await callerBy('one')).toEqual(person);
  });

  it('are not kept for longer than a day', async () => {
    keys.start();
    await eventually(() => callerBy('one'));
    await way.cut();
    later(25 * 60 * MINUTE);
    await expect(callerBy('one')).rejects.toThrow('auth: its keys are unavailable');
  });

  it('change: a new one is accepted after half a minute, and one that was withdrawn no longer', async () => {
    keys.start();
    await eventually(() => callerBy('one'));
    const withdrawn = published.one!;
    published = { two: await keyPair() };
    await expect(callerBy('two')).rejects.toThrow('token signed by an unknown key');
    later(MINUTE / 2);
    expect(await callerBy('two')).toEqual(person);
    await expect(callerBy('one', withdrawn)).rejects.toThrow('token signed by an unknown key');
  });

  it('leave a token with an unknown one neither valid nor invalid while it is down', async () => {
    keys.start();
    await eventually(() => callerBy('one'));
    published.two = await keyPair();
    await way.cut();
    later(MINUTE);
    await expect(callerBy('two')).rejects.toThrow('auth: its keys are unavailable; the token may be valid');
    expect(await callerBy('one')).toEqual(person);
  });
});
