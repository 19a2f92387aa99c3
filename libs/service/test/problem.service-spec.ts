import { newId } from '#libs/telemetry';
import {
  type ServiceUnderTest,
  type Answer,
  eventually,
  message,
  TestEnvironment,
  TcpProxy,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { things } from './fixtures/things.js';
import { RawConnection, serveHttp } from './fixtures/network.js';

const thing = (label = newId()) => ({ label, parts: [{ label: 'a', size: 1 }], about: { note: 'n' } });

/** Expects problem details of this status and code, under the correlation ID that the answer's header shows. */
function expectProblem({ status, headers, body }: Answer, expected: number, code: string): void {
  expect({ status, code: body.type }).toEqual({ status: expected, code: `urn:troupe:problem:${code}` });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(body.correlationId).toBe(headers.get('x-correlation-id'));
  expect(body.correlationId).toMatch(/^[A-Za-z0-9._-]{8,64}$/);
  expect(JSON.stringify(body)).not.toMatch(/\\n +at |node_modules|\.[jt]s:|innermost/);
}

describe('problem details', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let neighbour: Awaited<ReturnType<typeof serveHttp>>;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    neighbour = await serveHttp((_request, response) => response.writeHead(500).end());
    service = await environment.start(things, { BETA_URL: neighbour.url });
  });
  afterAll(async () => {
    await environment.close();
    await neighbour.close();
  });

  const post = (body: unknown, headers?: Record<string, string>) =>
    service.post('/things', body, { headers });
  const made = async () => (await post(thing())).body as { thingId: string; label: string };

  it('report a refusal, with its code, its sentence and its members', async () => {
    const answer = await service.get('/refused');
    expectProblem(answer, 409, 'thing.used-up');
    expect(answer.body).toMatchObject({
      title: 'Conflict',
      detail: 'There is none left: make one first.',
      left: 0,
    });
  });

  it('point at every field of a body that is wrong', async () => {
    const answer = await post({
      label: 'l',
      parts: [
        { label: 'a', size: 1 },
        { label: '', size: 0 },
      ],
      about: { note: 1 },
    });
    expectProblem(answer, 400, 'invalid-input');
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/parts/1/label', '/parts/1/size', '/about/note']);
  });

  it('point at the whole body when it is missing', async () => {
    const answer = await service.request('POST', '/things');
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body.errors).toEqual([{ pointer: '', detail: expect.any(String) }]);
  });

  it('point at a path parameter and at a query parameter', async () => {
    const wrongId = await service.get('/things/42', { as: { operator: 'o' } });
    expectProblem(wrongId, 400, 'invalid-input');
    expect(wrongId.body.errors).toEqual([{ pointer: '/param/thingId', detail: 'must be a UUID' }]);
    const wrongLimit = await service.get('/list?limit=11');
    expectProblem(wrongLimit, 400, 'invalid-input');
    expect(wrongLimit.body.errors[0].pointer).toBe('/query/limit');
  });

  it.each([
    ['limit=', 'must be a whole number'],
    ['limit=1e1', 'must be a whole number'],
    ['limit=0x1', 'must be a whole number'],
    ['limit=1.5', 'must be a whole number'],
    ['limit=1&limit=2', 'must be given once'],
  ])('say what is wrong with the query ?%s', async (query, detail) => {
    const answer = await service.get(`/list?${query}`);
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body.errors).toEqual([{ pointer: '/query/limit', detail }]);
  });

  it.each([
    [{ 'content-encoding': 'gzip' }, 'identity'],
    [{ 'content-type': 'application/json; charset=utf-16' }, null],
    [{ 'content-type': 'text/plain' }, null],
  ])('tell which codings are read, if that is what is wrong: %j', async (headers, codings) => {
    const answer = await post(thing(), headers);
    expectProblem(answer, 415, 'unsupported-media-type');
    expect(answer.headers.get('accept-encoding')).toBe(codings);
  });

  it.each([
    ['/list', 'This path produces application/json: accept it.'],
    ['/problems', 'This path produces text/html or application/json: accept one of them.'],
  ])('name every type that %s produces', async (path, detail) => {
    const answer = await service.get(path, { headers: { accept: 'image/png' } });
    expectProblem(answer, 406, 'not-acceptable');
    expect(answer.body.detail).toBe(detail);
  });

  it.each([
    ['an unknown path', 'GET', '/nothing', {}, 404, 'no-such-path'],
    ['a path that is no URL', 'GET', '/things/%zz', {}, 400, 'bad-request'],
    [
      'a path parameter of 200 characters',
      'GET',
      `/things/${'a'.repeat(200)}`,
      { as: { operator: 'o' } },
      400,
      'invalid-input',
    ],
    ['malformed JSON', 'POST', '/things', { body: '{"label":' }, 400, 'bad-request'],
    ['an empty body that says it is JSON', 'POST', '/things', { body: '' }, 400, 'bad-request'],
    ['a poisoned prototype', 'POST', '/things', { body: '{"__proto__":{"x":1}}' }, 400, 'bad-request'],
    [
      'another content type',
      'POST',
      '/things',
      { body: 'a=1', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ...['gzip', 'br', 'deflate, gzip', 'identity, gzip', 'x-unknown'].map(
      (coding): [string, string, string, object, number, string] => [
        `a body with Content-Encoding: ${coding}`,
        'POST',
        '/things',
        { body: thing(), headers: { 'content-encoding': coding } },
        415,
        'unsupported-media-type',
      ],
    ),
    ...['utf-16', 'iso-8859-1', '"windows-1252"', 'x'].map(
      (charset): [string, string, string, object, number, string] => [
        `a body in ${charset}`,
        'POST',
        '/things',
        {
          body: JSON.stringify(thing()),
          headers: { 'content-type': `application/json; a=b; Charset=${charset}` },
        },
        415,
        'unsupported-media-type',
      ],
    ),
    [
      'a form',
      'POST',
      '/things',
      { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a body over 100 KB',
      'POST',
      '/things',
      { body: JSON.stringify('x'.repeat(100 * 1024)) },
      413,
      'payload-too-large',
    ],
    ['an Accept without JSON', 'GET', '/list', { headers: { accept: 'text/html' } }, 406, 'not-acceptable'],
    ['no token', 'GET', '/for/operators', {}, 401, 'unauthenticated'],
    ['the wrong kind of caller', 'GET', '/for/operators', { as: { person: 'p' } }, 403, 'forbidden'],
    ["another person's id", 'GET', '/for/p1', { as: { person: 'p2' } }, 404, 'not-found'],
    ['an error of ours', 'GET', '/broken', {}, 500, 'internal'],
  ])('report %s', async (_what, method, path, request, status, code) => {
    expectProblem(await service.request(method, path, request), status, code);
  });

  it.each([
    ['GET', '/things/%', {}, 'The path is not valid: send a percent sign as %25.'],
    ['POST', '/things', { body: '{"label":' }, 'The body is not valid JSON: mend it.'],
    [
      'POST',
      '/things',
      { body: '{"__proto__":{}}' },
      'The body has a member __proto__, or a constructor with a prototype: send it without.',
    ],
    ['POST', '/things', { body: '' }, 'The body is empty: send JSON, or no Content-Type.'],
    [
      'POST',
      '/things',
      { body: 'a=1', headers: { 'content-type': 'text/plain' } },
      'Send the body as application/json.',
    ],
    ['GET', '/for/operators', { as: { person: 'p' } }, 'This route does not allow a person.'],
    ['GET', '/for/services', { as: { operator: 'o' } }, 'This route does not allow an operator.'],
  ])('say what is wrong with %s %s %j', async (method, path, request, detail) => {
    expect((await service.request(method, path, request)).body.detail).toBe(detail);
  });

  it('say of what is no ETag that it is none, and of a weak one that it is weak', async () => {
    const { thingId } = await made();
    const detail = async (tag: string) => {
      const more = { as: { person: thingId }, headers: { 'if-match': tag } };
      const { status, body } = await service.put(`/things/${thingId}`, { label: newId() }, more);
      return [status, body.detail.split(':')[0]];
    };
    for (const tag of ['garbage', '1', '', '"1"x'])
      expect(await detail(tag)).toEqual([400, 'If-Match is not an ETag']);
    expect(await detail('W/"1-a"')).toEqual([412, 'If-Match takes no weak ETag']);
    expect(await detail('W/"1-a", "1-b"')).toEqual([412, 'It has changed']);
  });

  it('do not depend on the case of an id in the path', async () => {
    const { thingId } = await made();
    const answer = await service.get(`/things/${thingId.toUpperCase()}`, { as: { person: thingId } });
    expect(answer).toMatchObject({ status: 200, body: { thingId } });
  });

  it('name the methods that a path allows', async () => {
    for (const method of ['DELETE', 'PATCH', 'GET', 'QUERY']) {
      const answer = await service.request(method, '/things');
      expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
    }
    const answer = await service.request('POST', `/things/${newId()}?a=1`, { body: {} });
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, OPTIONS');
  });

  it('do not treat a dot in a path as any character', async () => {
    expectProblem(await service.request('DELETE', '/openapi-json'), 404, 'no-such-path');
    expectProblem(await service.request('DELETE', '/openapi.json'), 405, 'method-not-allowed');
  });

  it('ask for a token by WWW-Authenticate', async () => {
    expect((await service.get('/for/operators')).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('demand a precondition, and refuse one that no longer holds', async () => {
    const { thingId } = await made();
    const change = (headers: Record<string, string>) =>
      service.put(`/things/${thingId}`, { label: newId() }, { as: { person: thingId }, headers });
    expectProblem(await change({}), 428, 'precondition-required');
    const { headers } = await service.get(`/things/${thingId}`, { as: { person: thingId } });
    const read = { 'if-match': headers.get('etag') ?? '' };
    expect((await change(read)).headers.get('etag')).toMatch(/^"2-/);
    expectProblem(await change(read), 412, 'thing.changed');
  });

  it('say that a neighbour is down, and when to retry', async () => {
    const answer = await service.get('/neighbour');
    expectProblem(answer, 503, 'peer-unavailable');
    expect(answer.body.detail).toBe('beta fails. Try again in 5 seconds.');
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('log an internal error under the correlation ID, and give no details in the answer', async () => {
    const { body } = await service.get('/broken');
    const logged = environment.logs.find(
      (line) => line.correlation_id === body.correlationId && line.level === 'error',
    );
    expect(logged).toMatchObject({
      service: 'things',
      err: { type: 'Error', message: 'the innermost words' },
    });
    expect(logged).toHaveProperty('trace_id');
  });

  it('keep quotes from the database out of the answer and the log', async () => {
    const { label } = await made();
    const answer = await post(thing(label));
    expectProblem(answer, 500, 'internal');
    const logged = await eventually(() =>
      environment.logs.find((line) => line.correlation_id === answer.body.correlationId),
    );
    expect(logged.err).toMatchObject({ code: '23505' });
    expect(JSON.stringify([logged, answer.body])).not.toContain(label);
  });

  it.each([
    ['application/json', 'Identity'],
    ['application/json; charset=UTF-8', ', identity,'],
    ['application/json;charset="us-ascii"', ''],
  ])('are not reported for a body of %s without an encoding: %p', async (type, coding) => {
    const body = JSON.stringify(thing());
    const headers = { 'content-type': type, 'content-encoding': coding };
    expect((await service.request('POST', '/things', { body, headers })).status).toBe(201);
  });

  it('report bytes that are not UTF-8, which would be stored as something else', async () => {
    const body = JSON.stringify(thing('Zo\u00eb')).replace('\u00eb', String.fromCharCode(0xeb));
    const response = await fetch(new URL('/things', service.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body, 'latin1'),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('UTF-8') });
  });

  it.each(['{"label":"Zo\\ud800"}', '{"label":"Zo","\\uDFFF":[]}', '["\\ude80\\ud83d"]'])(
    'report half a surrogate pair, which would be stored as something else: %s',
    async (body) => {
      const answer = await service.request('POST', '/things', { body });
      expectProblem(answer, 400, 'bad-request');
      expect(answer.body.detail).toContain('half a surrogate pair');
    },
  );

  it('are not reported for the escapes of a whole pair', async () => {
    const body = JSON.stringify(thing('rocket')).replace('rocket', '\\ud83d\\ude80');
    expect((await service.request('POST', '/things', { body })).status).toBe(201);
  });

  it('are not logged for a caller who hangs up', async () => {
    const connection = new RawConnection(service.url);
    const correlationId = `hang-up-${newId()}`;
    connection.send(
      `POST /things HTTP/1.1\r\nhost: x\r\nx-correlation-id: ${correlationId}\r\ncontent-type: application/json\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n{`,
    );
    await eventually(() => connection.text.includes('100 Continue'));
    connection.disconnect();
    const written = () => environment.logs.filter((line) => line.correlation_id === correlationId);
    await eventually(() => written().some(({ msg }) => msg === 'request'));
    await service.get('/list'); // what the server had still to write is written by now
    expect(written().map(({ level, status }) => ({ level, status }))).toEqual([
      { level: 'debug', status: 499 },
    ]);
  });

  it('report headers that are too large, before there is a request', async () => {
    const answer = await new RawConnection(service.url)
      .send(`GET /list HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(17_000)}\r\n`)
      .answer();
    expect(answer.status).toBe(431);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', connection: 'close' });
    const body = JSON.parse(answer.body);
    expect(body).toMatchObject({ type: 'urn:troupe:problem:request-header-fields-too-large', status: 431 });
    expect(body.correlationId).toBe(answer.headers['x-correlation-id']);
  });

  it.each([
    ['headers', 'GET /list HTTP/1.1\r\nhost: x\r\n'],
    [
      'body',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{',
    ],
  ])('report a client that is too slow with its %s', async (_part, text) => {
    const hasty = await environment.start(things, { REQUEST_TIMEOUT: '200ms' });
    const answer = await new RawConnection(hasty.url).send(text).answer();
    expect(answer.status).toBe(408);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:troupe:problem:request-timeout',
      status: 408,
    });
  });

  it('report bytes that are not HTTP', async () => {
    const answer = await new RawConnection(service.url).send('good morning\r\n\r\n').answer();
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:troupe:problem:bad-request',
      status: 400,
      detail: 'The request is not valid HTTP: check its method, its headers and how its body is framed.',
    });
  });

  it.each([
    ['without a host', '', 'The request names no host: send it in the header Host.'],
    ['with several hosts', 'host: a\r\nHOST: b\r\n', 'The request names 2 hosts: send one header Host.'],
  ])('report a request %s', async (_, hosts, detail) => {
    const line = `GET /list HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`;
    const { status, headers, body } = await new RawConnection(service.url).send(line).answer();
    expect({ status, type: headers['content-type']?.split(';')[0] }).toEqual({
      status: 400,
      type: 'application/problem+json',
    });
    expect(JSON.parse(body)).toMatchObject({
      type: 'urn:troupe:problem:bad-request',
      detail,
      correlationId: headers['x-correlation-id'],
    });
  });

  it.each([
    ['a whole URL as its target', 'GET http://x/list HTTP/1.1\r\nhost: x\r\n'],
    ['an expectation that nobody knows', 'GET /list HTTP/1.1\r\nhost: x\r\nexpect: a-miracle\r\n'],
  ])('are none for a request with %s', async (_what, head) => {
    const text = `${head}connection: close\r\n\r\n`;
    expect(await new RawConnection(service.url).send(text).answer()).toMatchObject({
      status: 200,
      body: '{"limit":5}',
    });
  });

  it('report a target that is no path, without losing the request', async () => {
    const line = 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    const answer = await new RawConnection(service.url).send(line).answer();
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ correlationId: answer.headers['x-correlation-id'] });
  });

  it('are stored in the hospital, with their reason, for an event', async () => {
    const [refused, malformed] = [
      message('other.happened.v1', { size: -1 }),
      message('other.happened.v1', { size: 'x' }),
    ];
    await environment.publish('other', refused, malformed);
    const patients = await eventually(async () => {
      const all = await service.patients();
      return all.length === 2 ? new Map(all.map((patient) => [patient.id, patient])) : undefined;
    });
    expect(patients.get(refused.id)).toMatchObject({ reason: 'refused', message: 'Send a size from 0 on.' });
    expect(patients.get(malformed.id)).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('/size'),
    });
  });

  it('say that the database is down, until it is back', async () => {
    const proxy = await TcpProxy.open(environment.url('things', 'things'));
    const replica = await environment.start(things, { DATABASE_URL: proxy.url });
    expect((await replica.post('/things', thing())).status).toBe(201);
    await proxy.cut();
    const answer = await replica.post('/things', thing());
    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers.get('retry-after')).toBe('5');
    await proxy.restore();
    await eventually(async () => (await replica.post('/things', thing())).status === 201);
    await replica.stop();
    await proxy.cut();
  });
});
