import { Access, configuration, service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { things } from './fixtures/things.js';

class PlainConfig extends configuration('plain') {}

@Controller()
class PlainController {
  @Get('plain')
  @Access({ public: true })
  plain() {
    throw new Error('broken');
  }
}

@Module({ controllers: [PlainController] })
class PlainModule {}

/** A service that stores nothing and says nothing. */
const plain = service({
  name: 'plain',
  port: 4998,
  owner: 'tests',
  config: PlainConfig,
  module: PlainModule,
  events: {},
});

describe('two services in one process', () => {
  let environment: TestEnvironment;
  let one: ServiceUnderTest;
  let other: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    [one, other] = [await environment.start(things), await environment.start(plain)];
  });
  afterAll(() => environment.close());

  it('are both ready', async () => {
    for (const service of [one, other]) await service.untilReady();
  });

  it('have only their own routes', async () => {
    expect((await one.get('/plain')).status).toBe(404);
    expect((await other.get('/list')).status).toBe(404);
    expect(Object.keys((await other.get('/openapi.json')).body.paths)).toEqual(['/plain']);
  });

  it('have metrics of their own', async () => {
    await other.get('/plain');
    const [ones, others] = [(await one.get('/metrics')).body, (await other.get('/metrics')).body];
    expect(ones).not.toMatch(/plain/);
    expect(others).not.toMatch(/things/);
    expect(others).toMatch(/http_server_requests_total\{.*route="\/plain".*status="5xx".*\} [1-9]/);
  });

  it('log and trace under their own names', async () => {
    const ids = [newId(), newId()] as const;
    await one.get('/broken', { headers: { 'x-correlation-id': ids[0] } });
    await other.get('/plain', { headers: { 'x-correlation-id': ids[1] } });
    for (const [id, name] of [
      [ids[0], 'things'],
      [ids[1], 'plain'],
    ]) {
      const span = await eventually(() =>
        environment.spans.getFinishedSpans().find(({ attributes }) => attributes['correlation.id'] === id),
      );
      expect(span.resource.attributes).toMatchObject({
        'service.name': name,
        'service.version': expect.stringMatching(/^\d+\.\d+\.\d+$/),
        'vcs.ref.head.revision': expect.any(String),
        'deployment.environment.name': expect.any(String),
      });
      const lines = environment.logs.filter(({ correlation_id }) => correlation_id === id);
      expect(new Set(lines.map((line) => line.service))).toEqual(new Set([name]));
    }
  });

  it('stop independently', async () => {
    await (await environment.start(plain)).stop();
    await other.untilReady();
    await one.untilReady();
  });
});
