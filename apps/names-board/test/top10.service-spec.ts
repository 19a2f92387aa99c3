import { type ServiceUnderTest, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { namesBoard } from '../src/names-board.module.js';
import { changed, entries, tell, timeOf } from './lists.js';

describe('names-board', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesBoard, { NAMES_STREAM_URL: 'https://births.example/names' });
  });
  beforeEach(() => service.empty('top10'));
  afterAll(() => environment.close());

  const applied = async () => {
    const { body } = await service.get('/metrics');
    return Number(/^names_board_lists_applied_total\{.*\} (\d+)/m.exec(body)?.[1]);
  };

  it('shows two empty lists before the first event', async () => {
    const { status, headers, body } = await service.get('/top10');
    expect({ status, body }).toEqual({ status: 200, body: { boys: [], girls: [], asOf: null } });
    expect(headers.get('etag')).toMatch(/^"0-/);
  });

  it('shows the list of the last event', async () => {
    await tell(environment, service, changed(5, { OLIVER: 3, NOAH: 2 }, { OLIVIA: 4 }));
    const { status, headers, body } = await service.get('/top10');
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        boys: entries({ OLIVER: 3, NOAH: 2 }),
        girls: entries({ OLIVIA: 4 }),
        asOf: '2026-03-01T12:05:00.000Z',
      },
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': expect.stringContaining('application/json'),
      etag: expect.stringMatching(/^"5-[\w-]{11}"$/),
      'cache-control': 'public, max-age=1, stale-if-error=86400',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]], [[3, 1, 2]], [[1, 3, 3, 2]]])(
    'shows the newest list when versions arrive as %p',
    async (versions) => {
      await tell(environment, service, ...versions.map((version) => changed(version, { NOAH: version })));
      const { headers, body } = await service.get('/top10');
      expect(body).toEqual({ boys: entries({ NOAH: 3 }), girls: [], asOf: timeOf(3) });
      expect(headers.get('etag')).toMatch(/^"3-/);
    },
  );

  it('shows the newest list when many arrive at once', async () => {
    const events = Array.from({ length: 20 }, (_, at) => changed(at + 1, { NOAH: at + 1 }));
    await environment.publish('names-ranking', ...events.reverse());
    await Promise.all(events.map(({ id }) => service.hasHeard(id)));
    expect((await service.get('/top10')).body.boys).toEqual(entries({ NOAH: 20 }));
  });

  it('counts the lists it applied, but neither repeated nor old ones', async () => {
    const before = await applied();
    const event = changed(2, { NOAH: 2 });
    await tell(environment, service, event, event, changed(2, { NOAH: 2 }), changed(1, { NOAH: 1 }));
    expect(await applied()).toBe(before + 1);
    await tell(environment, service, changed(3, { NOAH: 3 }));
    expect(await applied()).toBe(before + 2);
  });

  const tag = async () => (await service.get('/top10')).headers.get('etag') ?? '';

  it.each(['TAG', 'W/TAG', '"6", TAG', '*'])(
    'answers 304 without a body to a client that has %s',
    async (form) => {
      await tell(environment, service, changed(7, { NOAH: 1 }));
      const held = form.replace('TAG', await tag());
      const { status, headers, body } = await service.get('/top10', { headers: { 'if-none-match': held } });
      expect({ status, body }).toEqual({ status: 304, body: '' });
      expect(Object.fromEntries(headers)).toMatchObject({
        etag: await tag(),
        'cache-control': 'public, max-age=1, stale-if-error=86400',
      });
    },
  );

  it('gives the page a tag, too, for a client that has it', async () => {
    await tell(environment, service, changed(7, { NOAH: 1 }));
    const accept = { accept: 'text/html' };
    const held = (await service.get('/', { headers: accept })).headers.get('etag')!;
    const short = await service.get('/', { headers: { ...accept, 'if-none-match': held } });
    expect(short).toMatchObject({ status: 304, body: '' });
    expect(short.headers.get('content-type')).toBeNull();
    expect(short.headers.get('last-modified')).toBeNull(); // nobody compares it
    expect(short.headers.get('cache-control')).toBe('public, max-age=1, stale-if-error=86400');
  });

  it('answers in full to a client that has an older list', async () => {
    await tell(environment, service, changed(6, { NOAH: 9 }));
    const headers = { 'if-none-match': await tag() };
    await tell(environment, service, changed(7, { NOAH: 1 }));
    expect(await service.get('/top10', { headers })).toMatchObject({
      status: 200,
      body: { boys: entries({ NOAH: 1 }) },
    });
  });

  it('answers in full to a client that has the same version of another ranking', async () => {
    await tell(environment, service, changed(7, { NOAH: 9 }));
    const headers = { 'if-none-match': await tag() };
    await service.empty('top10'); // as a reset does
    await tell(environment, service, changed(7, { NOAH: 1 }));
    expect(await service.get('/top10', { headers })).toMatchObject({
      status: 200,
      body: { boys: entries({ NOAH: 1 }) },
    });
  });

  it.each([
    ['no girls', { scope: 'all', boys: [] }],
    ['eleven boys', { scope: 'all', boys: Array(11).fill({ name: 'NOAH', count: 1 }), girls: [] }],
    ['a name without babies', { scope: 'all', boys: [{ name: 'NOAH', count: 0 }], girls: [] }],
    ['another list', { scope: 'today', boys: [], girls: [] }],
  ])('sends a list with %s to the hospital, and keeps showing the last one', async (_, data) => {
    await tell(environment, service, changed(1, { NOAH: 1 }));
    const broken = message('top10.changed.v1', data, { entityversion: 2 });
    await environment.publish('names-ranking', broken);
    const patient = await eventually(async () =>
      (await service.patients()).find(({ id }) => id === broken.id),
    );
    expect(patient.reason).toBe('malformed');
    expect((await service.get('/top10')).headers.get('etag')).toMatch(/^"1-/);
  });

  it('ignores unknown fields', async () => {
    const boys = [{ name: 'NOAH', count: 1, share: 0.5 }];
    const data = { scope: 'all', boys, girls: [], total: 2 };
    await tell(environment, service, message('top10.changed.v1', data, { entityversion: 1 }));
    expect((await service.get('/top10')).body.boys).toEqual(entries({ NOAH: 1 }));
  });

  it('shows the list as a page that is readable without a script', async () => {
    await tell(environment, service, changed(5, { OLIVER: 1234 }, { '<B>': 1 }));
    const { status, headers, body } = await service.get('/', { headers: { accept: 'text/html' } });
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; .*; connect-src 'self' https:\/\/births\.example$/,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'public, max-age=1, stale-if-error=86400',
    });
    expect(body).toContain('<span>Oliver</span> <data value="1234">1,234</data>');
    expect(body).toContain('<span>&#60;B&#62;</span>');
    expect(body).toContain('data-stream="https://births.example/names/stream"');
  });

  it('is alive and ready, and depends on no other service', async () => {
    expect((await service.get('/health/live')).status).toBe(200);
    await service.untilReady();
    expect(await service.get('/health/dependencies')).toMatchObject({ status: 200, body: {} });
  });
});

