import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILPOINTS, type Failpoint, type Passage, Refusal } from '../src/index.js';
import { MessagingFixture, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';
const DOCUMENT = join(import.meta.dirname, '../../../docs/chaos.md');

describe('failpoints', () => {
  let fixture: MessagingFixture;
  const passed = new Map<Failpoint, Passage[]>();
  let failing: Failpoint | undefined;
  const listeners = FAILPOINTS.map((point) => {
    const listen = (passage: unknown) => {
      passed.set(point, [...(passed.get(point) ?? []), passage as Passage]);
      if (point !== failing) return;
      failing = undefined;
      (passage as Passage).error = new Error(`${point} fails`);
    };
    return [`troupe.failpoint.${point}`, listen] as const;
  });

  beforeAll(async () => {
    fixture = await MessagingFixture.open();
    for (const [channel, listen] of listeners) subscribe(channel, listen);
  });
  afterEach(async () => {
    failing = undefined;
    passed.clear();
    await fixture.reset();
  });
  afterAll(async () => {
    for (const [channel, listen] of listeners) unsubscribe(channel, listen);
    await fixture.close();
  });

  it('are all passed by an event that fails once, its effect, and an event that is refused', async () => {
    let attempts = 0;
    const touched: string[] = [];
    const beta = await fixture.start('beta', {
      schedule: [1],
      hears: {
        [HAPPENED]: async ({ note }, { tx }) => {
          if (note) throw new Refusal('thing.refused', 'No.', 422);
          if (!attempts++) throw new Error('not today');
          await beta.messaging.effects.add(tx, beta.events.effects[0]!, 'key', thing());
        },
      },
      effects: { [TOUCH]: (_, { key }) => touched.push(key) },
    });
    const alpha = await fixture.start('alpha');
    await alpha.say();
    await fixture.publish('alpha', message(HAPPENED, thing({ note: 'refuse me' })));
    await eventually(() => FAILPOINTS.every((point) => passed.has(point)));
    expect(touched).toEqual(['key']);
  });

  it.each<Failpoint>([
    'relay.published',
    'receiver.taken',
    'receiver.handled',
    'inbox.entered',
    'inbox.handled',
  ])('make a step fail at %s, and the event takes effect once', async (point) => {
    const heard: string[] = [];
    const alpha = await fixture.start('alpha');
    await fixture.start('beta', { schedule: [1], hears: { [HAPPENED]: ({ id }) => void heard.push(id) } });
    failing = point;
    await alpha.say();
    await eventually(async () => (await fixture.rows('beta', 'inbox')).length === 1 && heard.length > 0);
    await eventually(async () => (await fixture.rows('beta', 'retry')).length === 0);
    expect(failing).toBeUndefined();
    expect(await fixture.rows('beta', 'inbox')).toMatchObject([{ done: true }]);
  });

  it('are listed in the documentation, in their order', () => {
    const listed = readFileSync(DOCUMENT, 'utf8')
      .match(/^\| `([a-z]+\.[a-z]+)`/gm)
      ?.map((row) => row.slice(3, -1));
    expect(listed).toEqual([...FAILPOINTS]);
  });
});
