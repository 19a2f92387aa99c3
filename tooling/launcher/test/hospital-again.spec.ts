import { UsageError, UserError } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { handleAgain } from '../src/hospital-again.js';
import type { HospitalClient } from '../src/hospital-client.js';

const ID = '019f0000-0000-7000-8000-000000000001';
const REQUEST = { id: ID, service: 'desk', why: 'it did nothing' };
const SENT = {
  id: ID,
  type: 'order.made.v1',
  publishedAt: '2030-01-01T00:00:00.000Z',
  isErased: false,
  attributes: { correlationid: 'c-1' },
};

/** Services that answer like this, and what they were asked. */
function platform(sent: object | undefined, forgotten: object) {
  const asked: unknown[] = [];
  const client = {
    advised: (command: string) => command,
    get: async () => (sent ? [{ service: 'shop', body: sent }] : []),
    ask: async (...what: unknown[]) => {
      asked.push(what);
      return what[2] === 'acts' ? forgotten : { replayId: 'r-1' };
    },
  } as unknown as HospitalClient;
  return { client, asked };
}

const DONE = { done: 1, skipped: [] };
const skipped = (because: string) => ({ done: 0, skipped: [{ kind: 'event', id: ID, because }] });

describe('npm run hospital -- again', () => {
  it('has the service forget the event, and its publisher deliver it', async () => {
    const { client, asked } = platform(SENT, DONE);
    expect(await handleAgain(client, REQUEST)).toBe(
      `desk handles order.made.v1 ${ID} again: shop has delivered it once more.\nSee what it did: npm run logs -- c-1`,
    );
    const { why } = REQUEST;
    const order = { to: 'desk', types: ['order.made.v1'], since: SENT.publishedAt, id: ID, why };
    expect(asked).toEqual([
      ['desk', 'POST', 'acts', { act: 'again', why, messages: [{ kind: 'event', id: ID }] }],
      ['shop', 'POST', 'replays', order],
      ['shop', 'POST', 'replays/r-1', { most: 1 }],
    ]);
  });

  it('delivers what the service has not handled, so that it can be repeated', async () => {
    const { client, asked } = platform(SENT, skipped('gone'));
    expect(await handleAgain(client, REQUEST)).toContain('desk had not handled order.made.v1');
    expect(asked).toHaveLength(3);
  });

  it.each([
    [
      'a handler that is not declared',
      SENT,
      skipped('not-repeatable'),
      'desk does not declare that its handler',
    ],
    ['an event of an erased person', { ...SENT, isErased: true }, DONE, 'about a person who was erased'],
    ['an event that nobody keeps', undefined, DONE, `No service has sent ${ID}`],
  ])('refuses %s, and delivers nothing', async (_what, sent, forgotten, text) => {
    const { client, asked } = platform(sent, forgotten);
    const refusal = handleAgain(client, REQUEST);
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(text);
    expect(JSON.stringify(asked)).not.toContain('replays');
  });

  it.each([
    [{ id: 'm-1' }, 'again needs the ID of an event'],
    [{ service: undefined }, '--service is missing'],
    [{ why: undefined }, '--why is missing'],
    [{ why: ' x ' }, '--why " x ": it is too short'],
  ])('refuses %j', async (more, text) => {
    const refusal = handleAgain(platform(SENT, DONE).client, { ...REQUEST, ...more });
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(text);
  });
});