describe('names-board, while the broker is down', () => {
  let environment: TestEnvironment;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  /** Allows connections to the broker, or forbids them to all but superusers and ends those that exist. */
  async function letIn(allowed: boolean) {
    const { query } = environment.database('names-board');
    const broker = new URL(environment.url('broker', 'names-board')).pathname.slice(1);
    await sql`alter database ${sql.id(broker)} with allow_connections ${sql.lit(allowed)}`.execute(query);
    if (!allowed)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${broker}`.execute(
        query,
      );
  }

  it('keeps answering with the last list, and catches up', async () => {
    const service = await environment.start(namesBoard);
    await tell(environment, service, changed(1, { NOAH: 1 }, { MIA: 1 }));
    await letIn(false);
    await eventually(async () => (await service.get('/health/ready')).body.reasons.length);
    expect(await service.get('/top10')).toMatchObject({
      status: 200,
      body: { boys: entries({ NOAH: 1 }), girls: entries({ MIA: 1 }), asOf: timeOf(1) },
    });
    const held = (await service.get('/top10')).headers.get('etag') ?? '';
    expect((await service.get('/top10', { headers: { 'if-none-match': held } })).status).toBe(304);
    expect((await service.get('/')).body).toContain('<span>Noah</span>');
    await letIn(true);
    await tell(environment, service, changed(2, { NOAH: 2 }));
    expect((await service.get('/top10')).body.asOf).toBe(timeOf(2));
  });
});
