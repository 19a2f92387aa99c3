import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { HospitalRecords, Notes } from '../src/index.js';
import { MessagingFixture, type TestServiceOptions, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const BY = { who: 'olga', why: 'the carrier is up again' };

describe('an operator', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const rows = (table: string) => fixture.rows('beta', table);
  const database = () => fixture.environment.database('beta');

  /** A handler that fails until it is mended, at a service that gives up at once unless a schedule is given. */
  const failing = (schedule: number[] = []) => {
    const state = { isMended: false, done: 0 };
    const handle = () => {
      if (!state.isMended) throw new Error('not today');
      state.done++;
    };
    return { state, options: { schedule, hears: { [HAPPENED]: handle } } satisfies TestServiceOptions };
  };
  const records = (schedule: number[] = []) =>
    new HospitalRecords(database(), schedule, { heard: [], effects: [] });

  async function admit(person?: string) {
    const { state, options } = failing();
    const service = await fixture.start('beta', options);
    const event = message(HAPPENED, thing({ note: 'Ann' }), { datasubject: person });
    await fixture.publish('alpha', event);
    await eventually(async () => (await rows('hospital'))[0]);
    return { state, options, service, event, key: { kind: 'event' as const, id: event.id } };
  }

  it('replays a patient under its own ids, and its errors are kept', async () => {
    const { service, event, key } = await admit();
    expect(await service.messaging.hospital.replay(key, BY)).toBe('done');
    const again = await eventually(async () => (await rows('hospital'))[0]);
    expect(again).toMatchObject({
      id: event.id,
      correlation_id: event.attributes.correlationid,
      attempts: 1,
    });
    expect(again?.errors).toHaveLength(2);
    expect(await rows('act')).toMatchObject([
      { act: 'replay', ...BY, ...key, type: HAPPENED, correlation_id: event.attributes.correlationid },
    ]);
  });

  it('has one effect when two replay at once, and again later', async () => {
    const { state, options, service, key } = await admit();
    const replica = await fixture.start('beta', options);
    state.isMended = true;
    const replay = (by: typeof service) => by.messaging.hospital.replay(key, BY);
    const outcomes = await Promise.all([replay(service), replay(replica), replay(service)]);
    expect(outcomes.toSorted()).toEqual(['done', 'gone', 'gone']);
    await eventually(async () => state.done === 1 && !(await rows('retry')).length);
    expect(await replay(service)).toBe('gone');
    expect(await rows('act')).toHaveLength(1);
    expect(state.done).toBe(1);
  });

  it('edits an event once when two edit at once: a new one takes effect, and the old one never', async () => {
    const { state, options, service, event, key } = await admit();
    const replica = await fixture.start('beta', options);
    state.isMended = true;
    const data = thing({ note: 'Eve' });
    const edit = (by: typeof service) => by.messaging.hospital.edit(key.id, data, BY);
    const outcomes = await Promise.all([edit(service), edit(replica), edit(service)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'replaced', 'replaced']);
    await eventually(async () => state.done === 1 && !(await rows('retry')).length);
    const [kept] = await rows('hospital');
    expect(kept).toMatchObject({ id: event.id, replaced_by: expect.any(String) });
    expect(await service.messaging.hospital.replay(key, BY)).toBe('replaced');
    await fixture.publish('alpha', event);
    await fixture.queuesEmpty('beta');
    expect(state.done).toBe(1);
    const { correlationid } = event.attributes;
    const acts = await rows('act');
    expect(acts).toMatchObject([
      { act: 'edit', ...BY, ...key, correlation_id: correlationid, replaced_by: kept?.replaced_by },
    ]);
    expect(JSON.stringify(acts)).not.toContain('Eve');
    expect(await records().message({ kind: 'event', id: key.id }, false)).toMatchObject({
      replacedBy: kept?.replaced_by,
    });
    expect(await records().groups({})).toEqual([]);
    expect(await records().patients({ state: 'open' }, 9)).toEqual([]);
    expect(await service.messaging.hospital.discard(key, BY)).toBe('done');
  });

  it('keeps the correlation of what it edits, and the old event as its cause', async () => {
    const { service, event, key } = await admit();
    const edited = await service.messaging.hospital.edit(key.id, thing({ note: 'Eve' }), BY);
    const patients = await eventually(async () => {
      const both = await rows('hospital');
      return both.length === 2 && both;
    });
    const { id: _, ...attributes } = event.attributes;
    expect(edited).toEqual({ outcome: 'done', id: patients[1]?.id });
    expect(patients[1]?.attributes).toEqual({
      ...(patients[0]?.attributes as object),
      id: patients[1]?.id,
      causationid: key.id,
    });
    expect(patients[1]).toMatchObject({ correlation_id: attributes.correlationid, attempts: 1 });
  });

  it('changes nothing when the edited body breaks the contract, or the person was erased', async () => {
    const { service, key } = await admit('ann');
    const { hospital, messageErasure } = service.messaging;
    expect(await hospital.edit(key.id, { note: 7 }, BY)).toMatchObject({
      outcome: 'broken',
      breaks: expect.arrayContaining([
        { where: 'body', path: expect.stringMatching(/^\/./), rule: expect.any(String) },
      ]),
    });
    expect((await rows('hospital'))[0]).toMatchObject({ replaced_by: null });
    await database().inTransaction((tx) => messageErasure.erase(tx, 'ann'));
    expect(await hospital.edit(key.id, thing(), BY)).toEqual({ outcome: 'erased' });
    expect(await hospital.edit('unknown', thing(), BY)).toEqual({ outcome: 'gone' });
    expect([await rows('retry'), await rows('act')]).toEqual([[], []]);
  });

  it('discards a patient, and no copy of it takes effect', async () => {
    const { state, service, event, key } = await admit();
    expect(await service.messaging.hospital.discard(key, BY)).toBe('done');
    expect(await service.messaging.hospital.discard(key, BY)).toBe('gone');
    expect(await rows('hospital')).toEqual([]);
    state.isMended = true;
    const copy = { ...event, attributes: { ...event.attributes } };
    const next = message(HAPPENED, thing());
    await fixture.publish('alpha', copy, next);
    await fixture.queuesEmpty('beta');
    await eventually(() => state.done > 0);
    expect((await rows('inbox')).map(({ event_id }) => event_id).toSorted()).toEqual(
      [event.id, next.id].toSorted(),
    );
    expect(state.done).toBe(1);
  });

  it('retries at once what waits', async () => {
    const { state, options } = failing([3_600_000]);
    const { messaging } = await fixture.start('beta', options);
    const event = message(HAPPENED, thing());
    await fixture.publish('alpha', event);
    await eventually(async () => (await rows('retry'))[0]?.attempts === 1);
    const [waiting] = await records([3_600_000, 60_000]).waiting({}, 9);
    expect(waiting).toMatchObject({
      id: event.id,
      event: HAPPENED,
      attempts: 1,
      isRunning: false,
      error: { error: 'Error', message: 'not today' },
    });
    expect(waiting!.hospitalAt.getTime() - waiting!.nextAt.getTime()).toBe(60_000);

    await sql`update messaging.retry set waits_for = 'carrier'`.execute(database().query);
    const [later] = await records([3_600_000, 60_000]).waiting({}, 9);
    const [group] = await records([3_600_000, 60_000]).waitingGroups();
    const { rows: kept } = await sql<{
      since: Date;
    }>`select created_at as since from messaging.retry`.execute(database().query);
    const patienceMs = 20 * 3_660_000;
    expect(later!.hospitalAt.getTime() - kept[0]!.since.getTime()).toBe(patienceMs + 60_000);
    expect(group!.hospitalAt).toEqual(later!.hospitalAt);
    state.isMended = true;
    const key = { kind: 'event' as const, id: event.id };
    expect(await messaging.hospital.retryNow(key, BY)).toBe('done');
    await eventually(async () => state.done === 1 && !(await rows('retry')).length);
    expect(await messaging.hospital.retryNow(key, BY)).toBe('gone');
  });

  it('has an event handled again that its handler took as done wrongly, once', async () => {
    const done: string[] = [];
    const state = { isMended: false };
    const handle = ({ id }: { id: string }) => void (state.isMended && done.push(id));
    const { messaging } = await fixture.start('beta', { repeatable: true, hears: { [HAPPENED]: handle } });
    const event = message(HAPPENED, thing());
    await fixture.publish('alpha', event);
    const key = { kind: 'event' as const, id: event.id };
    const handled = () => eventually(async () => (await rows('inbox'))[0]?.done);
    await handled();
    state.isMended = true;
    const outcomes = await Promise.all([
      messaging.hospital.again(key, BY),
      messaging.hospital.again(key, BY),
    ]);
    expect(outcomes.toSorted()).toEqual(['done', 'gone']);
    expect(await rows('act')).toMatchObject([{ act: 'again', ...BY, ...key, type: HAPPENED }]);
    await fixture.publish('alpha', event);
    await fixture.publish('alpha', event);
    await handled();
    await fixture.queuesEmpty('beta');
    expect(done).toHaveLength(1);
  });

  it.each([
    ['of a handler that is not declared', false, undefined],
    ['of an older version, which did not keep the type', true, null],
  ])('has no event handled again %s', async (_what, repeatable, type) => {
    const { messaging } = await fixture.start('beta', { repeatable, hears: { [HAPPENED]: () => {} } });
    const event = message(HAPPENED, thing());
    await fixture.publish('alpha', event);
    await eventually(async () => (await rows('inbox'))[0]?.done);
    if (type === null) await sql`update messaging.inbox set type = null`.execute(database().query);
    const again = (kind: 'event' | 'effect', id: string) => messaging.hospital.again({ kind, id }, BY);
    expect(await again('event', event.id)).toBe('not-repeatable');
    expect(await again('effect', event.id)).toBe('gone');
    expect(await again('event', 'unknown')).toBe('gone');
    expect(await rows('act')).toEqual([]);
    expect(await rows('inbox')).toHaveLength(1);
  });

  it('releases what is running, because its process died, and nothing that waits', async () => {
    const { state, options } = failing([3_600_000]);
    const { messaging } = await fixture.start('beta', options);
    const event = message(HAPPENED, thing());
    await fixture.publish('alpha', event);
    await eventually(async () => (await rows('retry'))[0]?.attempts === 1);
    const key = { kind: 'event' as const, id: event.id };
    expect(await messaging.hospital.release(key, BY)).toBe('gone');
    await sql`update messaging.retry set starts = 1`.execute(database().query); // claimed by one that died
    expect(await messaging.hospital.retryNow(key, BY)).toBe('gone');
    state.isMended = true;
    expect(await messaging.hospital.release(key, BY)).toBe('done');
    await eventually(async () => state.done === 1 && !(await rows('retry')).length);
    expect(await rows('act')).toMatchObject([{ act: 'release', ...BY, ...key }]);
  });

  it('sees and replays nothing of a person who was erased, and discards what is left', async () => {
    const { service, event, key } = await admit('person-1');
    await service.database.inTransaction((tx) => service.messaging.messageErasure.erase(tx, 'person-1'));
    expect(await records().message(key, true)).toBeUndefined();
    const listed = await records().patients({}, 9);
    expect(listed).toMatchObject([{ id: event.id, isErased: true, correlationId: null }]);
    expect(await records().groups({})).toMatchObject([{ patients: 1, erased: 1 }]);
    expect(await service.messaging.hospital.replay(key, BY)).toBe('erased');
    expect(await service.messaging.hospital.discard(key, BY)).toBe('done');
    expect(await rows('hospital')).toEqual([]);
  });

  it('sees patients in groups of one cause', async () => {
    const handle = ({ note }: { note?: string }) => {
      if (note === 'type') throw new TypeError('odd "Ann"\nAnn Lee');
      throw new Error(note);
    };
    await fixture.start('beta', { schedule: [], hears: { [HAPPENED]: handle } });
    const events = ['one', 'two', 'type'].map((note) => message(HAPPENED, thing({ note })));
    await fixture.publish('alpha', ...events);
    await eventually(async () => (await rows('hospital')).length === 3);
    const groups = await records().groups({});
    expect(groups).toMatchObject([
      { event: HAPPENED, error: 'Error', patients: 2, reasons: ['exhausted'], noted: 0 },
      { event: HAPPENED, error: 'TypeError', patients: 1, message: 'odd ***' },
    ]);
    expect(['one', 'two']).toContain(groups[0]?.message);
    expect(groups[0]?.place).toMatch(/^libs\/messaging\/test\/hospital\.service-spec\.ts:\d+$/);
    const { fingerprint } = groups[0]!;
    const ids = (await records().patients({ fingerprint }, 9)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([events[0]!.id, events[1]!.id].toSorted());
    const { rows: stored } = await sql<{ count: number }>`
      select count(distinct fingerprint)::int as count from messaging.hospital`.execute(database().query);
    expect(stored[0]?.count).toBe(2);
    const noted = { note: 'ask growth', owner: null, who: 'olga' };
    expect(await new Notes(database()).put({ kind: 'event', id: ids[0]! }, noted)).toBe(true);
    expect(await records().groups({ fingerprint })).toMatchObject([{ noted: 1, note: null }]);
  });
});
