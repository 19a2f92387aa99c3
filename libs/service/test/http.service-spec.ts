import { type Actor, Stage } from '#libs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { things } from './fixtures/things.js';

describe('an answer', () => {
  let stage: Stage;
  let service: Actor;
  let thingId: string;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(things);
    thingId = (await service.post('/things', { label: 'a', parts: [], about: null })).body.thingId;
  });
  afterAll(() => stage.close());

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
