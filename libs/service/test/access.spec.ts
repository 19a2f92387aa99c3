import { Access, configuration, type Service, service } from '#libs/service';
import { jwks } from '#libs/testing';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Tokens } from '../src/access.js';

class BareConfig extends configuration('bare') {}

/** Nothing listens on port 9 (discard). */
const env = {
  PORT: '0',
  DATABASE_URL: 'postgres://bare:bare@127.0.0.1:9/bare',
  BROKER_URL: 'postgres://bare:bare@127.0.0.1:9/broker',
  AUTH_JWKS: jwks,
  SERVICE_TOKEN: 'token',
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
  it('keeps the service from starting, and is named, even when it is inherited', async () => {
    await expect(serviceOf(Careless).start(env)).rejects.toThrow(
      'these routes do not declare @Access(): Careless.forgotten, Careless.inherited',
    );
  });
});

describe('a token', () => {
  it.each([
    ['EdDSA', { id: 'p1', kind: 'person' }],
    ['ES256', undefined],
    ['PS256', undefined],
  ])('signed by %s names %p, whatever keys are published', async (alg, caller) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] });
    const jwt = new SignJWT({ kind: 'person', iss: 'troupe', aud: 'troupe', sub: 'p1' })
      .setProtectedHeader({ alg, kid: 'k' })
      .setExpirationTime('1m');
    expect(await new Tokens(published).callerOf(`Bearer ${await jwt.sign(privateKey)}`)).toEqual(caller);
  });
});
