import { newId, Telemetry, withCause } from '#libs/telemetry';
import { type Answers, PeerFailure, Peers, withHeaders } from '#libs/service';
import { eventually, TcpProxy } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { context, propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import dns from 'node:dns';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ERROR_TYPES } from '../src/limited-peer.js';
import { serveHttp } from './fixtures/network.js';

const TIMEOUT_MS = 150;
const MOST_CALLS = 64;
const Answered = z.object({ size: z.int() });
const fine = (_request: IncomingMessage, response: ServerResponse) => void response.end('{"size":1}');

/** Paths by which an event might try to make a service call another host. */
const PATHS_ELSEWHERE = [
  '',
  'answer',
  'http://elsewhere.example/',
  'https:elsewhere.example',
  'file:///etc/passwd',
  '@elsewhere.example/',
  ':80@elsewhere.example/',
  '.elsewhere.example/',
  '?url=http://elsewhere.example/',
  '#@elsewhere.example/',
  '\\\\elsewhere.example/',
  ' //elsewhere.example/',
  '//elsewhere.example/a',
  '///elsewhere.example/',
  '/\\elsewhere.example/',
  '/@elsewhere.example/',
  '/:80@elsewhere.example/',
  '/..//elsewhere.example/',
  '/../../../../etc/passwd',
  '/%2e%2e/%2e%2e/',
  '/%2f%2felsewhere.example/',
  '/http://169.254.169.254/latest/meta-data/',
  '//169.254.169.254/',
  '//[::ffff:169.254.169.254]/',
  '//2852039166/',
  '//0xa9fea9fe/',
  '//0/',
  '/a\r\nHost: elsewhere.example',
  '/a\nHost: elsewhere.example\n\n',
  '/a\tb',
  '/\u2024\u2024/',
  '/。elsewhere。example/',
];

