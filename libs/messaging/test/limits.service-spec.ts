import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { z } from 'zod';
import { effect, type EventContext } from '../src/index.js';
import { latch } from './latch.js';
import { MessagingFixture, newCause, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';
const Thing = z.object({ id: z.uuid() });
const forEver = () => new Promise<never>(() => {});

describe('the limit of a handler', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const rows = (table: string) => fixture.rows('beta', table);
  const events = (count: number) => Array.from({ length: count }, () => message(HAPPENED, thing()));

  it('frees the slot of a handler that never ends, counts the attempt, and shows it', async () => {
    const done: number[] = [];
    const beta = await fixture.start('beta', {
      limitMs: 50,
      hears: { [HAPPENED]: (_, { attempt }) => (attempt === 1 ? forEver() : done.push(attempt)) },
    });
    await fixture.publish('alpha', ...events(9));
    await eventually(() => done.length === 9);
    await eventually(async () => (await rows('retry')).length === 0);
    expect(done).toHaveLength(9);
    const { body } = await beta.telemetry.metrics.scrape();
    const line = `messaging_handler_timeouts_total{event="${HAPPENED}",service="beta"} `;
    expect(Number(body.split(line)[1]?.split(/\s/)[0])).toBeGreaterThanOrEqual(9);
  });

  it('refuses whatever the handler still does in a database, and aborts its signal', async () => {
    const { open, opened } = latch();
    const late: Promise<unknown>[] = [];
    const reasons: unknown[] = [];
    const beta = await fixture.create('beta', {
      limitMs: 50,
      schedule: [],
      hears: {
        [HAPPENED]: async (_, { tx, signal }: EventContext) => {
          signal.addEventListener('abort', () => reasons.push((signal.reason as Error).name));
          await opened;
          const add = sql`insert into messaging.tombstone values ('late')`;
          late.push(
            add.execute(tx),
            beta.database.inTransaction((own) => add.execute(own)),
            add.execute(beta.database.query),
          );
        },
      },
    });
    await beta.start();
    await fixture.publish('alpha', ...events(1));
    await eventually(async () => (await rows('hospital'))[0]);
    open();
    await eventually(() => late.length === 3);
    expect(await Promise.allSettled(late)).toMatchObject(
      Array(3).fill({ status: 'rejected', reason: { name: 'HandlerTimeout' } }),
    );
    expect(reasons).toEqual(['HandlerTimeout']);
    expect(await rows('tombstone')).toEqual([]);
    expect(await rows('hospital')).toMatchObject([
      { reason: 'exhausted', error_class: 'HandlerTimeout', attempts: 1 },
    ]);
  });

  it('does not reach what a handler set going by a commit of its own', async () => {
    const touch = effect(TOUCH, Thing);
    const beta = await fixture.create('beta', {
      limitMs: 500,
      schedule: [],
      effects: {
        [TOUCH]: async (_, { key }) => {
          if (key === 'first')
            await beta.database.inTransaction((tx) =>
              beta.messaging.effects.add(tx, touch, 'second', thing()),
            );
          await forEver();
        },
      },
    });
    await beta.start();
    await beta.because(newCause(), () =>
      beta.database.inTransaction((tx) => beta.messaging.effects.add(tx, touch, 'first', thing())),
    );
    await eventually(async () => (await rows('hospital')).length === 2);
  });

  it('loses against a drain: the work is rolled back and handed back, and nothing is counted', async () => {
    const begun: string[] = [];
    const beta = await fixture.create('beta', {
      drainMs: 50,
      hears: {
        [HAPPENED]: async ({ id }, { tx }) => {
          await sql`insert into messaging.tombstone values ('undone')`.execute(tx);
          begun.push(id);
          await forEver();
        },
      },
      effects: { [TOUCH]: (_, { key }) => (begun.push(key), forEver()) },
    });
    await beta.start();
    const touch = effect(TOUCH, Thing);
    await beta.because(newCause(), () =>
      beta.database.inTransaction((tx) => beta.messaging.effects.add(tx, touch, 'k1', thing())),
    );
    await fixture.publish('alpha', ...events(1));
    await eventually(() => begun.length === 2);
    await beta.stop();
    for (const table of ['tombstone', 'inbox', 'started', 'hospital']) expect(await rows(table)).toEqual([]);
    expect(await rows('retry')).toMatchObject([{ id: 'k1', attempts: 0, starts: 0 }]);
    const again: string[] = [];
    await fixture.start('beta', {
      hears: { [HAPPENED]: ({ id }, { attempt }) => again.push(`${id} ${attempt}`) },
      effects: { [TOUCH]: (_, { key, attempt }) => again.push(`${key} ${attempt}`) },
    });
    await eventually(() => again.length === 2);
    expect(again.toSorted()).toEqual(begun.map((id) => `${id} 1`).toSorted());
  });

  it.each([
    ['a NUL in a text', sql`select ${'\0'}::text`],
    ['a number out of range', sql`select ${'99999999999'}::int`],
    ['a missing value', sql`insert into messaging.tombstone (datasubject) values (null)`],
  ])('does not matter to %s, which no retry can mend', async (_, statement) => {
    await fixture.start('beta', { hears: { [HAPPENED]: (__, { tx }) => statement.execute(tx) } });
    await fixture.publish('alpha', ...events(1));
    const patient = await eventually(async () => (await rows('hospital'))[0]);
    expect(patient).toMatchObject({ reason: 'malformed', attempts: 1 });
  });

  it('of a clock that steps back makes no lease and no event wait', async () => {
    const ran: string[] = [];
    const beta = await fixture.create('beta', { effects: { [TOUCH]: (_, { key }) => ran.push(key) } });
    const touch = effect(TOUCH, Thing);
    await beta.because(newCause(), () =>
      beta.database.inTransaction((tx) => beta.messaging.effects.add(tx, touch, 'k1', thing())),
    );
    await beta.say();
    const { query } = fixture.environment.database('beta');
    await sql`update messaging.retry set due = due + interval '1 hour', since = since + interval '1 hour'`.execute(
      query,
    );
    await sql`update messaging.outbox set sent_at = null, created_at = now() + interval '1 hour'`.execute(
      query,
    );
    await beta.start();
    await eventually(() => ran.length === 1);
    await eventually(async () => (await rows('outbox')).every(({ sent_at }) => sent_at));
  });

  it('lets no copy of a message run that is in the hospital', async () => {
    let calls = 0;
    const handle = (_: unknown, { tx }: EventContext) => {
      calls++;
      return sql`select ${'\0'}::text`.execute(tx);
    };
    await fixture.start('beta', { hears: { [HAPPENED]: handle } });
    const [sent] = events(1);
    await fixture.publish('alpha', sent!);
    await eventually(async () => (await rows('hospital')).length === 1);
    await fixture.publish('alpha', sent!);
    await fixture.queuesEmpty('beta');
    expect(calls).toBe(1);
    expect(await rows('inbox')).toMatchObject([{ done: false }]);
  });
});
