import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Refusal, type ReplayOrder, Replays, systemRuntime } from '../src/index.js';
import { MessagingFixture, type TestService, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const BY = { who: 'olga', why: 'gamma is new' };
const KEPT_DAYS = 30;

describe('a replay of what a service has sent', () => {
  let fixture: MessagingFixture;
  let alpha: TestService;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const yesterday = () => new Date(systemRuntime.now() - 86_400_000);
  const order = (more: Partial<ReplayOrder> = {}): ReplayOrder => ({
    hearer: 'gamma',
    types: [HAPPENED],
    since: yesterday(),
    ...more,
  });
  const replaysOf = ({ database, broker, telemetry, events }: TestService) =>
    new Replays({ database, broker, telemetry, runtime: systemRuntime }, events, KEPT_DAYS);
  /** A service that records what it hears. */
  const listen = async (name: string) => {
    const ids: string[] = [];
    const service = await fixture.start(name, { hears: { [HAPPENED]: ({ id }) => void ids.push(id) } });
    return { ids, service };
  };
  /** Alpha has sent some events, before anyone heard them. @returns the ids of what they say */
  const history = async (...data: ReturnType<typeof thing>[]) => {
    alpha = await fixture.start('alpha');
    for (const one of data) await alpha.say(one);
    await eventually(async () => (await fixture.rows('alpha', 'outbox')).every(({ sent_at }) => sent_at));
    return data.map(({ id }) => id);
  };
  const runAll = async (replays: Replays, replayId: string, most = 2) => {
    for (;;) {
      const replay = await replays.step(replayId, most);
      if (!replay || replay.endedAt) return replay;
    }
  };

  it('gives a service that is added later its history, and later events come by themselves', async () => {
    const past = await history(thing(), thing(), thing());
    const { ids } = await listen('gamma');
    const replays = replaysOf(alpha);
    expect(await replays.plan(order())).toMatchObject([{ type: HAPPENED, events: 3, erased: 0 }]);
    const begun = await replays.begin(order(), BY);
    expect(begun).toMatchObject({ total: 3, delivered: 0, erased: 0, endedAt: null, ...BY });
    const { id: now } = await alpha.say();
    expect(await runAll(replays, begun.replayId)).toMatchObject({ delivered: 3, nextAt: null });
    await eventually(() => ids.length === 4);
    expect(ids.toSorted()).toEqual([...past, now].toSorted());
  });

  it('has no effect on a hearer that has handled the events', async () => {
    const { ids } = await listen('gamma');
    const past = await history(thing(), thing());
    await eventually(() => ids.length === 2);
    const replays = replaysOf(alpha);
    const { replayId } = await replays.begin(order(), BY);
    expect(await runAll(replays, replayId)).toMatchObject({ delivered: 2 });
    await fixture.queuesEmpty('gamma');
    expect(ids.toSorted()).toEqual(past.toSorted());
  });

  it('goes on where it was interrupted, and a second one of the same order joins it', async () => {
    await history(thing(), thing(), thing());
    const { ids } = await listen('gamma');
    const same = order();
    const [one, other] = await Promise.all([1, 2].map(() => replaysOf(alpha).begin(same, BY)));
    expect(one?.replayId).toBe(other?.replayId);
    await replaysOf(alpha).step(one!.replayId, 1);
    const resumed = await replaysOf(alpha).begin(same, BY); // as after a death of the command
    expect(resumed).toMatchObject({ replayId: one?.replayId, total: 3, delivered: 1 });
    const steps = [1, 2].map(() => replaysOf(alpha).step(resumed.replayId, 1));
    await Promise.all(steps); // two who run it at once deliver the same event
    expect(await runAll(replaysOf(alpha), resumed.replayId)).toMatchObject({ delivered: 3 });
    await eventually(() => ids.length === 3);
    await fixture.queuesEmpty('gamma');
    expect(ids).toHaveLength(3);
    expect((await replaysOf(alpha).begin(same, BY)).replayId).not.toBe(one?.replayId);
  });

  it('leaves erased people out, at the sender and at the hearer', async () => {
    const [, , left] = await history(thing({ person: 'ann' }), thing({ person: 'bob' }), thing());
    const { ids, service: gamma } = await listen('gamma');
    await alpha.database.inTransaction((tx) => alpha.messaging.messageErasure.erase(tx, 'ann'));
    await gamma.database.inTransaction((tx) => gamma.messaging.messageErasure.erase(tx, 'bob'));
    const replays = replaysOf(alpha);
    expect(await replays.plan(order())).toMatchObject([{ events: 3, erased: 1 }]);
    const { replayId } = await replays.begin(order(), BY);
    expect(await runAll(replays, replayId)).toMatchObject({ total: 3, delivered: 2, erased: 1 });
    await fixture.queuesEmpty('gamma');
    await eventually(() => ids.length === 1);
    expect(ids).toEqual([left]);
    expect(await fixture.rows('gamma', 'retry')).toEqual([]);
  });

  it('delivers one event by its id, in a trace of its own, and measures no reaction', async () => {
    const [, wanted] = await history(thing(), thing());
    const { ids, service: gamma } = await listen('gamma');
    const [, row] = await fixture.rows('alpha', 'outbox');
    const replays = replaysOf(alpha);
    expect(await replays.log.event(row!.id)).toMatchObject({ type: HAPPENED, isErased: false });
    const { replayId, total } = await replays.begin(order({ eventId: row!.id }), BY);
    expect(total).toBe(1);
    await runAll(replays, replayId);
    await eventually(() => ids.length === 1);
    expect(ids).toEqual([wanted]);
    const span = await eventually(() =>
      fixture.spans.getFinishedSpans().find(({ name }) => name === `process ${HAPPENED}`),
    );
    const sender = String(row!.attributes.traceparent).split('-')[1];
    expect(span.spanContext().traceId).not.toBe(sender);
    expect(span.attributes['link.trace_id']).toBe(sender);
    const { body } = await gamma.telemetry.metrics.scrape();
    expect(body).toMatch(/messaging_end_to_end_seconds_count\{[^}]*\} 0\n/);
  });

  it('ends at once when nothing was sent', async () => {
    await history();
    expect(await replaysOf(alpha).begin(order(), BY)).toMatchObject({ total: 0, endedAt: expect.any(Date) });
    expect(await replaysOf(alpha).step(newId(), 1)).toBeUndefined();
  });

  it.each([
    ['what is kept no more', { since: new Date(0) }, 'keeps what it sent for 30 days: begin at '],
    ['what it does not publish', { types: ['beta.ended.v1'] }, 'alpha does not publish beta.ended.v1'],
  ])('is refused for %s', async (_what, more, why) => {
    await history(thing());
    const replays = replaysOf(alpha);
    await expect(async () => replays.plan(order(more))).rejects.toThrow(why);
    await expect(replays.begin(order(more), BY)).rejects.toThrow(Refusal);
    expect(await fixture.rows('alpha', 'replay')).toEqual([]);
  });

  it('names a beginning in a refusal that is still good some minutes later', async () => {
    await history(thing());
    const { database, broker, telemetry, events } = alpha;
    let at = Date.parse('2030-06-15T12:00:59.999Z');
    const replays = new Replays(
      { database, broker, telemetry, runtime: { now: () => at } },
      events,
      KEPT_DAYS,
    );
    const plan = async (since: string) => replays.plan(order({ since: new Date(since) }));
    const { message } = await plan('2001-01-01').then(
      () => new Error('it was not refused'),
      (error: Error) => error,
    );
    const [named = ''] = /2030\S+/.exec(message) ?? [];
    expect(named).toBe('2030-05-16T12:11:00.000Z');
    at += 10 * 60_000;
    await expect(plan(named)).resolves.toEqual([]); // not refused; all of it was sent before
  });

  it('moves on by nothing while the hearer has no subscription', async () => {
    await history(thing());
    const replays = replaysOf(alpha);
    const { replayId } = await replays.begin(order(), BY);
    await expect(replays.step(replayId, 1)).rejects.toThrow(
      'gamma has no subscription to alpha.happened.v1: declare it in its events.ts, then run npm run migrate -- gamma.',
    );
    const { ids } = await listen('gamma');
    expect(await runAll(replays, replayId)).toMatchObject({ delivered: 1 });
    await eventually(() => ids.length === 1);
  });

  it('leaves what the broker has not confirmed yet to the relay', async () => {
    await history(thing());
    await sql`update messaging.outbox set sent_at = null, created_at = now() + interval '4 seconds'`.execute(
      alpha.database.query,
    );
    expect(await replaysOf(alpha).plan(order())).toEqual([]);
  });
});
