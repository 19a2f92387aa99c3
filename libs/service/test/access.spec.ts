import { Access, configuration, type Service, service } from '#libs/service';
import { audience, claimsOf, issuer, issuerAway, token } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { ServerResponse } from 'node:http';
import { Tokens } from '../src/access.js';
import { serveHttp } from './fixtures/network.js';

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
  return service({ name: 'bare', port: 4998, config: BareConfig, module: BareModule, events: {} });
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

describe('a token', () => {
  it.each([
    ['EdDSA', { id: 'p1', kind: 'person' }],
    ['ES256', { id: 'p1', kind: 'person' }],
    ['RS256', { id: 'p1', kind: 'person' }],
    ['ES512', undefined],
  ])('signed by %s identifies %p, whatever keys are published', async (alg, caller) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] });
    const keys = await serveHttp((_request, response) => void response.end(published));
    const jwt = new SignJWT(claimsOf('person', 'p1'))
      .setProtectedHeader({ alg, kid: 'k', typ: 'at+jwt' })
      .setExpirationTime('1m');
    const config = { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: keys.url };
    const tokens = new Tokens('bare', config);
    expect(await tokens.callerOf(`Bearer ${await jwt.sign(privateKey)}`)).toEqual(caller);
    await keys.close();
  });

  it.each([
    ['are away', (_request: unknown, response: ServerResponse) => void response.destroy()],
    ['are an error', (_request: unknown, response: ServerResponse) => void response.writeHead(503).end()],
    ['do not come', () => {}],
    ['do not end', (_request: unknown, response: ServerResponse) => void response.write('{')],
    ['are no key set', (_request: unknown, response: ServerResponse) => void response.end('{}')],
  ])('is neither valid nor invalid while the keys %s', async (_how, answer) => {
    const keys = await serveHttp(answer);
    const config = { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: keys.url };
    const asked = new Tokens('bare', config, 100).callerOf(`Bearer ${await token('person', 'p1')}`);
    await expect(asked).rejects.toThrow('auth: its keys are unavailable; the token may be valid');
    await keys.close();
  });
});
