import { Access, configuration, service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { sql } from 'kysely';
import { serveHttp } from './fixtures/network.js';
import { things } from './fixtures/things.js';

class BetaConfig extends configuration('beta') {}

@Controller()
class BetaController {
  @Get('answer')
  @Access({ public: true })
  answer() {
    return new Promise(() => {});
  }
}

@Module({ controllers: [BetaController] })
class BetaModule {}

/** A neighbour that never answers. */
const beta = service({
  name: 'beta',
  port: 4997,
  owner: 'tests',
  config: BetaConfig,
  module: BetaModule,
  events: {},
});

describe('a neighbour', () => {
  let environment: TestEnvironment;
  beforeAll(async () => void (environment = await TestEnvironment.open()));
  afterAll(() => environment.close());

  /** With a token at hand, a call takes as long as the neighbour does. */
  const tokenOf = (caller: ServiceUnderTest) =>
    eventually(() => caller.tokenFor('beta').catch(() => undefined));
  const counted = async (of: ServiceUnderTest, line: RegExp) =>
    ((await of.get('/metrics')).body as string).split('\n').find((one) => line.test(one));

  it('that is too slow is counted on both sides: as a timeout, and as a request whose caller hung up', async () => {
    const slow = await environment.start(beta);
    const caller = await environment.start(things, { BETA_URL: slow.url, PEER_TIMEOUT: '200ms' });
    await tokenOf(caller);
    const { status, body } = await caller.get('/neighbour');
    expect([status, body.detail]).toEqual([503, expect.stringMatching(/^beta does not answer in time\./)]);
    expect(await counted(caller, /^peer_failures_total\{.*peer="beta".*error_type="timeout"/)).toMatch(
      / 1\b/,
    );
    await eventually(async () =>
      / 1\b/.test((await counted(slow, /^http_server_requests_total\{.*route="\/answer".*"499"/)) ?? ''),
    );
    expect(await counted(slow, /^http_server_requests_total\{.*route="\/answer".*"4xx"/)).toMatch(/ 0$/);
  });

  it('that answers again wakes what waited for its circuit', async () => {
    let isUp = false;
    const neighbour = await serveHttp((_request, response) =>
      isUp ? response.end('{"size":1}') : response.writeHead(500).end(),
    );
    const caller = await environment.start(things, { BETA_URL: neighbour.url, RETRY_SCHEDULE: '1h' });
    await tokenOf(caller);
    for (let call = 0; call < 6; call++) await caller.get('/neighbour');
    expect((await caller.get('/neighbour')).body.detail).toMatch(
      /^beta has failed, and is called again in a few/,
    );
    const { id, attributes, body } = message('other.happened.v1', { size: 1 }, { source: '/troupe/other' });
    await sql`
      insert into messaging.retry (id, kind, type, attributes, body, attempts, due, waits_for)
      values (${id}, 'event', 'other.happened.v1', ${JSON.stringify(attributes)}, ${body}, 0, now() + interval '1 hour', 'beta')`.execute(
      caller.database.query,
    );
    isUp = true;
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 5_100); // the circuit lets a call pass again
    expect((await caller.get('/neighbour')).status).toBe(200);
    jest.restoreAllMocks();
    await caller.hasHeard(id);
    await neighbour.close();
  });

  it('that refuses our token is named with the reason, to the caller, in the log and in the trace of the request', async () => {
    const challenge = 'Bearer error="invalid_token", error_description="token expired"';
    const strict = await serveHttp((_request, response) =>
      response.writeHead(401, { 'www-authenticate': challenge }).end(),
    );
    const caller = await environment.start(things, { BETA_URL: strict.url });
    await tokenOf(caller);
    const id = newId();
    const { body } = await caller.get('/neighbour', { headers: { 'x-correlation-id': id } });
    expect(body.detail).toMatch(/^beta refuses us: token expired\./);
    const line = environment.logs.find(
      ({ msg, correlation_id }) => msg === 'a request failed' && correlation_id === id,
    );
    expect(line?.err).toMatchObject({ message: 'beta: refused us: token expired' });
    const server = await eventually(() =>
      environment.spans
        .getFinishedSpans()
        .find(({ kind, attributes }) => kind === SpanKind.SERVER && attributes['correlation.id'] === id),
    );
    const { traceId, spanId } = server.spanContext();
    expect(line).toMatchObject({ trace_id: traceId, span_id: spanId });
    await strict.close();
  });
});
