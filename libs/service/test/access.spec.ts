import { jwks } from '#libs/testing';
import { Access, configuration, type Service, service } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';

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
