import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import type { Hospital } from '#libs/messaging';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { HospitalEdits } from '../src/hospital-edits.js';
import { things } from './fixtures/things.js';

const OTHER = 'other.happened.v1';
const OPERATOR = { as: { operator: 'olga' } };

describe('the hospital of a service', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  /** Refused, because its size is too small. */
  let refused: ReturnType<typeof message>;
  let alike: ReturnType<typeof message>;
  let path: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things, { HOSPITAL_EDITS: 'on' });
  });
  beforeEach(async () => {
    const { query } = service.database;
    await eventually(async () => (await sql`select from messaging.retry`.execute(query)).rows.length === 0); // replays end
    await sql`delete from messaging.hospital`.execute(query);
    refused = message(OTHER, { size: -1, note: 'Ann', subject: 'test' });
    alike = message(OTHER, { size: -2 });
    path = `/hospital/messages/event/${refused.id}`;
    await environment.publish('other', refused, alike);
    await eventually(async () => (await service.patients()).length === 2);
  });
  afterAll(() => environment.close());

  const act = (body: object) => service.post('/hospital/acts', body, OPERATOR);
  const get = async (at: string) => (await service.get(at, OPERATOR)).body;

  it.each([
    ['GET', '/hospital/counts'],
    ['GET', '/hospital/groups'],
    ['GET', '/hospital/patients'],
    ['GET', '/hospital/waiting'],
    ['GET', '/hospital/waiting-groups'],
    ['GET', '/hospital/acts'],
    ['GET', '/hospital/messages/event/an-id'],
    ['POST', '/hospital/acts'],
    ['POST', '/hospital/notes'],
    ['POST', '/hospital/edits'],
  ])('is closed to all but operators: %s %s', async (method, at) => {
    const callers = [undefined, { person: 'p1' }, { service: 'alpha' }];
    const body = method === 'POST' ? {} : undefined;
    const statuses = callers.map(async (as) => (await service.request(method, at, { as, body })).status);
    expect(await Promise.all(statuses)).toEqual([401, 403, 403]);
  });

  it('has no measurements and no document of its own', async () => {
    await get('/hospital/groups');
    expect((await service.get('/metrics')).body).not.toContain('/hospital');
    expect(JSON.stringify((await service.get('/openapi.json')).body)).not.toContain('/hospital');
  });

  it('counts what was given up, and what is tried again', async () => {
    expect(await get('/hospital/counts')).toEqual({ waiting: 0, patients: 2 });
  });

  it('tells which rules of the contract a malformed message breaks, and quotes nothing of it', async () => {
    const malformed = message(OTHER, { size: 'a secret' });
    await environment.publish('other', malformed);
    await eventually(async () => (await service.patients()).length === 3);
    const told = await get(`/hospital/messages/event/${malformed.id}`);
    expect(told).toMatchObject({
      diagnosis: { reason: 'malformed' },
      breaks: [
        {
          where: 'body',
          path: '/size',
          rule: expect.stringMatching(/^must be a (whole )?number, not a text$/),
        },
      ],
    });
    expect(JSON.stringify(told)).not.toContain('a secret');
    expect((await get(path)).breaks).toEqual([]);
  });

  it('acts on all, page by page, and on no one who comes back meanwhile', async () => {
    const replay = { act: 'replay', why: 'mended', all: true, most: 1 };
    const { body: first } = await act(replay);
    expect(first).toMatchObject({ done: 1, mayBeMore: true, next: { after: expect.any(String) } });
    await eventually(async () => (await service.patients()).length === 2); // it came back, behind all others
    const { body: second } = await act({ ...replay, next: first.next });
    expect(second).toMatchObject({ done: 1 });
    await eventually(async () => (await service.patients()).length === 2);
    const { body: third } = await act({ ...replay, next: second.next });
    expect(third).toEqual({ done: 0, skipped: [], mayBeMore: false, next: null });
  });

  it('groups what failed alike', async () => {
    const groups = await get('/hospital/groups');
    expect(groups).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]+$/),
        event: OTHER,
        error: 'Refusal',
        message: 'Send a size from 0 on.',
        noted: 0,
        place: expect.stringMatching(/^libs\/service\/test\/fixtures\/things\.ts:\d+$/),
        reasons: ['refused'],
        patients: 2,
        people: 0,
        erased: 0,
        oldest: expect.any(String),
        newest: expect.any(String),
        note: null,
      },
    ]);
    const ids = async (query: string) =>
      ((await get(`/hospital/patients?${query}`)) as { id: string }[]).map(({ id }) => id);
    expect(await ids(`fingerprint=${groups[0].fingerprint}`)).toHaveLength(2);
    expect(await ids('event=another.happened.v1')).toEqual([]);
    expect(await ids(`about=${String(refused.attributes.correlationid)}`)).toEqual([refused.id]);
    expect(await ids(`about=${refused.id}&about=${alike.id}&about=no-such-id`)).toHaveLength(2);
  });

  it('shows one message, masked unless the whole is asked for, which is logged and kept', async () => {
    const masked = await get(path);
    expect(masked).toMatchObject({
      attributes: { id: refused.id, correlationid: refused.attributes.correlationid },
      body: { size: '***', note: '***', subject: 'test' },
      errors: [{ error: 'Refusal', message: 'Send a size from 0 on.' }],
      diagnosis: { reason: 'refused', stack: expect.stringContaining('things.ts') },
      acts: [],
    });
    expect(JSON.stringify(masked)).not.toContain('Ann');
    expect(await get(`${path}?body=whole`)).toMatchObject({ body: { size: -1, note: 'Ann' } });
    expect((await get(path)).acts).toMatchObject([{ act: 'read', who: 'olga' }]);
    expect(environment.logs).toContainEqual(
      expect.objectContaining({ msg: 'an operator acted', act: 'read', who: 'olga', event_id: refused.id }),
    );
    expect((await service.get('/hospital/messages/event/none', OPERATOR)).status).toBe(404);
  });

  it.each([
    ['no reason', { act: 'discard', event: OTHER }],
    ['no selection', { act: 'replay', why: 'mended' }],
    ['a fingerprint of what waits', { act: 'retry', why: 'mended', fingerprint: 'f' }],
    ['a type of what was handled', { act: 'again', why: 'mended', event: OTHER }],
    ['a type of what is running', { act: 'release', why: 'mended', event: OTHER }],
    ['another act', { act: 'heal', why: 'mended', event: OTHER }],
  ])('refuses an act with %s', async (_what, body) => {
    expect((await act(body)).status).toBe(400);
    expect(await service.patients()).toHaveLength(2);
  });

  it('keeps a note and an owner of a group and of one message, and who has noted what', async () => {
    const [{ fingerprint }] = await get('/hospital/groups');
    const put = async (body: object) => (await service.post('/hospital/notes', body, OPERATOR)).status;
    expect(await put({ kind: 'group', id: fingerprint, note: 'known', owner: 'growth' })).toBe(200);
    expect(await put({ kind: 'event', id: alike.id, note: 'ask first' })).toBe(200);
    expect(await put({ kind: 'group', id: 'none', note: 'known' })).toBe(404);
    expect(await put({ kind: 'group', id: fingerprint })).toBe(400);
    const ofGroup = { note: 'known', owner: 'growth', who: 'olga', at: expect.any(String) };
    expect((await get('/hospital/groups'))[0].note).toEqual(ofGroup);
    const patients: { id: string; note: object }[] = await get('/hospital/patients');
    expect(patients.find(({ id }) => id === refused.id)?.note).toEqual(ofGroup);
    expect(patients.find(({ id }) => id === alike.id)?.note).toMatchObject({
      note: 'ask first',
      owner: null,
    });
    expect(await get(`/hospital/acts?about=${fingerprint}`)).toMatchObject([
      { act: 'note', kind: 'group', who: 'olga', why: 'owner: growth; known' },
    ]);
    await sql`delete from messaging.note`.execute(service.database.query);
  });

  it('replays a whole group, and keeps who did it and why', async () => {
    const [{ fingerprint }] = await get('/hospital/groups');
    const { status, body } = await act({ act: 'replay', why: 'things are small now', fingerprint });
    expect({ status, body }).toEqual({
      status: 200,
      body: { done: 2, skipped: [], mayBeMore: false, next: null },
    });
    await eventually(async () => {
      const { rows } = await sql<{ errors: unknown[] }>`select errors from messaging.hospital`.execute(
        service.database.query,
      );
      return rows.length === 2 && rows.every(({ errors }) => errors.length === 2);
    });
    expect(await get(`/hospital/acts?about=${alike.id}`)).toMatchObject([
      { act: 'replay', who: 'olga', why: 'things are small now', event: OTHER },
    ]);
  });

  it('groups what is tried again, with the next attempt and the time to the hospital', async () => {
    const wait = (id: string, attempts: number, person: string | null, error: string, minutes: number) =>
      sql`
      insert into messaging.retry (id, kind, type, attributes, body, datasubject, attempts, due, errors)
      values (${id}, 'effect', 'test.calls', '{}', '', ${person}, ${attempts}, now() + ${minutes} * interval '1 minute',
        ${JSON.stringify([
          { at: '2026-03-01T12:00:00.000Z', error: 'Early', message: 'x' },
          { at: '2026-03-01T12:00:01.000Z', error, message: `${error} ${id}` },
        ])}::jsonb)`.execute(service.database.query);
    await wait('w1', 1, 'ann', 'PeerFailure', 60);
    await wait('w2', 5, 'ann', 'PeerFailure', 90);
    await wait('w3', 2, 'bob', 'TypeError', 30);
    await wait('w4', 0, 'eve', 'PeerFailure', 30); // not attempted since it was replayed
    await sql`
      insert into messaging.retry (id, kind, type, attributes, body, due, waits_for)
      values ('w5', 'effect', 'test.books', '{}', '', now() + interval '1 minute', 'carrier')`.execute(
      service.database.query,
    );
    expect((await get('/hospital/waiting?about=w5'))[0]).toMatchObject({ attempts: 0, waitsFor: 'carrier' });
    const [{ hospitalAt: afterPatience }] = await get('/hospital/waiting?about=w5');
    const groups = await get('/hospital/waiting-groups');
    await sql`delete from messaging.retry`.execute(service.database.query);
    const { nextAt, hospitalAt } = groups[0];
    expect(Date.parse(hospitalAt) - Date.parse(nextAt)).toBe(80); // the four waits of 20 ms that are left
    expect(groups.find(({ event }: { event: string }) => event === 'test.books').hospitalAt).toBe(
      afterPatience,
    );
    expect(groups).toMatchObject([
      {
        kind: 'effect',
        event: 'test.calls',
        error: 'PeerFailure',
        message: 'PeerFailure w2',
        messages: 2,
        people: 1,
      },
      { event: 'test.books', error: 'PeerFailure', message: 'carrier: circuit open', messages: 1, people: 0 },
      { error: 'TypeError', messages: 1, people: 1 },
    ]);
  });

  it('has no event handled again by a handler that is not declared to be safe for it', async () => {
    const handled = message(OTHER, { size: 1 });
    await environment.deliver('other', service, handled);
    const messages = [{ kind: 'event', id: handled.id }];
    expect((await act({ act: 'again', why: 'it did nothing', messages })).body).toEqual({
      done: 0,
      skipped: [{ kind: 'event', id: handled.id, because: 'not-repeatable' }],
      mayBeMore: false,
      next: null,
    });
  });

  it('edits an event, which takes effect under a new id', async () => {
    const edit = (body: unknown) =>
      service.post('/hospital/edits', { id: refused.id, why: 'the size was wrong', body }, OPERATOR);
    expect(await edit({ size: 'a secret' })).toMatchObject({
      status: 422,
      body: {
        type: 'urn:troupe:problem:hospital.contract-broken',
        errors: [{ pointer: '/body/size', detail: expect.stringMatching(/^must be /) }],
      },
    });
    const { status, body } = await edit({ size: 2 });
    expect({ status, body }).toEqual({
      status: 200,
      body: { id: refused.id, replacedBy: expect.any(String) },
    });
    await service.hasHeard(body.replacedBy);
    expect(await edit({ size: 2 })).toMatchObject({
      status: 409,
      body: { type: 'urn:troupe:problem:hospital.replaced' },
    });
    expect(await get('/hospital/counts')).toEqual({ waiting: 0, patients: 1 });
    expect((await act({ act: 'replay', why: 'mended', event: OTHER })).body).toMatchObject({
      done: 1,
      skipped: [],
    });
    expect(await get(`/hospital/acts?about=${body.replacedBy}`)).toMatchObject([
      { act: 'edit', id: refused.id, who: 'olga', why: 'the size was wrong' },
    ]);
  });

  it('edits nothing unless it is allowed', async () => {
    const off = new HospitalEdits({} as Hospital, false);
    await expect(off.edit(refused.id, {}, { who: 'olga', why: 'mended' })).rejects.toThrow(
      'HOSPITAL_EDITS=on',
    );
  });

  it('names the fields of its answers as programs know them', async () => {
    await act({ act: 'discard', why: 'a test', messages: [{ kind: 'event', id: alike.id }] });
    await sql`
      insert into messaging.retry (id, kind, type, attributes, body, due)
      values ('w1', 'effect', 'test.calls', '{}', '', now() + interval '1 hour')`.execute(
      service.database.query,
    );
    const keys = (row: object) => Object.keys(row).toSorted().join(' ');
    const first = async (at: string) => keys((await get(at))[0]);
    const named = {
      groups: await first('/hospital/groups'),
      patients: await first('/hospital/patients'),
      waiting: await first('/hospital/waiting?about=w1'),
      acts: await first('/hospital/acts'),
      message: keys(await get(path)),
      act: keys((await act({ act: 'discard', why: 'a test', event: 'no.such-type.v1' })).body),
    };
    await sql`delete from messaging.retry`.execute(service.database.query);
    expect(named).toEqual({
      groups: 'erased error event fingerprint message newest note noted oldest patients people place reasons',
      patients:
        'admittedAt attempts correlationId error event eventId fingerprint id isErased kind note position reason replacedBy',
      waiting: 'attempts correlationId error event eventId hospitalAt id isRunning kind nextAt waitsFor',
      acts: 'act at correlationId event id kind replacedBy who why',
      message: 'acts attempts attributes body breaks bytes diagnosis errors event id kind replacedBy',
      act: 'done mayBeMore next skipped',
    });
  });

  it('discards one, and skips what is gone', async () => {
    const messages = [{ kind: 'event', id: alike.id }];
    const order = { act: 'discard', why: 'it was a test', messages };
    expect((await act(order)).body).toMatchObject({ done: 1, skipped: [], mayBeMore: false });
    expect((await act(order)).body).toMatchObject({ done: 0, skipped: [{ id: alike.id, because: 'gone' }] });
    expect((await service.patients()).map(({ id }) => id)).toEqual([refused.id]);
  });
});
