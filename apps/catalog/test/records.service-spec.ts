import { newId } from '#libs/telemetry';
import { type Answer, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalog } from '../src/catalog.module.js';
import { changePrice, kindOfBlue, listRecord, OPERATOR, withdraw } from './records.js';

const problem = (code: string) => `urn:troupe:problem:${code}`;
const { tracks: _tracks, ...summary } = kindOfBlue;

describe('catalog', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(catalog, { PUBLIC_URL: 'https://shop.example/api' });
  });
  afterAll(() => environment.close());

  const said = async (type: string, recordId: string) =>
    (await service.said(type)).filter(({ attributes }) => attributes.subject === recordId);
  const listNew = async (different: object = {}): Promise<string> =>
    (await listRecord(service, different)).body.recordId;
  const find = async (query: Record<string, string>): Promise<Answer> =>
    service.get(`/records?${new URLSearchParams(query).toString()}`);
  const titles = ({ body }: Answer) => body.records.map(({ title }: { title: string }) => title);

  it('puts a record up for sale, and says so', async () => {
    const { status, headers, body } = await listRecord(service);
    expect(status).toBe(201);
    const { recordId } = body;
    expect(body).toMatchObject({ ...kindOfBlue, version: 1 });
    expect(headers.get('location')).toBe(`/records/${recordId}`);
    expect(await service.get(`/records/${recordId}`)).toMatchObject({ status: 200, body });
    const [listed, ...more] = await said('record.listed.v1', recordId);
    expect(listed).toMatchObject({ body: { recordId, ...summary }, attributes: { entityversion: 1 } });
    expect(listed?.body).toEqual({ recordId, ...summary });
    expect(more).toEqual([]);
  });

  it('takes a record without a label and a year', async () => {
    const recordId = await listNew({ label: undefined, year: undefined });
    const { body } = await service.get(`/records/${recordId}`);
    expect(Object.keys(body)).not.toContain('label');
    expect(Object.keys(body)).not.toContain('year');
  });

  it('lists a record once for an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': newId() };
    const list = () => service.post('/records', kindOfBlue, { as: OPERATOR, headers });
    const [first, again] = [await list(), await list()];
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await said('record.listed.v1', first.body.recordId)).toHaveLength(1);
  });

  it.each([
    ['/artist', { artist: ' ' }],
    ['/title', { title: 'Kind\u0000of Blue' }],
    ['/title', { title: '\u200b' }],
    ['/year', { year: 1876 }],
    ['/tracks', { tracks: [] }],
    ['/tracks/0/seconds', { tracks: [{ title: 'So What', seconds: 0 }] }],
    ['/price/amount', { price: { amount: -1, currency: 'USD' } }],
    ['/price/amount', { price: { amount: 12.99, currency: 'USD' } }],
    ['/price/amount', { price: { amount: 100_000_001, currency: 'USD' } }],
    ['/price/currency', { price: { amount: 1_299, currency: 'EUR' } }],
  ])('refuses a record with a pointer to %s: %j', async (pointer, different) => {
    const { status, body } = await listRecord(service, different);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it.each([{ person: 'p1' }, { service: 'orders' }])('lets %j change nothing', async (as) => {
    const recordId = await listNew();
    const path = `/records/${recordId}`;
    const price = { price: { amount: 1 } };
    for (const [method, where, body] of [
      ['POST', '/records', kindOfBlue],
      ['PATCH', path, price],
      ['DELETE', path, undefined],
    ] as const)
      expect([method, (await service.request(method, where, { as, body })).status]).toEqual([method, 403]);
    expect((await service.get(path)).body.version).toBe(1);
  });

  describe('the price of a record', () => {
    it('changes for a caller who knows the record as it is, and is said', async () => {
      const recordId = await listNew();
      const answer = await changePrice(service, recordId, 999);
      const price = { amount: 999, currency: 'USD' };
      expect(answer).toMatchObject({ status: 200, body: { ...kindOfBlue, price, version: 2 } });
      const read = await service.get(`/records/${recordId}`);
      expect(read.body).toEqual(answer.body);
      expect(read.headers.get('etag')).toBe(answer.headers.get('etag'));
      expect(await said('record.price-changed.v1', recordId)).toMatchObject([
        { body: { recordId, price }, attributes: { entityversion: 2 } },
      ]);
    });

    it('is the same when it is set to what it was, and nothing is said', async () => {
      const recordId = await listNew();
      expect((await changePrice(service, recordId, kindOfBlue.price.amount)).body.version).toBe(1);
      expect(await said('record.price-changed.v1', recordId)).toEqual([]);
    });

    it('stays for a caller who knows an older version, or none', async () => {
      const recordId = await listNew();
      const { headers } = await service.get(`/records/${recordId}`);
      await changePrice(service, recordId, 999);
      const patch = (more: Record<string, string>) =>
        service.request('PATCH', `/records/${recordId}`, {
          as: OPERATOR,
          body: { price: { amount: 1 } },
          headers: more,
        });
      expect(await patch({ 'if-match': headers.get('etag')! })).toMatchObject({
        status: 412,
        body: { type: problem('catalog.changed-meanwhile') },
      });
      expect((await patch({})).status).toBe(428);
      expect((await service.get(`/records/${recordId}`)).body.price.amount).toBe(999);
    });
  });

  describe('a record that is withdrawn', () => {
    it('is gone from the list and for every request, and this is said once', async () => {
      const recordId = await listNew({ artist: 'Withdrawn Artist' });
      expect((await withdraw(service, recordId)).status).toBe(204);
      expect((await find({ artist: 'Withdrawn Artist' })).body.records).toEqual([]);
      const gone = { status: 410, body: { type: problem('catalog.withdrawn') } };
      expect(await service.get(`/records/${recordId}`)).toMatchObject(gone);
      expect(await withdraw(service, recordId)).toMatchObject(gone);
      expect(await said('record.withdrawn.v1', recordId)).toMatchObject([
        { body: { recordId }, attributes: { entityversion: 2 } },
      ]);
    });

    it('is kept from a caller who knows an older version', async () => {
      const recordId = await listNew();
      const { headers } = await service.get(`/records/${recordId}`);
      await changePrice(service, recordId, 999);
      const answer = await service.request('DELETE', `/records/${recordId}`, {
        as: OPERATOR,
        headers: { 'if-match': headers.get('etag')! },
      });
      expect(answer.status).toBe(412);
      expect((await service.get(`/records/${recordId}`)).status).toBe(200);
    });

    it('is told apart from one that never was', async () => {
      expect(await service.get(`/records/${newId()}`)).toMatchObject({
        status: 404,
        body: { detail: 'There is no such resource: check its id.' },
      });
      expect(await withdraw(service, newId())).toMatchObject({ status: 404 });
    });
  });

  it('answers 304 to a caller who has the record', async () => {
    const recordId = await listNew();
    const { headers } = await service.get(`/records/${recordId}`);
    const asking = { headers: { 'if-none-match': headers.get('etag')! } };
    expect((await service.get(`/records/${recordId}`, asking)).status).toBe(304);
    await changePrice(service, recordId, 999);
    expect((await service.get(`/records/${recordId}`, asking)).status).toBe(200);
  });

  it('lists records by artist and title without regard to accents, in pages that keep the filter', async () => {
    const genre = 'Pages';
    for (const [artist, title] of [
      ['Zebra', 'One'],
      ['Élan', 'Two'],
      ['élan', 'Alpha'],
      ['Abba', 'B'],
      ['Élan Vital', 'A'],
    ])
      await listNew({ artist, title, genre });
    await listNew({ genre: 'Other Pages' });
    const pages: string[][] = [];
    let next: string | undefined = `/records?genre=${genre}&limit=2`;
    while (next) {
      const answer = await service.get(next);
      pages.push(titles(answer));
      const [, link] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
      next = link && new URL(link, new URL(next, service.url)).href;
    }
    expect(pages).toEqual([['B', 'Alpha'], ['Two', 'A'], ['One']]);
  });

  it('finds records by the beginnings of words of artist and title, with or without accents', async () => {
    await listNew({ artist: 'Sigur Rós', title: 'Ágætis byrjun', genre: 'Post-Rock' });
    for (const q of ['sigur ros', 'ROS SIG', 'agaetis', 'Ágætis Rós', 'byr', "byr' | s:*"])
      expect([q, titles(await find({ q }))]).toEqual([q, ['Ágætis byrjun']]);
    for (const q of ['igur', 'sigur miles', "'", '!', 'byr | miles'])
      expect([q, titles(await find({ q }))]).toEqual([q, []]);
  });

  it('lets a client find more by links alone', async () => {
    const { body } = await listRecord(service, { artist: 'Sōzō & Co', genre: 'R&B', label: undefined });
    const list = 'https://shop.example/api/records';
    expect(body.links).toEqual({
      self: `${list}/${body.recordId}`,
      artist: `${list}?artist=S%C5%8Dz%C5%8D+%26+Co`,
      genre: `${list}?genre=R%26B`,
    });
    for (const link of [body.links.artist, body.links.genre]) {
      const { body: found } = await service.get(`/records${new URL(link).search}`);
      expect(found.records).toMatchObject([{ recordId: body.recordId, links: body.links }]);
    }
    expect((await service.get(`/records/${body.recordId}`)).body.links).toEqual(body.links);
    expect((await changePrice(service, body.recordId, 1)).body.links).toEqual(body.links);
  });

  it('goes on with the list behind a record that was withdrawn meanwhile', async () => {
    const genre = 'Meanwhile';
    const [first] = [await listNew({ genre, title: 'A' }), await listNew({ genre, title: 'B' })];
    const answer = await service.get(`/records?genre=${genre}&limit=1`);
    const [, link] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
    await withdraw(service, first);
    expect(titles(await service.get(`/records${link}`))).toEqual(['B']);
  });

  it('takes the longest artist, however long it is without its signs', async () => {
    const genre = 'Long';
    const recordId = await listNew({ genre, artist: 'ﷺ'.repeat(200), title: 'ﷺ'.repeat(200) });
    await listNew({ genre, artist: '𝕬'.repeat(200), title: '美'.repeat(200) });
    const answer = await service.get(`/records?genre=${genre}&limit=1`);
    const [, link] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
    const { body } = await service.get(`/records${link}`);
    expect([...answer.body.records, ...body.records].map((one) => one.recordId)).toContain(recordId);
  });

  it('finds records by all filters together', async () => {
    await listNew({ artist: 'Filter', title: 'One', label: 'L', year: 1990 });
    await listNew({ artist: 'Filter', title: 'Two', label: 'L', year: 1991 });
    await listNew({ artist: 'Filter', title: 'Three', label: 'M', year: 1991 });
    expect(titles(await find({ artist: 'Filter', label: 'L', year: '1991' }))).toEqual(['Two']);
    expect(titles(await find({ q: 'thr', year: '1991' }))).toEqual(['Three']);
    expect((await find({ year: 'x' })).status).toBe(400);
  });
});