describe('a peer', () => {
  let spans: InMemorySpanExporter;
  let telemetry: Telemetry;
  let local: Awaited<ReturnType<typeof serveHttp>>;
  let peers: Peers;
  let refusals: string[];
  let circuits: string[];
  let received: (Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string })[];
  /** What the peer does with a request, for each test to say. */
  let react: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    received = [];
    react = fine;
    local = await serveHttp((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        received.push({ method, url, headers, body });
        react(request, response);
      });
    });
    peers = peersAt(local.url);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await local.close();
  });

  const peersAt = (
    url: string,
    timeoutMs = 10_000,
    gamma = url,
    internalHosts: string[] = [],
    mostCalls = MOST_CALLS,
    tokenFor = async () => 'a.b.c',
  ) => {
    spans = new InMemorySpanExporter();
    telemetry = new Telemetry('alpha', 'error', { spans: new SimpleSpanProcessor({ exporter: spans }) });
    const outside = { gamma, auth: url, mail: 'smtp://127.0.0.1:9' };
    circuits = [];
    const listener = {
      opened: (peer: string, ms: number) => void circuits.push(`${peer} opened for ${ms} ms`),
      closed: (peer: string) => void circuits.push(`${peer} closed`),
    };
    refusals = [];
    const onRefusal = (name: string, token: string) => void refusals.push(`${name} ${token}`);
    const options = { tokenFor, onRefusal, timeoutMs, mostCalls, internalHosts, circuits: listener };
    return new Peers({ beta: url }, outside, options, telemetry);
  };
  const call = (to = 'beta', path = '/answer') =>
    peers.to(to).call('GET', path, { 200: Answered, 404: null });
  const failure = (reason: string) =>
    expect.objectContaining({ name: 'PeerFailure', message: `beta: ${reason}` });
  const metric = async (line: RegExp) =>
    (await telemetry.metrics.scrape()).body.split('\n').filter((one) => line.test(one));
  const dropped = (request: IncomingMessage) => void request.socket.destroy();

  it('answers with one of the statuses of its contract', async () => {
    expect(await call()).toMatchObject({ status: 200, body: { size: 1 } });
    react = (_request, response) => void response.writeHead(404, { 'x-a': '1' }).end('gone');
    expect(await call()).toEqual({ status: 404, body: undefined });
  });

  it('is called at the release that has the turn, and at its own URL when one runs', async () => {
    const release = await serveHttp(fine);
    const shares = [{ url: release.url }, undefined];
    const traffic = { releaseFor: (name: string) => (name === 'beta' ? shares.shift() : undefined) as never };
    const options = { tokenFor: async () => 'a.b.c', timeoutMs: 10_000, mostCalls: MOST_CALLS, traffic };
    peers = new Peers({ beta: local.url }, {}, options, new Telemetry('alpha', 'error'));
    try {
      await call();
      expect(received).toHaveLength(0);
      await call();
      expect(received).toHaveLength(1);
    } finally {
      await release.close();
    }
  });

  it('is sent what the schema of the body says, and nothing that it does not know', async () => {
    const schema = z.strictObject({ a: z.string().trim(), b: z.string().optional() });
    const send = (body: unknown) => peers.to('beta').call('PUT', '/', { 200: null }, { body, schema });
    await send({ a: ' ü ' });
    expect(received[0]?.body).toBe('{"a":"ü"}');
    for (let at = 0; at < 6; at++)
      await expect(send({ a: 'ü', c: 1 })).rejects.toMatchObject({ name: 'ZodError' });
    expect(await metric(/^circuit_state\{peer="beta"/)).toEqual([expect.stringMatching(/ 0$/)]);
    expect(received).toHaveLength(1);
  });

  it('passes on the headers that the caller declares, and no other', async () => {
    react = (_request, response) =>
      void response.writeHead(201, { location: '/answers/1', 'x-a': '1' }).end('{"size":1}');
    const ask = (answers: Answers) => peers.to('beta').call('GET', '/answer', answers);
    const headers = { location: z.string() };
    expect(await ask({ 201: withHeaders(headers) })).toEqual({
      status: 201,
      body: undefined,
      headers: { location: '/answers/1' },
    });
    expect(await ask({ 201: withHeaders(headers, Answered) })).toMatchObject({ body: { size: 1 } });
    expect(await ask({ 201: Answered })).toEqual({ status: 201, body: { size: 1 } });
    await expect(ask({ 201: withHeaders({ etag: z.string() }) })).rejects.toEqual(
      failure('answered without a valid etag'),
    );
  });

  it.each<[string, Answers]>([
    ['at the whole', { 200: z.looseObject({ size: z.int() }) }],
    ['in a record', { 200: z.object({ size: z.record(z.string(), z.int()) }) }],
    ['in the body beside headers', { 200: withHeaders({ etag: z.string() }, z.looseObject({})) }],
  ])('is not called when a client could read what it does not declare, %s', async (_, answers) => {
    await expect(peers.to('beta').call('GET', '/answer', answers)).rejects.toThrow(
      /^An answer 200 of beta is read without declaring what is at (the whole|size): declare the fields that are read\.$/,
    );
    expect(received).toEqual([]);
  });

  it('is sent a body as JSON', async () => {
    await peers
      .to('beta')
      .call('POST', '/answer?a=1', { 200: null }, { body: { a: 'ü' }, headers: { 'if-match': '"1"' } });
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: '/answer?a=1',
      body: '{"a":"ü"}',
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    });
  });

  describe('within a business process', () => {
    const correlationId = newId();
    const asked = async (to: string) => {
      const ctx = withCause(
        propagation.setBaggage(context.active(), propagation.createBaggage({ other: { value: '1' } })),
        { correlationId, causationId: newId() },
      );
      await context.with(ctx, () =>
        telemetry.tracing.run('work', { kind: SpanKind.INTERNAL }, () => call(to)),
      );
      return received[0]?.headers;
    };

    it('gets the token, the correlation ID and the trace when it is a neighbour', async () => {
      const headers = await asked('beta');
      const client = spans.getFinishedSpans().find(({ kind }) => kind === SpanKind.CLIENT);
      expect(headers).toMatchObject({
        authorization: 'Bearer a.b.c',
        'x-correlation-id': correlationId,
        baggage: `other=1,correlation.id=${correlationId}`,
        traceparent: `00-${client?.spanContext().traceId}-${client?.spanContext().spanId}-01`,
      });
      expect(client).toMatchObject({
        name: 'GET beta',
        attributes: {
          'peer.service': 'beta',
          'http.response.status_code': 200,
          'correlation.id': correlationId,
        },
      });
    });

    it('gets the trace, and no baggage, when it is the issuer of tokens', async () => {
      const headers = await asked('auth');
      const [work] = spans.getFinishedSpans().slice(-1);
      expect(headers?.traceparent).toContain(work?.spanContext().traceId);
      expect(headers).not.toHaveProperty('baggage');
      expect(headers).not.toHaveProperty('authorization');
    });

    it('gets the correlation ID alone when it is a third party', async () => {
      const headers = await asked('gamma');
      expect(headers).toMatchObject({ 'x-correlation-id': correlationId });
      expect(Object.keys(headers ?? {}).sort()).toEqual(['accept', 'connection', 'host', 'x-correlation-id']);
    });
  });

  it('gets the token of the caller on whose behalf it is asked, if it is a neighbour', async () => {
    for (const to of ['beta', 'gamma'])
      await peers.to(to).call('GET', '/answer', { 200: Answered }, { token: 'd.e.f' });
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer d.e.f', undefined]);
  });

  it('tells that it has refused our token, and not that of a caller', async () => {
    react = answering(401);
    await expect(call()).rejects.toThrow(PeerFailure);
    expect(refusals).toEqual(['beta a.b.c']);
    await expect(
      peers.to('beta').call('GET', '/answer', { 200: Answered }, { token: 'd.e.f' }),
    ).rejects.toThrow(PeerFailure);
    await expect(call('gamma')).rejects.toThrow(PeerFailure);
    react = answering(500);
    await expect(call()).rejects.toThrow(PeerFailure);
    expect(refusals).toHaveLength(1);
  });

  it('keeps the path of its URL', async () => {
    for (const base of ['/base/v1', '/base/v1/']) {
      peers = peersAt(`${local.url}${base}`);
      await call('beta', '/answer?a=1');
    }
    expect(received.map(({ url }) => url)).toEqual(['/base/v1/answer?a=1', '/base/v1/answer?a=1']);
  });

  it.each(PATHS_ELSEWHERE)('keeps its host, whatever path an event names: %j', async (path) => {
    const told = await call('beta', path).then(
      () => 'answered',
      (error: Error) => error.message,
    );
    if (!received.length) expect(told).toBe('the path of a call to beta must start with /');
    else expect(received[0]?.headers.host).toBe(new URL(local.url).host);
  });

  describe('that is a third party', () => {
    const resolvesTo = (...addresses: string[]) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const lookup = (_host: string, _options: object, done: (error: null, found: object[]) => void) =>
        done(null, found);
      jest.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
    };
    const named = () => local.url.replace('127.0.0.1', 'gamma.example');

    it.each([['127.0.0.1'], ['169.254.169.254'], ['::ffff:10.0.0.7'], ['93.184.215.14', '10.0.0.7']])(
      'is not called when its name resolves to an internal address: %s',
      async (...addresses) => {
        resolvesTo(...addresses);
        peers = peersAt(local.url, 10_000, named());
        await expect(call('gamma')).rejects.toThrow(
          `gamma: its name resolves to the internal address ${addresses.at(-1)}: add the host to INTERNAL_HOSTS if that is right`,
        );
        expect(received).toEqual([]);
      },
    );

    it('is called at an internal address when the configuration allows it', async () => {
      resolvesTo('127.0.0.1');
      peers = peersAt(local.url, 10_000, named(), ['gamma.example']);
      expect(await call('gamma')).toMatchObject({ status: 200 });
      expect(received[0]?.headers.host).toBe(new URL(named()).host);
    });
  });

  it.each([
    ['17', 17],
    ['0', undefined],
    ['123456', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ])('says how long to wait: %s', async (told, retryAfter) => {
    react = (_request, response) => void response.writeHead(429, { 'retry-after': told }).end();
    await expect(call()).rejects.toMatchObject({ message: 'beta: answered 429', retryAfter });
  });

  it('is not followed when it redirects', async () => {
    react = (_request, response) => void response.writeHead(302, { location: '/other' }).end();
    await expect(call()).rejects.toEqual(failure('answered 302'));
    expect(received).toHaveLength(1);
  });

  it.each([
    ['is silent', () => {}],
    [
      'stops in the middle',
      (_request: IncomingMessage, response: ServerResponse) => void response.write('{"size"'),
    ],
    [
      'never comes to an end',
      (_request: IncomingMessage, response: ServerResponse) => {
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('fails within its time limit when it %s', async (_how, reaction) => {
    react = reaction;
    peers = peersAt(local.url, TIMEOUT_MS);
    const began = performance.now();
    await expect(call()).rejects.toEqual(failure('timeout'));
    expect(performance.now() - began).toBeGreaterThan(TIMEOUT_MS - 10);
    await eventually(
      () => new Promise<boolean>((resolve) => local.server.getConnections((_, n) => resolve(n === 0))),
    );
  });

  it.each([
    ['hangs up', dropped, /^beta: (ECONNRESET|UND_ERR_SOCKET)$/],
    [
      'breaks',
      (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end(),
      /^beta: answered 500$/,
    ],
    [
      'is no API',
      (_: IncomingMessage, response: ServerResponse) => void response.end('<p>Jane'),
      /^beta: answered no JSON$/,
    ],
    [
      'answers another body',
      (_: IncomingMessage, response: ServerResponse) => void response.end('{"size":"Jane"}'),
      /^beta: answered without a valid size$/,
    ],
    [
      'answers a bare value',
      (_: IncomingMessage, response: ServerResponse) => void response.end('7'),
      /valid \(body\)$/,
    ],
    [
      'answers more than a megabyte',
      (_: IncomingMessage, response: ServerResponse) => void response.end(`"${'x'.repeat(1024 * 1024)}"`),
      /^beta: answered more than 1048576 bytes$/,
    ],
  ])('fails when it %s', async (_how, reaction, message) => {
    react = reaction;
    const error = (await call().catch((thrown: unknown) => thrown)) as PeerFailure;
    expect(error).toBeInstanceOf(PeerFailure);
    expect(error.peer).toBe('beta');
    expect(error.message).toMatch(message);
    expect(`${error.message}${String(error.cause)}`).not.toContain('Jane');
    const [span] = spans.getFinishedSpans();
    expect(span).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': expect.any(String) },
    });
  });

  const answering = (status: number, body = '') => {
    return (_: IncomingMessage, response: ServerResponse) => void response.writeHead(status).end(body);
  };
  const challenging = (challenge: string) => {
    return (_: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(401, { 'www-authenticate': challenge }).end();
  };
  const FULL = JSON.stringify({ type: 'urn:troupe:problem:full' });

  it.each([
    ['timeout', 'does not answer in time', () => {}],
    ['unreachable', 'cannot be reached', dropped],
    ['refused', 'refuses us', answering(401)],
    [
      'refused',
      'refuses us: token expired',
      challenging('Bearer error="invalid_token", error_description="token expired"'),
    ],
    ['refused', 'refuses us', challenging('Bearer error_description="<script>"')],
    ['refused', 'refuses us: our role may not call this route', answering(403)],
    ['refused', 'refuses us: our name or secret is wrong', answering(401, '{"error":"invalid_client"}')],
    ['full', 'has too many requests at once', answering(503, FULL)],
    ['full', 'has too many requests at once', answering(429)],
    ['contract', 'answers what its contract does not say', answering(409)],
    ['5xx', 'fails', answering(503)],
    ['contract', 'answers what its contract does not say', answering(200, '{}')],
  ])('is counted as %s, and a caller is told that it %s', async (type, told, reaction) => {
    react = reaction;
    peers = peersAt(local.url, type === 'timeout' ? TIMEOUT_MS : undefined);
    await expect(call()).rejects.toMatchObject({ kind: type, told: `beta ${told}` });
    expect(await metric(/^peer_failures_total\{peer="beta",.*[^0]$/)).toEqual([
      expect.stringContaining(`error_type="${type}"`),
    ]);
  });

  it('is counted as a missing token when the issuer gives none, and the issuer is blamed', async () => {
    peers = peersAt(local.url, 10_000, undefined, undefined, undefined, () =>
      Promise.reject(new PeerFailure('auth', 'unreachable')),
    );
    await expect(call()).rejects.toMatchObject({ peer: 'auth', told: 'auth cannot be reached' });
    expect(await metric(/^peer_failures_total\{peer="beta",.*[^0]$/)).toEqual([
      expect.stringContaining('error_type="no token"'),
    ]);
  });

  it('fails when nothing listens', async () => {
    const { url, close } = await serveHttp(fine);
    await close();
    peers = peersAt(url);
    await expect(call()).rejects.toEqual(failure('ECONNREFUSED'));
  });

  describe('behind a circuit breaker', () => {
    const failed = async (times: number) => {
      for (let i = 0; i < times; i++) await expect(call()).rejects.toThrow(PeerFailure);
    };
    const later = (ms: number) => {
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + ms);
    };
    const state = () => metric(/^circuit_state\{peer="beta"/);

    it('is not called after five failures in a row', async () => {
      react = dropped;
      await failed(5);
      expect(received).toHaveLength(5);
      await expect(call()).rejects.toEqual(failure('circuit open'));
      expect(received).toHaveLength(5);
      expect(await state()).toEqual([expect.stringMatching(/ 2$/)]);
    });

    it('is still called when one call in between succeeds', async () => {
      react = dropped;
      await failed(4);
      react = fine;
      await call();
      react = dropped;
      await failed(4);
      react = fine;
      await call();
      expect(await state()).toEqual([expect.stringMatching(/ 0$/)]);
    });

    it('is tried once after five seconds, and called again when it answers', async () => {
      react = dropped;
      await failed(5);
      later(4_900);
      await expect(call()).rejects.toEqual(failure('circuit open'));
      later(5_100);
      react = fine;
      await call();
      await call();
      expect(received).toHaveLength(7);
      expect(await state()).toEqual([expect.stringMatching(/ 0$/)]);
    });

    it('is not called for another five seconds when it still fails', async () => {
      react = dropped;
      await failed(5);
      later(5_100);
      await failed(1);
      expect(received).toHaveLength(6);
      await expect(call()).rejects.toEqual(failure('circuit open'));
    });

    it('is called as long as it only says that it is full', async () => {
      react = (_request, response) => {
        response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '7' });
        response.end('{"type":"urn:troupe:problem:full"}');
      };
      for (let at = 0; at < 7; at++)
        await expect(call()).rejects.toEqual(Object.assign(failure('is full'), { retryAfter: 7 }));
      expect(received).toHaveLength(7);
      expect(await state()).toEqual([expect.stringMatching(/ 0$/)]);
    });

    it.each([
      ['a status', answering(400)],
      ['a body', answering(200, '{}')],
    ])('is called as long as it answers, although with %s that nobody expects', async (_, reaction) => {
      react = reaction;
      await failed(7);
      expect(received).toHaveLength(7);
      react = dropped;
      await failed(5);
      react = reaction;
      later(5_100);
      await failed(2);
      expect(received).toHaveLength(14);
      expect(circuits).toEqual(['beta opened for 5000 ms', 'beta closed']);
    });

    it('is not called after it has failed with another 503', async () => {
      react = (_request, response) => {
        response.writeHead(503, { 'retry-after': '7' });
        response.end('{"type":"urn:troupe:problem:unavailable"}');
      };
      await failed(5);
      await expect(call()).rejects.toEqual(failure('circuit open'));
    });

    it('tells once that it has opened, and that it has closed', async () => {
      react = dropped;
      await failed(7);
      later(5_100);
      await failed(2);
      expect(circuits).toEqual(['beta opened for 5000 ms']);
      later(5_100);
      react = fine;
      await call();
      expect(circuits).toEqual(['beta opened for 5000 ms', 'beta closed']);
      react = dropped;
      await failed(5);
      expect(circuits).toHaveLength(3);
    });

    it('marks the failures by which a message learns that it has to wait', async () => {
      react = dropped;
      const marks = [];
      for (let at = 0; at < 6; at++)
        marks.push(await call().catch((error: unknown) => (error as PeerFailure).openCircuit));
      const none = undefined;
      const [called, refused] = [true, false].map((wasCalled) => ({ peer: 'beta', wasCalled }));
      expect(marks).toEqual([none, none, none, none, called, refused]);
    });

    it('does not affect other peers', async () => {
      react = dropped;
      await failed(5);
      react = fine;
      expect(await call('gamma')).toMatchObject({ status: 200 });
    });

    it('is not counted as failing when the caller passes an invalid path', async () => {
      for (let i = 0; i < 6; i++) await expect(call('beta', '')).rejects.toThrow('path');
      expect(await call()).toMatchObject({ status: 200 });
    });
  });

  describe('that is slow', () => {
    let held: ServerResponse[];
    beforeEach(() => {
      held = [];
      peers = peersAt(local.url, 2_000, local.url, [], 2);
      react = (request, response) =>
        request.url === '/quick' ? fine(request, response) : void held.push(response);
    });
    const release = () => held.splice(0).forEach((response) => response.end('{"size":1}'));

    it('is called so often at once, and again when a call has ended', async () => {
      const calls = Promise.all(Array.from({ length: 6 }, () => call()));
      for (const begun of [2, 4, 6]) {
        await eventually(() => received.length === begun);
        release();
      }
      expect(await calls).toHaveLength(6);
    });

    it('is full for calls that would wait longer than half of their time limit', async () => {
      const calls = Promise.allSettled(Array.from({ length: 50 }, () => call()));
      await eventually(() => received.length === 2);
      release();
      react = fine;
      const reasons = (await calls).flatMap((one) =>
        one.status === 'rejected' ? [one.reason as Error] : [],
      );
      expect(reasons.length).toBeGreaterThan(5);
      expect(reasons.length).toBeLessThan(45);
      for (const reason of reasons) {
        expect(reason).toEqual(failure('2 calls run at once, as many as PEER_CALLS allows, and others wait'));
        expect(reason).toMatchObject({ name: 'PeerFailure', retryAfter: expect.any(Number) });
      }
      expect(await metric(/^circuit_state\{peer="beta"/)).toEqual([expect.stringMatching(/ 0$/)]);
    });

    it('keeps no call to another peer waiting', async () => {
      const calls = Promise.allSettled(Array.from({ length: 50 }, () => call()));
      await eventually(() => received.length === 2);
      expect(await call('gamma', '/quick')).toMatchObject({ status: 200 });
      react = fine;
      release();
      await calls;
    });
  });

  it('is counted, from zero, with its durations', async () => {
    const zeros = await metric(/^peer_failures_total/);
    expect(zeros).toHaveLength(4 * ERROR_TYPES.length);
    expect(zeros.filter((line) => !line.endsWith(' 0'))).toEqual([]);
    await call();
    react = dropped;
    await call().catch(() => {});
    expect(await metric(/^peer_failures_total\{peer="beta",.*[^0]$/)).toEqual([
      expect.stringMatching(/error_type="unreachable".* 1$/),
    ]);
    expect(await metric(/^http_client_request_duration_seconds_count\{.*peer="beta"/)).toEqual([
      expect.stringMatching(/ 2$/),
    ]);
  });

  it('is up while something listens, whatever it speaks', async () => {
    const proxy = await TcpProxy.open(local.url);
    peers = peersAt(proxy.url);
    expect(await peers.states()).toEqual({ beta: true, gamma: true, auth: true, mail: false });
    await proxy.cut();
    expect(await peers.states()).toEqual({ beta: false, gamma: false, auth: false, mail: false });
  });

  it('has a metric for whether it is up', async () => {
    expect(await metric(/^dependency_up/)).toEqual([
      'dependency_up{peer="beta",service="alpha"} 1',
      'dependency_up{peer="gamma",service="alpha"} 1',
      'dependency_up{peer="auth",service="alpha"} 1',
      'dependency_up{peer="mail",service="alpha"} 0',
    ]);
  });

  it('missing from the configuration is an error that says what to do', () => {
    expect(() => peers.to('delta')).toThrow('the configuration names no peer delta: add DELTA_URL');
  });
});
