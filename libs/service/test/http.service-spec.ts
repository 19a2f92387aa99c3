import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { things } from './fixtures/things.js';

describe('an answer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let thingId: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    thingId = (await service.post('/things', { label: 'a', parts: [], about: null })).body.thingId;
  });
  afterAll(() => environment.close());

  it('forbids browsers to guess its type', async () => {
    for (const path of [
      '/list',
      '/text',
      '/docs',
      '/metrics',
      '/nothing',
      '/broken',
      '/things/%zz',
      '/health/live',
    ]) {
      const { headers } = await service.get(path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    }
  });

  it('in JSON is not cached', async () => {
    for (const path of ['/list', '/nothing', '/health/ready', '/openapi.json']) {
      expect([path, (await service.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    expect((await service.get('/text')).headers.get('cache-control')).toBeNull();
  });

  it('with a tag may be cached by the caller alone, who must revalidate it', async () => {
    const ask = (tag?: string) =>
      service.get(`/things/${thingId}`, {
        as: { person: thingId },
        headers: tag ? { 'if-none-match': tag } : {},
      });
    const full = await ask();
    expect(full).toMatchObject({ status: 200, body: { version: 1 } });
    expect(full.headers.get('cache-control')).toBe('private, no-cache');
    const tag = full.headers.get('etag') ?? '';
    for (const held of [tag, `W/${tag}`]) {
      const short = await ask(held);
      expect(short).toMatchObject({ status: 304, body: '' });
      expect(short.headers.get('etag')).toBe(tag);
      expect(short.headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  it('to a HEAD has the headers of the GET and no body', async () => {
    const [get, head] = [await service.get('/list'), await service.request('HEAD', '/list')];
    expect(head).toMatchObject({ status: 200, body: '' });
    for (const name of ['content-type', 'content-length', 'cache-control']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  it('to a HEAD of a version that the caller has is as short as to its GET', async () => {
    const ask = (method: string, headers = {}) =>
      service.request(method, `/things/${thingId}`, { as: { person: thingId }, headers });
    const tag = (await ask('HEAD')).headers.get('etag')!;
    const [get, head] = [
      await ask('GET', { 'if-none-match': tag }),
      await ask('HEAD', { 'if-none-match': tag }),
    ];
    for (const { status, body, headers } of [get, head])
      expect({ status, body, tag: headers.get('etag'), length: headers.get('content-length') }).toEqual({
        status: 304,
        body: '',
        tag,
        length: null,
      });
  });

  it('to OPTIONS names the methods of the path, and what its PATCH takes', async () => {
    const answer = await service.request('OPTIONS', `/things/${thingId}?x=1`);
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, OPTIONS');
    expect(answer.headers.get('accept-patch')).toBe('application/merge-patch+json, application/json');
    const list = await service.request('OPTIONS', '/list');
    expect([list.headers.get('allow'), list.headers.get('accept-patch')]).toEqual([
      'GET, HEAD, OPTIONS',
      null,
    ]);
    expect((await service.request('OPTIONS', '/nothing')).status).toBe(404);
  });

  it('says what a PATCH takes, when the thing is read or the body is of another type', async () => {
    const types = 'application/merge-patch+json, application/json';
    const path = `/things/${thingId}`;
    expect((await service.get(path, { as: { person: thingId } })).headers.get('accept-patch')).toBe(types);
    const headers = { 'content-type': 'application/json-patch+json' };
    const refused = await service.request('PATCH', path, { as: { person: thingId }, body: '[]', headers });
    expect(refused).toMatchObject({
      status: 415,
      body: { detail: 'Send the body as application/merge-patch+json or application/json.' },
    });
    expect(refused.headers.get('accept-patch')).toBe(types);
  });

  it('to a request that makes a thing says where it can be read', async () => {
    const { headers, body } = await service.post('/things', { label: 'b', parts: [], about: null });
    expect({ body, location: headers.get('location') }).toMatchObject({
      body: { thingId: expect.any(String) },
      location: `/things/${body.thingId}`,
    });
  });

  it('of more than 1 KB is compressed for those who accept it, under a tag that names the same version', async () => {
    const made = (await service.post('/things', { label: 'c', parts: [], about: null })).body.thingId;
    const ask = (method: string, headers: Record<string, string>, body?: object) =>
      service.request(method, `/things/${made}`, { as: { person: made }, headers, body });
    await ask('PUT', { 'if-match': '*' }, { label: 'long '.repeat(400) });
    const plain = await ask('GET', { 'accept-encoding': 'identity' });
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([
      null,
      'accept-encoding',
    ]);
    const short = await ask('GET', { 'accept-encoding': 'br', 'if-none-match': plain.headers.get('etag')! });
    expect(short.status).toBe(304);
    for (const coding of ['br', 'gzip']) {
      const { headers, body } = await ask('GET', { 'accept-encoding': coding });
      expect(headers.get('content-encoding')).toBe(coding);
      expect(headers.get('vary')).toBe('accept-encoding');
      expect(Number(headers.get('content-length'))).toBeLessThan(500);
      expect(body).toEqual(plain.body);
      const tag = headers.get('etag')!;
      expect(tag).toBe(plain.headers.get('etag')!.replace(/"$/, `.${coding}"`));
      expect((await ask('GET', { 'accept-encoding': coding, 'if-none-match': tag })).status).toBe(304);
    }
    const held = (await ask('GET', { 'accept-encoding': 'gzip' })).headers.get('etag')!;
    expect((await ask('PUT', { 'if-match': held }, { label: 'd' })).status).toBe(200);
    expect((await ask('PUT', { 'if-match': held }, { label: 'e' })).status).toBe(412);
  });

  it('with a problem of more than 1 KB is compressed, too, and a small one is not', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`unknown-${at}`, at]));
    const { status, headers, body } = await service.post('/things', many, {
      headers: { 'accept-encoding': 'br' },
    });
    expect({
      status,
      type: headers.get('content-type')?.split(';')[0],
      coding: headers.get('content-encoding'),
    }).toEqual({
      status: 400,
      type: 'application/problem+json',
      coding: 'br',
    });
    expect(body.errors).toHaveLength(53);
    expect(
      (await service.get('/list', { headers: { 'accept-encoding': 'br' } })).headers.get('content-encoding'),
    ).toBeNull();
  });

  it('does not reveal the server software', async () => {
    const { headers } = await service.get('/list');
    expect([...headers.keys()].filter((name) => /server|powered/.test(name))).toEqual([]);
  });

  it.each([
    [undefined, 200],
    ['*/*', 200],
    ['application/*', 200],
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['text/html, application/json;q=0.1', 200],
    ['application/problem+json, application/json', 200],
    ['text/html', 406],
    ['application/json;q=0', 406],
    ['application/vnd.other+json', 406],
  ])('to Accept: %s has status %i', async (accept, status) => {
    expect((await service.get('/list', { headers: accept ? { accept } : {} })).status).toBe(status);
  });

  it('of another type than JSON goes to callers that accept it', async () => {
    expect(await service.get('/text', { headers: { accept: 'text/plain' } })).toMatchObject({
      status: 200,
      body: 'plain',
    });
    expect((await service.get('/text', { headers: { accept: 'application/json' } })).status).toBe(406);
  });

  it('parses defaults and numbers of the query by the schema', async () => {
    expect((await service.get('/list')).body).toEqual({ limit: 5 });
    expect((await service.get('/list?limit=7&other=1')).body).toEqual({ limit: 7 });
  });
});
