import { isCorrelationId, newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { IncomingHttpHeaders } from 'node:http';
import { things } from './fixtures/things.js';
import { RawConnection, serveHttp } from './fixtures/network.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const traceparent = `00-${TRACE}-${CALLER}-01`;
const thing = () => ({ label: newId(), parts: [], about: null });

describe('a request', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let neighbour: Awaited<ReturnType<typeof serveHttp>>;
  const heard: IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    neighbour = await serveHttp(({ headers }, response) => {
      heard.push(headers);
      response.end('{"size":1}');
    });
    service = await environment.start(things, { BETA_URL: neighbour.url });
  });
  afterAll(async () => {
    await environment.close();
    await neighbour.close();
  });

  const get = async (headers: Record<string, string>, path = '/list') => {
    const answer = await service.get(path, { headers });
    return answer.headers.get('x-correlation-id') ?? '';
  };
  const spansOf = (correlationId: string) =>
    environment.spans
      .getFinishedSpans()
      .filter(({ attributes }) => attributes['correlation.id'] === correlationId);
  const serverSpan = (correlationId: string) =>
    eventually(() => spansOf(correlationId).find(({ kind }) => kind === SpanKind.SERVER));
  const lines = (correlationId: string) =>
    environment.logs.filter(({ correlation_id }) => correlation_id === correlationId);

  it.each(['12345678', 'a.b_c-D9', 'x'.repeat(64)])(
    'keeps the correlation ID %s of its caller',
    async (id) => {
      expect(await get({ 'x-correlation-id': id })).toBe(id);
    },
  );

  it.each(['1234567', 'x'.repeat(65), 'with blank', 'a;DROP 1', '<script>', 'aaaaaaaa,bbbbbbbb', ''])(
    'gets a new correlation ID for "%s"',
    async (id) => {
      const given = await get({ 'x-correlation-id': id });
      expect(given).not.toBe(id);
      expect(isCorrelationId(given)).toBe(true);
    },
  );

  it('is told when its correlation ID was replaced, and else not', async () => {
    const noteFor = async (headers: Record<string, string>, path = '/list') =>
      (await service.get(path, { headers })).headers.get('x-correlation-id-note');
    const note = 'replaced: send 8 to 64 of the characters A-Z a-z 0-9 . _ -';
    for (const path of ['/list', '/nothing', '/things/%zz'])
      expect(await noteFor({ 'x-correlation-id': 'with blank' }, path)).toBe(note);
    expect(await noteFor({ 'x-correlation-id': '' })).toBe(note);
    expect(await noteFor({ 'x-correlation-id': 'valid-enough' })).toBeNull();
    expect(await noteFor({})).toBeNull();
  });

  it('takes the correlation ID from baggage when the header is missing or invalid', async () => {
    const baggage = 'other=1,correlation.id=from-baggage-1';
    expect(await get({ baggage })).toBe('from-baggage-1');
    expect(await get({ baggage, 'x-correlation-id': 'bad' })).toBe('from-baggage-1');
    expect(await get({ baggage, 'x-correlation-id': 'from-header-1' })).toBe('from-header-1');
    expect(await get({ baggage: 'correlation.id=bad' })).not.toBe('bad');
  });

  it('gets a correlation ID of its own', async () => {
    expect(await get({})).not.toBe(await get({}));
  });

  it('gets a request id of its own, whatever ids its caller sends', async () => {
    const id = await get({ 'request-id': 'mine-12345', 'x-request-id': 'mine-12345' });
    const line = await eventually(() => lines(id).find(({ msg }) => msg === 'request'));
    expect(line).toMatchObject({ method: 'GET', route: '/list', status: 200, level: 'debug' });
    expect(line.request_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(line.causation_id).toBe(line.request_id);
  });

  it('continues the trace of its caller', async () => {
    const span = await serverSpan(await get({ traceparent }));
    expect(span.spanContext().traceId).toBe(TRACE);
    expect(span.parentSpanContext?.spanId).toBe(CALLER);
  });

  it('starts a trace when its caller sends none, or an invalid one', async () => {
    for (const headers of [{}, { traceparent: '00-zz-zz-01' }]) {
      const span = await serverSpan(await get(headers as Record<string, string>));
      expect(span.parentSpanContext).toBeUndefined();
    }
  });

  it('is a span with its route and its status, and no parameter of its path', async () => {
    const id = newId();
    const span = await serverSpan(await get({}, `/things/${id}?limit=1`));
    expect(span.name).toBe('GET /things/:thingId');
    expect(span.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.route': '/things/:thingId',
      'http.response.status_code': 401,
      'url.scheme': 'http',
    });
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(JSON.stringify(span.attributes)).not.toContain(id);
  });

  it.each([
    ['/nothing', 'GET (unknown)', 404, SpanStatusCode.UNSET],
    ['/things/%zz', 'GET (unknown)', 400, SpanStatusCode.UNSET],
    ['/broken', 'GET /broken', 500, SpanStatusCode.ERROR],
  ])('for %s is a span too', async (path, name, status, code) => {
    const span = await serverSpan(await get({}, path));
    expect(span).toMatchObject({
      name,
      attributes: { 'http.response.status_code': status },
      status: { code },
    });
  });

  it('of a probe has no span', async () => {
    const id = newId();
    await get({ 'x-correlation-id': id }, '/health/live');
    await get({ 'x-correlation-id': id }, '/health/nothing');
    expect((await serverSpan(id)).name).toBe('GET (unknown)');
    expect(spansOf(id)).toHaveLength(1);
  });

  it('whose caller disconnects while sending is a span with status 499', async () => {
    const id = newId();
    const connection = new RawConnection(service.url).send(
      `POST /things HTTP/1.1\r\nhost: x\r\nx-correlation-id: ${id}\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{`,
    );
    await eventually(async () => (await service.get('/health/live')).status === 200);
    connection.disconnect();
    expect((await serverSpan(id)).attributes['http.response.status_code']).toBe(499);
  });

  it('ignores what callers claim about the scheme', async () => {
    const span = await serverSpan(await get({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.1.1.1' }));
    expect(span.attributes['url.scheme']).toBe('http');
  });

  it('has its ids on every span and every log line, down to the neighbour', async () => {
    const id = newId();
    const answer = await service.get('/neighbour', { headers: { 'x-correlation-id': id, traceparent } });
    expect(answer.body).toEqual({ size: 1 });
    const server = await serverSpan(id);
    const client = spansOf(id).find(({ name }) => name === 'GET beta');
    expect(client?.parentSpanContext?.spanId).toBe(server.spanContext().spanId);
    expect(heard.at(-1)).toMatchObject({
      'x-correlation-id': id,
      traceparent: `00-${TRACE}-${client?.spanContext().spanId}-01`,
      baggage: `correlation.id=${id}`,
    });
    for (const line of lines(id)) expect(line.trace_id).toBe(TRACE);
    expect(lines(id).length).toBeGreaterThan(0);
  });

  it('is the cause of the events it says', async () => {
    const id = newId();
    const answer = await service.post('/things', thing(), {
      as: { person: 'p1' },
      headers: { 'x-correlation-id': id },
    });
    const said = (await service.said('thing.made.v1')).find(
      ({ body }) => body.thingId === answer.body.thingId,
    );
    const line = await eventually(() => lines(id).find(({ msg }) => msg === 'request'));
    expect(said?.attributes).toMatchObject({ correlationid: id, causationid: line.request_id, actor: 'p1' });
    const producer = spansOf(id).find(({ kind }) => kind === SpanKind.PRODUCER);
    expect(said?.attributes.traceparent).toContain(producer?.spanContext().spanId);
  });

  it('does not pass its ids on to the next request on the same connection', async () => {
    const connection = new RawConnection(service.url);
    const request = (id: string) => `GET /refused HTTP/1.1\r\nhost: x\r\nx-correlation-id: ${id}\r\n`;
    connection
      .send(`${request('first-one-1')}\r\n`)
      .send(`${request('second-one-2')}connection: close\r\n\r\n`);
    const last = await connection.answer();
    expect(JSON.parse(last.body).correlationId).toBe('second-one-2');
    expect(connection.text.match(/"correlationId":"[^"]+"/g)).toEqual([
      '"correlationId":"first-one-1"',
      '"correlationId":"second-one-2"',
    ]);
  });

  it('keeps its ids while a late body arrives', async () => {
    const ids = Array.from({ length: 8 }, () => newId());
    const answers = await Promise.all(
      ids.map((id) =>
        service.post('/things', { label: 'x'.repeat(41) }, { headers: { 'x-correlation-id': id } }),
      ),
    );
    expect(answers.map(({ body }) => body.correlationId)).toEqual(ids);
  });

  it('passes its correlation ID on to the hearers of its events', async () => {
    const correlationid = newId();
    const event = message('other.happened.v1', { size: 2 }, { correlationid });
    await environment.publish('other', event);
    await service.hasHeard(event.id);
    await eventually(() => spansOf(correlationid).some(({ kind }) => kind === SpanKind.CONSUMER));
  });
});
