import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { EventContext } from '../src/index.js';
import { latch } from './latch.js';
import { MessagingFixture, type Thing, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';
const LATER_MS = 1_000_000;
const never = () => new Promise<never>(() => {});

describe('a handler past its limit', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const retries = () => fixture.rows('beta', 'retry');

  it('makes room for others, and costs its message an attempt', async () => {
    const stuck = Array.from({ length: 4 }, () => message(HAPPENED, thing()));
    const ids = stuck.map(({ attributes }) => attributes.id);
    const handled: string[] = [];
    const handle = async ({ id }: Thing, { envelope }: EventContext) => {
      if (ids.includes(envelope.id)) await never();
      handled.push(id);
    };
    const options = { schedule: [LATER_MS], limitMs: 100, hears: { [HAPPENED]: handle } };
    const beta = await fixture.start('beta', options);
    await fixture.publish('alpha', ...stuck);
    const other = thing();
    await fixture.publish('alpha', message(HAPPENED, other));
    await eventually(() => handled.includes(other.id));
    const rows = await eventually(async () => {
      const found = await retries();
      return found.length === 4 && found;
    });
    expect(rows.map(({ id, attempts }) => [id, attempts]).sort()).toEqual(ids.map((id) => [id, 1]).sort());
    expect(rows[0]?.errors[0].error).toBe('HandlerTimeout');
    const { body } = await beta.telemetry.metrics.scrape();
    expect(body).toMatch(/^messaging_handler_timeouts_total\{[^}]*event="alpha\.happened\.v1"[^}]*\} 4\b/m);
  });

  it('is refused whatever it still does in a database', async () => {
    const refusals: unknown[] = [];
    const isLate = latch();
    const handle = async (_: Thing, { tx, signal }: EventContext) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      for (const write of [
        () => sql`select 1`.execute(tx),
        () => beta.database.inTransaction((own) => sql`select 1`.execute(own)),
        () => sql`select 1`.execute(beta.database.query),
      ])
        await write().catch((error: Error) => refusals.push(error.name));
      isLate.open();
    };
    const options = { schedule: [LATER_MS], limitMs: 100, hears: { [HAPPENED]: handle } };
    const beta = await fixture.start('beta', options);
    await fixture.publish('alpha', message(HAPPENED, thing()));
    await isLate.opened;
    expect(refusals).toEqual(['HandlerTimeout', 'HandlerTimeout', 'HandlerTimeout']);
  });

  it('costs an effect an attempt, too', async () => {
    const hears = {
      [HAPPENED]: ({ id }: Thing, { tx }: EventContext) =>
        beta.messaging.effects.add(tx, beta.events.effects[0]!, id, thing({ id })),
    };
    const effects = { [TOUCH]: never };
    const beta = await fixture.start('beta', { schedule: [LATER_MS], limitMs: 100, hears, effects });
    await fixture.publish('alpha', message(HAPPENED, thing()));
    const row = await eventually(async () => (await retries()).find(({ attempts }) => attempts === 1));
    expect(row).toMatchObject({ kind: 'effect', starts: 0, errors: [{ error: 'HandlerTimeout' }] });
  });

  it('does not hold up a stop: its attempt and its start do not count', async () => {
    const started = latch();
    const handle = () => {
      started.open();
      return never();
    };
    const stopped = await fixture.start('beta', { drainMs: 50, hears: { [HAPPENED]: handle } });
    const sent = message(HAPPENED, thing());
    await fixture.publish('alpha', sent);
    await started.opened;
    await stopped.stop();
    expect(await retries()).toEqual([]);
    const attempts: [string, number][] = [];
    await fixture.start('beta', {
      hears: {
        [HAPPENED]: (_: Thing, { envelope, attempt }: EventContext) =>
          void attempts.push([envelope.id, attempt]),
      },
    });
    await eventually(() => attempts.length === 1);
    expect(attempts).toEqual([[sent.attributes.id, 1]]);
    expect(await fixture.rows('beta', 'started')).toEqual([]);
  });
});

describe('a message that no attempt can help', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  it('goes to the hospital at once when the database cannot store its values', async () => {
    const handle = (_: Thing, { tx }: EventContext) => sql`select ${'NUL: \0'}::text`.execute(tx);
    await fixture.start('beta', { schedule: [LATER_MS], hears: { [HAPPENED]: handle } });
    await fixture.publish('alpha', message(HAPPENED, thing()));
    const patient = await eventually(async () => (await fixture.rows('beta', 'hospital'))[0]);
    expect(patient).toMatchObject({ reason: 'malformed', attempts: 1 });
  });

  it('stays there although a copy of it comes', async () => {
    let calls = 0;
    const handle = (_: Thing, { tx }: EventContext) => {
      calls++;
      return sql`select ${'NUL: \0'}::text`.execute(tx);
    };
    await fixture.start('beta', { hears: { [HAPPENED]: handle } });
    const sent = message(HAPPENED, thing());
    await fixture.publish('alpha', sent);
    await eventually(async () => (await fixture.rows('beta', 'hospital')).length === 1);
    await fixture.publish('alpha', sent);
    await fixture.queuesEmpty('beta');
    expect(calls).toBe(1);
    expect(await fixture.rows('beta', 'inbox')).toMatchObject([{ done: false }]);
  });
});
