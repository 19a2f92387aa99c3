import { eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { gateway } from '../src/gateway.module.js';
import { readDocument, routesOf } from '../src/public-api.js';

const PAGE = 'https://pages.example';
const MINUTE = '1m';
const publicRoutes = routesOf(readDocument('contracts/openapi/public.json'));

/** A document of three services: `lamps` answers as the test says, `silent` never answers, `gone` is not there. */
const operation = (service: string, more: object = {}) => ({
  'x-service': service,
  'x-access': { public: true },
  responses: {},
  ...more,
});
const ENDING = {
  deprecated: true,
  'x-ends': { since: '2026-11-01', sunset: '2027-05-01', successor: '/v2/lamps/:lampId' },
};
const page = { summary: 'The lamps', responses: { 200: { content: { 'text/html': {} } } } };
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Lamps', version: '1' },
  'x-problem-types': [
    {
      code: 'lamps.broken',
      type: 'urn:troupe:problem:lamps.broken',
      status: 409,
      title: 'Conflict',
      meaning: 'It is broken.',
      advice: 'Mend it.',
      members: {},
      example: {},
    },
  ],
  paths: {
    '/api/lamps': {
      get: operation('lamps', { operationId: 'listLamps' }),
      post: operation('lamps', { operationId: 'lightLamp' }),
      patch: operation('lamps', { operationId: 'cleanLamps', deprecated: true }),
    },
    '/api/lamps/{lampId}': {
      get: operation('lamps', { operationId: 'getLamp' }),
      delete: operation('lamps'),
    },
    '/api/hall': { get: operation('lamps', { operationId: 'showHall', 'x-upstream-path': '/', ...page }) },
    '/api/shelf': { get: operation('lamps', page) },
    '/api/shelf/{shelfId}/dusting': { post: operation('lamps') },
    '/api/stream': { get: operation('lamps') },
    '/api/silence': { get: operation('silent'), post: operation('silent') },
    '/api/.well-known/oauth-authorization-server': { get: operation('lamps') },
    '/api/away': { get: operation('gone') },
    '/api/v1/away/{lampId}': { get: operation('gone', ENDING) },
    '/api/v1/lamps/{lampId}': { get: operation('lamps', ENDING), patch: operation('lamps', ENDING) },
  },
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('the gateway', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let settings: Record<string, string>;
  let answer: Answer;
  /** What the service was asked last. */
  let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string };
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const servers: Server[] = [];

  async function listen(
    handle: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer(handle).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    const file = join(folder, 'public.json');
    writeFileSync(file, JSON.stringify(DOCUMENT));
    const lamps = await listen((request, response) => {
      void text(request).then((body) => {
        const { method = '', url = '', headers } = request;
        if (!url.startsWith('/health')) asked = { method, url, headers, body };
        answer(request, response);
      });
    });
    const silent = await listen(
      ({ url = '' }, response) => void (url.startsWith('/health') && response.writeHead(503).end()),
    );
    environment = await TestEnvironment.open();
    settings = {
      PUBLIC_API: file,
      SERVICE_URLS: `lamps=${lamps},silent=${silent},gone=http://127.0.0.1:9`,
      ALLOWED_ORIGINS: PAGE,
      PREFLIGHT_VALID: MINUTE,
      ANSWER_TIMEOUT: '300ms',
      TRUSTED_PROXIES: '127.0.0.1',
    };
    service = await environment.start(gateway, settings);
  });
  beforeEach(() => {
    answer = (_request, response) => response.setHeader('content-type', 'application/json').end('{}');
  });
  afterAll(async () => {
    await environment.close();
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  describe('while a deployment runs several releases of a service', () => {
    /** Which release has answered each request. */
    let answered: string[];
    let traffic: string;
    let urls: Record<string, string>;
    let deployed: ServiceUnderTest;
    /** Replaces the file in one step, as a deployment does. */
    const route = (content: unknown) => {
      writeFileSync(`${traffic}.new`, typeof content === 'string' ? content : JSON.stringify(content));
      renameSync(`${traffic}.new`, traffic);
    };
    const share = (release: string, percent: number) => ({ release, url: urls[release]!, share: percent });
    const ask = (headers: Record<string, string> = {}) => deployed.request('GET', '/api/lamps', { headers });
    const releasesOf = async (requests: number) => {
      const all = await Promise.all(Array.from({ length: requests }, () => ask()));
      return new Set(all.map(({ headers }) => headers.get('x-release')));
    };
    const until = (...releases: (string | null)[]) =>
      eventually(async () => isDeepStrictEqual(await releasesOf(40), new Set(releases)));

    beforeAll(async () => {
      traffic = join(folder, 'traffic.json');
      const versioned = async (release: string) => [
        release,
        await listen((_request, response) => {
          answered.push(release);
          response.setHeader('content-type', 'application/json').end('{}');
        }),
      ];
      urls = Object.fromEntries(await Promise.all(['v1', 'v2'].map(versioned))) as Record<string, string>;
      deployed = await environment.start(gateway, { ...settings, TRAFFIC_FILE: traffic });
    });
    beforeEach(() => void (answered = []));

    it('sends every request to the usual address without a file', async () => {
      rmSync(traffic, { force: true });
      await until(null);
      answered = [];
      expect((await ask()).headers.get('x-release')).toBeNull();
      expect(answered).toEqual([]);
    });

    it('sends each release its share, and the answer names the release', async () => {
      route({ lamps: [share('v1', 50), share('v2', 50)] });
      await until('v1', 'v2');
      expect(new Set(answered)).toEqual(new Set(['v1', 'v2']));
    });

    it('sends none to a release without a share, unless the caller names it', async () => {
      route({ lamps: [share('v1', 100), share('v2', 0)] });
      await until('v1');
      expect((await ask({ 'x-release': 'v2' })).headers.get('x-release')).toBe('v2');
    });

    it('refuses a release that does not run, and says which do', async () => {
      route({ lamps: [share('v1', 50), share('v2', 50)] });
      await until('v1', 'v2');
      expect(await ask({ 'x-release': 'v9' })).toMatchObject({
        status: 400,
        body: {
          errors: [
            {
              pointer: '/headers/x-release',
              detail: 'names a release of lamps that does not run: v1 and v2 do',
            },
          ],
        },
      });
    });

    it.each([
      ['is no JSON', '{'],
      ['has shares that do not add up', { lamps: [{ release: 'v2', url: 'http://a.example', share: 90 }] }],
    ])('keeps the last shares when the file %s', async (_what, broken) => {
      route({ lamps: [share('v2', 100)] });
      await until('v2');
      const before = environment.logs.length;
      route(broken);
      await eventually(async () => {
        await ask();
        return environment.logs.slice(before).some(({ msg }) => String(msg).includes('go where they went'));
      });
      expect(await releasesOf(5)).toEqual(new Set(['v2']));
    });
  });

  describe('passes on', () => {
    it('a request with its path, its query, its body and its media type, and the answer as it comes', async () => {
      answer = (_request, response) =>
        response
          .writeHead(201, { 'content-type': 'text/plain', etag: '"7"', 'ratelimit-policy': '"a";q=1' })
          .end('lit');
      const given = await service.request('POST', '/api/lamps?room=a%2Fb&room=%C3%A9', {
        body: '{"watts": 40}',
        headers: { 'content-type': 'application/json; charset=utf-8' },
      });
      expect(asked).toMatchObject({
        method: 'POST',
        url: '/lamps?room=a%2Fb&room=%C3%A9',
        body: '{"watts": 40}',
      });
      expect(asked.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'content-length': '13',
      });
      expect(given).toMatchObject({ status: 201, body: 'lit' });
      expect(given.headers.get('etag')).toBe('"7"');
      expect(given.headers.get('ratelimit-policy')).toBe('"a";q=1');
    });

    it.each(['application/x-www-form-urlencoded', 'application/merge-patch+json', 'text/csv'])(
      'a body as %s, for the service to judge',
      async (type) => {
        await service.request('PATCH', '/api/lamps', { body: 'a=1', headers: { 'content-type': type } });
        expect(asked).toMatchObject({ body: 'a=1', headers: { 'content-type': type } });
      },
    );

    it('ids with escapes as they are', async () => {
      await service.get('/api/lamps/a%20b%3Fc');
      expect(asked.url).toBe('/lamps/a%20b%3Fc');
    });

    it('the front page of a service, whose relative links lead to its other paths', async () => {
      await fetch(new URL('/api/hall', service.url));
      expect(asked.url).toBe('/');
      expect(new URL('lamps', `${service.url}/api/hall`).pathname).toBe('/api/lamps');
    });

    it.each(['/api/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server/api'])(
      'a search for the endpoints of OAuth at %s',
      async (path) => {
        expect(await service.get(path)).toMatchObject({ status: 200, body: {} });
        expect(asked.url).toBe('/.well-known/oauth-authorization-server');
      },
    );

    it('a HEAD and its 304, and a compressed body under its tag, as they come', async () => {
      answer = ({ headers }, response) =>
        headers['if-none-match']
          ? response.writeHead(304, { etag: '"7.gzip"' }).end()
          : response
              .writeHead(200, {
                etag: '"7.gzip"',
                'content-type': 'application/json',
                'content-encoding': 'gzip',
              })
              .end(gzipSync('{"lit":true}'));
      const full = await service.get('/api/lamps', { headers: { 'accept-encoding': 'gzip' } });
      expect(full).toMatchObject({ status: 200, body: { lit: true } });
      expect(full.headers.get('etag')).toBe('"7.gzip"');
      const headers = { 'if-none-match': '"7.gzip"' };
      for (const method of ['GET', 'HEAD']) {
        const short = await service.request(method, '/api/lamps', { headers });
        expect([method, short.status, short.headers.get('etag')]).toEqual([method, 304, '"7.gzip"']);
      }
    });

    it('the token of the caller, and one correlation ID, also in the trace', async () => {
      const { headers } = await service.get('/api/lamps', { as: { person: 'ann' } });
      expect(asked.headers.authorization).toMatch(/^Bearer /);
      expect(asked.headers['x-correlation-id']).toBe(headers.get('x-correlation-id'));
      expect(asked.headers.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
      const own = await service.get('/api/lamps', { headers: { 'x-correlation-id': 'my-process' } });
      expect([asked.headers['x-correlation-id'], own.headers.get('x-correlation-id')]).toEqual([
        'my-process',
        'my-process',
      ]);
    });

    it('the address of the caller, whom nobody else can name', async () => {
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        'x-client-address': '198.51.100.1',
        'x-edge-key': 'guessed',
        forwarded: 'for=198.51.100.1',
      };
      await service.get('/api/lamps', { headers });
      expect(asked.headers['x-client-address']).toBe('203.0.113.7');
      expect(asked.headers['x-edge-key']).toBe('test-EDGE_KEY'.padEnd(32, '.'));
      expect(asked.headers).not.toHaveProperty('x-forwarded-for');
      expect(asked.headers).not.toHaveProperty('forwarded');
    });

    it('no header that belongs to one connection', async () => {
      const { port } = new URL(service.url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(
        'GET /api/lamps HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\n\r\n',
      );
      answer = (_request, response) =>
        response.writeHead(200, { 'keep-alive': 'timeout=77', 'x-lamp': '1' }).end();
      const told = await text(socket);
      expect(asked.headers).not.toHaveProperty('x-mine');
      expect(asked.headers).not.toHaveProperty('te');
      expect(asked.headers.host).toMatch(/^127\.0\.0\.1:/);
      expect(told).toContain('x-lamp: 1');
      expect(told).not.toContain('timeout=77');
    });

    it('a HEAD as a HEAD', async () => {
      expect(await service.request('HEAD', '/api/lamps')).toMatchObject({ status: 200, body: '' });
      expect(asked.method).toBe('HEAD');
    });

    it('a stream bit by bit, and hangs up when its reader does', async () => {
      const closed = new Promise<void>((resolve) => {
        answer = (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
          response.write('data: 1\n\n');
          response.once('close', resolve);
        };
      });
      const stop = new AbortController();
      const stream = await fetch(new URL('/api/stream', service.url), { signal: stop.signal });
      const { value } = await stream.body!.getReader().read();
      expect(new TextDecoder().decode(value)).toBe('data: 1\n\n');
      stop.abort();
      await closed;
    });
  });

  describe('leads to itself', () => {
    const linksOf = async (headers: Record<string, string>) => {
      answer = (_request, response) => response.writeHead(200, headers).end();
      return (await service.get('/api/lamps')).headers;
    };

    it('by references to public paths', async () => {
      const headers = await linksOf({
        location: '/lamps/7',
        'content-location': '/lamps/7?at=1',
        link: '</lamps?page=2>; rel="next", </docs>; rel="deprecation", <https://lamps.example/lamps>; rel="about"',
      });
      expect(headers.get('location')).toBe('/api/lamps/7');
      expect(headers.get('content-location')).toBe('/api/lamps/7?at=1');
      expect(headers.get('link')).toBe(
        '</api/lamps?page=2>; rel="next", </docs>; rel="deprecation", <https://lamps.example/lamps>; rel="about"',
      );
    });

    it('by cookies that browsers send back there', async () => {
      const headers = await linksOf({ 'set-cookie': 'lamp=7; Path=/lamps; HttpOnly' });
      expect(headers.getSetCookie()).toEqual(['lamp=7; Path=/api/lamps; HttpOnly']);
    });

    it('by a path, also where a service names the address of the gateway', async () => {
      const location = new URL('/api/lamps/7?at=1', service.url).href;
      expect((await linksOf({ location })).get('location')).toBe('/api/lamps/7?at=1');
    });

    it.each(['7', 'https://lamps.example/lamps/7', '//lamps.example/lamps', '/inside'])(
      'and leaves %s as it is',
      async (location) => {
        expect((await linksOf({ location })).get('location')).toBe(location);
      },
    );
  });

  it.each(['/shelf/', '/shelf/nothing?x=1', '/shelf/7/dusting'])(
    'lets the service of a page answer %s, which is no page, as it answers people',
    async (path) => {
      answer = (_request, response) =>
        response.writeHead(404, { 'content-type': 'text/html' }).end('There is none.');
      const { status, body } = await service.get(`/api${path}`, { headers: { accept: 'text/html' } });
      expect({ status, body, url: asked.url }).toEqual({ status: 404, body: 'There is none.', url: path });
    },
  );

  it.each(['..', '%2e%2e', '.%2E', 'x/../..', '..%2f', '%2e%2e%5c'])(
    'leads by no path with %s out of a page to what is inside the platform',
    async (up) => {
      answer = ({ url }, response) => response.end(url?.startsWith('/shelf/') ? 'below the page' : 'inside');
      const { hostname, port } = new URL(service.url);
      const client = connect(Number(port), hostname);
      client.end(`GET /api/shelf/${up}/metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      const answered = await text(client);
      expect(answered).toMatch(/^HTTP\/1.1 400 |\r\n\r\nbelow the page$/);
    },
  );

  describe('refuses', () => {
    it.each([
      ['a path that climbs', 'GET', '/api/lamps/%2e%2e%2fx', 400, 'bad-request'],
      ['a path that nobody has', 'GET', '/api/candles', 404, 'no-such-path'],
      ['a path inside the platform', 'GET', '/api/health/ready', 404, 'no-such-path'],
      ['a path below a page of another path', 'GET', '/api/hall/ready', 404, 'no-such-path'],
      ['a form below a page that there is not', 'POST', '/api/shelf/nothing', 405, 'method-not-allowed'],
      ['a method that the path does not have', 'PUT', '/api/lamps', 405, 'method-not-allowed'],
      ['what a service that is away should do', 'GET', '/api/away', 503, 'service-unreachable'],
      ['what a service does not do in time', 'GET', '/api/silence', 504, 'service-timeout'],
    ])('%s', async (_, method, path, status, code) => {
      const refused = await service.request(method, path);
      expect(refused).toMatchObject({
        status,
        body: {
          type: expect.stringMatching(`${code}$`),
          status,
          correlationId: refused.headers.get('x-correlation-id'),
        },
      });
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
    });

    it.each([
      ['is away', 'GET', '/api/v1/away/7', undefined, 503],
      ['would not read the body', 'PATCH', '/api/v1/lamps/7', 'x'.repeat(101 * 1024), 413],
    ])('for a service that %s with word of the end of a version', async (_, method, path, body, status) => {
      const refused = await service.request(method, path, { body });
      expect(refused.status).toBe(status);
      expect(refused.headers.get('deprecation')).toBe('@1793491200');
      expect(refused.headers.get('sunset')).toBe('Sat, 01 May 2027 00:00:00 GMT');
      expect(refused.headers.get('link')).toContain('</api/v2/lamps/7>; rel="successor-version"');
    });

    it('to say twice what a service says of the end of a version', async () => {
      const link = '</v2/other/7>; rel="successor-version"';
      answer = (_request, response) => response.writeHead(404, { deprecation: '@1', link }).end();
      const { headers } = await service.get('/api/v1/lamps/7');
      expect([headers.get('deprecation'), headers.get('link')]).toEqual(['@1', link]);
    });

    it('to guess what a service did that broke off, and counts it', async () => {
      answer = (request) => request.socket.destroy();
      expect(await service.post('/api/lamps', {})).toMatchObject({ status: 502, body: { status: 502 } });
      expect((await service.get('/metrics')).body).toMatch(
        /gateway_unanswered_requests_total\{[^}]*upstream="lamps"[^}]*reason="broken"[^}]*\} [1-9]/,
      );
    });

    it('a body over the limit, before the service gets any of it', async () => {
      asked = { method: 'none', url: '', headers: {}, body: '' };
      expect(await service.post('/api/lamps', 'x'.repeat(101 * 1024))).toMatchObject({ status: 413 });
      expect(asked.method).toBe('none');
    });
  });

  it('repeats a read once whose kept connection the service had closed', async () => {
    let calls = 0;
    answer = (request, response) =>
      request.url?.endsWith('?repeated') && ++calls === 1 ? request.socket.destroy() : response.end('{}');
    expect((await service.get('/api/lamps?repeated')).status).toBe(200);
    expect(calls).toBe(2);
  });

  describe('lets pages of other origins', () => {
    const preflight = (origin: string) =>
      service.request('OPTIONS', '/api/lamps', {
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'if-match',
        },
      });

    it('ask first, once for a while', async () => {
      const { status, headers } = await preflight(PAGE);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(headers.get('access-control-allow-headers')).toContain('If-Match');
      expect(headers.get('access-control-max-age')).toBe('60');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    });

    it('read answers and refusals with their headers, whatever the service says of origins', async () => {
      answer = (_request, response) =>
        response
          .writeHead(200, { vary: 'Accept', 'access-control-allow-origin': 'https://other.example' })
          .end();
      const { headers } = await service.get('/api/lamps', { headers: { origin: PAGE } });
      expect(headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(headers.get('access-control-expose-headers')).toContain('ETag');
      expect(headers.get('vary')).toBe('Accept, Origin');
      const refused = await service.get('/api/away', { headers: { origin: PAGE } });
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([503, PAGE]);
    });

    it('ask for the methods of a path as anyone does, without a preflight', async () => {
      const { status, headers } = await service.request('OPTIONS', '/api/lamps');
      expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, PATCH, OPTIONS']);
    });

    it('ask for the methods of a path below a page, of which the page says nothing', async () => {
      const { headers } = await service.request('OPTIONS', '/api/shelf/7/dusting');
      expect(headers.get('allow')).toBe('POST, OPTIONS');
    });

    it.each([
      ['a method that the path does not have', 'PUT', '/api/lamps', 405],
      ['which methods a path has', 'OPTIONS', '/api/lamps', 204],
      ['the methods of a path that nobody has', 'OPTIONS', '/api/candles', 404],
      ['a path that nobody has', 'GET', '/api/candles', 404],
      ['a path that is not valid', 'GET', '/api/lamps/%', 400],
    ])('read the answer to %s', async (_, method, path, status) => {
      const answered = await service.request(method, path, { headers: { origin: PAGE } });
      expect([answered.status, answered.headers.get('access-control-allow-origin')]).toEqual([status, PAGE]);
      expect(answered.headers.get('access-control-expose-headers')).toContain('Allow');
    });

    it.each([
      ['are not valid HTTP', 'GET / HTTP/1.1\r\nHost: a\r\nno header\r\n', 400],
      ['have too large headers', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(17_000)}\r\n`, 431],
    ])('read why their requests are refused that %s', async (_, bytes, status) => {
      const refusalFor = async (origin: string) => {
        const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
        socket.write(`${bytes.replace('Host: a', `Host: a\r\nOrigin: ${origin}`)}\r\n`);
        return text(socket);
      };
      expect(await refusalFor(PAGE)).toMatch(
        new RegExp(`^HTTP/1.1 ${status} [^]*\r\naccess-control-allow-origin: ${PAGE}\r\n`),
      );
      expect(await refusalFor('https://mallory.example')).not.toContain('access-control-allow-origin');
    });

    it('of origins that are not allowed do nothing', async () => {
      const { headers } = await preflight('https://mallory.example');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('is ready although a service is not, and says which', async () => {
    await service.untilReady();
    expect((await service.get('/health')).body).toEqual({
      status: 'partly up',
      services: { gone: 'down', lamps: 'up', silent: 'down' },
    });
  });

  it('lets no stream hold its stop up', async () => {
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n');
    const stopping = await environment.start(gateway, settings);
    const { body } = await fetch(new URL('/api/stream', stopping.url));
    const ended = text(body!).catch(() => 'broken off');
    await stopping.stop();
    expect(await ended).toBe('broken off');
  });

  it('passes every operation of the public API on to its service, under its path there', async () => {
    const reached: string[] = [];
    const names = publicRoutes.map(({ service: name }) => name);
    const urls = [...new Set(names)].map(async (name) => {
      const url = await listen((request, response) => {
        reached.push(`${name}: ${request.method} ${request.url}`);
        response.writeHead(204).end();
      });
      return `${name}=${url}`;
    });
    const whole = await environment.start(gateway, { SERVICE_URLS: (await Promise.all(urls)).join(',') });
    for (const { method, url } of publicRoutes)
      await fetch(new URL(url.replaceAll(/:\w+/g, 'x'), whole.url), {
        method,
        ...(method !== 'GET' && { body: '{}', headers: { 'content-type': 'application/json' } }),
      });
    await whole.stop();
    const expected = publicRoutes.map(({ method, url, service: name, upstreamPath }) => {
      const path = upstreamPath ?? url.replace('/api', '').replaceAll(/:\w+/g, 'x');
      return `${name}: ${method} ${path}`;
    });
    process.stdout.write(
      `public operations that reach their service: ${reached.length} of ${expected.length}\n`,
    );
    expect(reached).toEqual(expected);
    expect(expected.length).toBeGreaterThan(10);
  });

  it('has the page of each problem, of services and its own, to which refusals link', async () => {
    answer = (_request, response) =>
      response.writeHead(409, { link: '</problems/lamps.broken>; rel="help"' }).end();
    const refused = [await service.get('/api/lamps'), await service.get('/api/away')];
    const links = refused.map(({ headers }) => headers.get('link'));
    expect(links).toEqual([
      '</problems/lamps.broken>; rel="help"',
      '</problems/service-unreachable>; rel="help"',
    ]);
    for (const link of links) {
      const [, path = ''] = /^<([^>]+)>/.exec(link ?? '') ?? [];
      expect([path, (await service.get(path)).status]).toEqual([path, 200]);
    }
  });

  it('shows the pages that there are, and the document of the API', async () => {
    const { body } = await service.get('/', { headers: { accept: 'text/html' } });
    expect(body).toMatch(/<h1>MusicCorp<\/h1>[^]*<a href="\/api\/hall">The lamps<\/a>/);
    const document = (await service.get('/openapi.json')).body;
    expect(Object.keys(document.paths)).toEqual(Object.keys(DOCUMENT.paths));
    expect(document.servers).toEqual([{ url: '/' }]);
  });

  describe('leads programs', () => {
    const at = (path: string) => new URL(path, service.url).href;

    it.each(['/', '/api'])('from %s to each operation that needs no id, by links', async (path) => {
      for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.9']) {
        const { status, headers, body } = await service.get(path, { headers: { accept } });
        expect([accept, status, body]).toEqual([
          accept,
          200,
          {
            links: {
              self: at('/'),
              'service-desc': at('/openapi.json'),
              'service-doc': at('/docs'),
              listLamps: at('/api/lamps'),
              lightLamp: at('/api/lamps'),
            },
          },
        ]);
        expect(headers.get('vary')).toMatch(/^Origin, accept(,|$)/);
      }
    });

    it('by the address that a proxy names at which they reach it', async () => {
      const headers = { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' };
      expect((await service.get('/', { headers })).body.links.listLamps).toBe(
        'https://shop.example/api/lamps',
      );
    });

    it('and people to a page', async () => {
      const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
      const { headers } = await service.get('/', { headers: { accept } });
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    });
  });

  it('compresses the document of the API', async () => {
    const { headers, body } = await service.get('/openapi.json', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('vary')).toBe('Origin, accept-encoding');
    expect(Object.keys(body.paths)).toEqual(Object.keys(DOCUMENT.paths));
  });

  it('lets caches keep the page of a problem for each origin and each type apart', async () => {
    const { headers } = await service.get('/problems', {
      headers: { origin: PAGE, accept: 'application/json' },
    });
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
      'public, max-age=3600',
      'Origin, accept, accept-encoding',
    ]);
  });
});
