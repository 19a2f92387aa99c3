import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { namesStream } from '../src/names-stream.module.js';
import { ask, eventsOf, imported, metric, offsets, oneTo, Reading, registered, tell } from './reading.js';

const ORIGIN = 'https://names.example';
const SSE = { accept: 'text/event-stream' };
const READERS = 'names_stream_readers';

describe('names-stream', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  const readings: Reading[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesStream, { ALLOWED_ORIGINS: ORIGIN });
  });
  afterAll(() => environment.close());

  const open = async (path?: string, headers?: Record<string, string>) => {
    const reading = await Reading.open(service, path, headers);
    readings.push(reading);
    return reading;
  };
  /** The offset of the newest entry. */
  const end = async () => {
    const reading = await open('/stream', SSE);
    reading.close();
    return Number(/^id: (\d+)/.exec(reading.text)?.[1]);
  };

  /** The entry with an offset. */
  const lineAt = async (offset: number) => {
    if (!offset) return undefined;
    const reading = await open(`/stream?offset=${offset - 1}`);
    const [line] = await reading.first(1);
    reading.close();
    return line;
  };

  it('sends new entries to live readers, as lines of JSON', async () => {
    await tell(environment, service, registered('BEFORE'));
    const reading = await open();
    expect(reading.headers['content-type']).toBe('application/x-ndjson');
    const event = registered('OLIVER', 'male', { time: '2026-02-03T04:05:06.007+01:00' });
    await tell(environment, service, event);
    expect(await reading.first(1)).toEqual([
      {
        offset: expect.any(Number),
        name: 'OLIVER',
        sex: 'male',
        count: 1,
        at: '2026-02-03T03:05:06.007Z',
        position: expect.stringMatching(/^\d+-[0-9a-z]+$/),
      },
    ]);
  });

  it('sends them as server-sent events, with their positions as ids', async () => {
    const last = await end();
    const reading = await open('/stream', SSE);
    expect(reading.headers['content-type']).toBe('text/event-stream');
    const { position = '0' } = (await lineAt(last)) ?? {};
    expect(reading.text).toBe(`id: ${position}\n\n`); // a reader that reconnects before the first event misses none
    await tell(environment, service, registered('AVA'));
    const event = await eventually(() => eventsOf(reading.text)[0]);
    expect(event?.line).toMatchObject({ offset: last + 1, name: 'AVA', sex: 'female' });
    expect(event?.id).toBe(event?.line.position);
  });

  it('sends the whole log from the beginning', async () => {
    await tell(environment, service, registered('AVA'), registered('ISLA'));
    const last = await end();
    const reading = await open('/stream?offset=0');
    expect(offsets(await reading.first(last))).toEqual(oneTo(last));
  });

  it('resumes after an offset, or after the last event id, which takes precedence', async () => {
    await tell(environment, service, ...['A', 'B', 'C', 'D'].map((name) => registered(name)));
    const last = await end();
    const byOffset = await open(`/stream?offset=${last - 3}`);
    const byEvent = await open('/stream', { 'last-event-id': String(last - 2) });
    const byBoth = await open('/stream?offset=0', { 'last-event-id': String(last - 1) });
    expect(offsets(await byOffset.first(3))).toEqual(oneTo(last, last - 2));
    expect(offsets(await byEvent.first(2))).toEqual(oneTo(last, last - 1));
    expect(offsets(await byBoth.first(1))).toEqual([last]);
  });

  it('loses and repeats nothing for readers that come and go while many write', async () => {
    const before = await end();
    const events = oneTo(120).map((nth) => registered(`NAME ${nth}`));
    const writers = [0, 1, 2].map((one) =>
      tell(environment, service, ...events.filter((_, index) => index % 3 === one)),
    );
    let seen = before;
    while (seen < before + events.length) {
      const byHeader = seen % 2;
      const reading = await open(
        byHeader ? '/stream' : `/stream?offset=${seen}`,
        byHeader ? { 'last-event-id': String(seen) } : {},
      );
      const lines = await reading.first(1);
      reading.close();
      expect(offsets(lines)).toEqual(oneTo(seen + lines.length, seen + 1));
      seen += lines.length;
    }
    await Promise.all(writers);
    const all = await open(`/stream?offset=${before}`);
    const names = (await all.first(events.length)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      oneTo(120)
        .map((nth) => `NAME ${nth}`)
        .toSorted(),
    );
  });

  it('sends an import as one entry for each name', async () => {
    const reading = await open();
    const names = oneTo(1_000).map((nth) => ({ name: `NAME ${nth}`, count: nth }));
    await tell(environment, service, imported(names, 'male'));
    const lines = await reading.first(1_000);
    expect(lines.map(({ name, count }) => ({ name, count }))).toEqual(names);
    const { offset = 0, at } = lines[0] ?? {};
    expect(offsets(lines)).toEqual(oneTo(offset + 999, offset));
    expect(lines.every((line) => line.sex === 'male' && line.at === at)).toBe(true);
  });

  it('has one entry of an event that is delivered twice', async () => {
    const event = registered('ONCE');
    const reading = await open();
    await tell(environment, service, event);
    await tell(environment, service, event, registered('THEN'));
    expect((await reading.first(2)).map(({ name }) => name)).toEqual(['ONCE', 'THEN']);
  });

  describe('from a position of another log', () => {
    /** Puts another log in the place of this one, as a reset or a restored backup does: its entries have other times. */
    const replaceLog = (by = '-1 day') =>
      sql`update entry set at = at + ${by}::interval`.execute(environment.database('names-stream').query);
    const expectRefusal = async (path: string, headers = {}) =>
      expect(await service.get(path, { headers })).toMatchObject({
        status: 410,
        body: { type: 'urn:troupe:problem:stream.other-log', detail: expect.stringContaining('offset=0') },
      });

    it('refuses an offset beyond the end, which no entry may ever reach', async () => {
      await tell(environment, service, registered('AVA'));
      const last = await end();
      await expectRefusal(`/stream?offset=${last + 1}`);
      await expectRefusal('/stream', { 'last-event-id': String(last + 1) });
    });

    it('refuses a position whose entry is another one now, in either format', async () => {
      await tell(environment, service, registered('AVA'), registered('ISLA'));
      const { position = '' } = (await lineAt((await end()) - 1)) ?? {};
      expect(await (await open(`/stream?offset=${position}`)).first(1)).toHaveLength(1);
      expect(await (await open('/stream', { 'last-event-id': position })).first(1)).toHaveLength(1);
      await replaceLog();
      await expectRefusal(`/stream?offset=${position}`);
      await expectRefusal('/stream', { ...SSE, 'last-event-id': position });
      expect((await lineAt(1))?.offset).toBe(1);
      await replaceLog('1 day');
    });
  });

  it.each(['-1', '1.5', 'x', '', '1e3', '1-', '1-A', '1-a-b', '%201', '99999999999999999'])(
    'refuses the offset %p',
    async (offset) => {
      const { status, headers, body } = await service.get(`/stream?offset=${offset}`, { headers: SSE });
      expect([status, headers.get('content-type')]).toEqual([
        400,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(body.errors).toMatchObject([{ pointer: '/query/offset' }]);
    },
  );

  it.each(['-1', '1.5', 'x'])('refuses the last event id %p', async (id) => {
    const { status, body } = await service.get('/stream', { headers: { 'last-event-id': id } });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/headers/last-event-id' }] },
    });
  });

  it('refuses readers that accept other types only', async () => {
    expect((await service.get('/stream', { headers: { accept: 'text/html' } })).status).toBe(406);
  });

  it('lets pages of the allowed origins read, and no others', async () => {
    const grant = async (origin: string) =>
      (await open('/stream', { origin })).headers['access-control-allow-origin'];
    expect(await grant(ORIGIN)).toBe(ORIGIN);
    expect(await grant('https://evil.example')).toBeUndefined();
    const { vary, ...headers } = (await open()).headers;
    expect(vary).toMatch(/Origin/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-correlation-id': expect.any(String),
    });
  });

  it('documents the stream', async () => {
    const { paths } = (await service.get('/openapi.json')).body;
    const { parameters, responses } = paths['/stream'].get;
    expect(parameters.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'last-event-id',
      'offset',
      'x-correlation-id',
    ]);
    expect(Object.keys(responses['200'].content)).toEqual(['application/x-ndjson', 'text/event-stream']);
  });

  it('forgets a reader that disconnects', async () => {
    for (const reading of readings) reading.close();
    await eventually(async () => (await metric(service, READERS)) === 0);
    const reader = await open();
    expect(await metric(service, READERS)).toBe(1);
    reader.close();
    await eventually(async () => (await metric(service, READERS)) === 0);
  });

  it('does not keep a reader that sends HEAD', async () => {
    const before = await metric(service, READERS);
    expect((await service.request('HEAD', '/stream?offset=0')).status).toBe(200);
    expect(await metric(service, READERS)).toBeLessThanOrEqual(before);
  });

  it('forgets a reader of several streams on one connection', async () => {
    for (const reading of readings) reading.close();
    await eventually(async () => (await metric(service, READERS)) === 0);
    const socket = await ask(service, 'GET /stream', 'GET /stream', 'GET /stream');
    await eventually(async () => (await metric(service, READERS)) === 3);
    socket.destroy();
    await eventually(async () => (await metric(service, READERS)) === 0);
  });

  it('counts the entries that it adds', async () => {
    const before = await metric(service, 'names_stream_entries_total');
    await tell(
      environment,
      service,
      registered('ONE'),
      imported([
        { name: 'TWO', count: 9 },
        { name: 'THREE', count: 8 },
      ]),
    );
    expect(await metric(service, 'names_stream_entries_total')).toBe(before + 3);
  });

  it('is ready', async () => {
    await service.untilReady();
  });
});
