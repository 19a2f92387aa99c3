import { UsageError, UserError } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { handleAgain, handleMissingAgain } from '../src/hospital-again.js';
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
    readLogs: (id: string) => `npm run logs -- ${id}`,
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
    [
      { id: undefined },
      'again needs the ID of an event, as `npm run logs -- CORRELATION-ID` shows it, or --missing.',
    ],
    [
      { id: 'm-1' },
      'again needs the ID of an event, as `npm run logs -- CORRELATION-ID` shows it, or --missing: "m-1" is none.',
    ],
    [{ service: undefined }, '--service is missing'],
    [{ why: undefined }, '--why is missing'],
    [{ why: ' x ' }, '--why " x ": it is too short'],
  ])('refuses %j', async (more, text) => {
    const refusal = handleAgain(platform(SENT, DONE).client, { ...REQUEST, ...more });
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(text);
  });
});

describe('npm run hospital -- again --missing', () => {
  const idOf = (number: number) => `019f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const process = (number: number, state = 'missing') => ({
    steps: [
      { name: 'account', service: 'desk', state, begunBy: { id: idOf(number), type: SENT.type } },
      {
        name: 'parcel',
        service: 'depot',
        state: 'missing',
        begunBy: { id: idOf(900 + number), type: SENT.type },
      },
    ],
  });
  const MISSING = 'sign-up/account';
  const WHY = 'it did nothing';

  /** Pages of processes that miss a step, and events of which some persons are erased. */
  function monitored(pages: object[][], erased: string[] = [], forgotten: object = DONE) {
    const acts: unknown[] = [];
    const [everybody, shop] = [[] as string[], [] as string[]];
    const sent = (path: string) => {
      const id = path.replace('sent/', '');
      return { ...SENT, id, isErased: erased.includes(id) };
    };
    const client = {
      stuck: async (_flow: string, after: string | null) => {
        const page = Number(after ?? 0);
        return { processes: pages[page] ?? [], next: page + 1 < pages.length ? String(page + 1) : null };
      },
      get: async (path: string) => {
        everybody.push(path);
        return [{ service: 'shop', body: sent(path) }];
      },
      ask: async (service: string, method: string, path: string, body: { messages: { id: string }[] }) => {
        if (method === 'GET') {
          shop.push(path);
          return sent(path);
        }
        if (path !== 'acts') return { replayId: 'r-1' };
        acts.push([service, body.messages[0]!.id]);
        return forgotten;
      },
    } as unknown as HospitalClient;
    return { client, acts, everybody, shop };
  }

  it('does so for every process that misses the step, and for no other step', async () => {
    const { client, acts } = monitored([[process(1), process(2, 'done')], [process(3)]]);
    expect(await handleMissingAgain(client, MISSING, WHY)).toBe(
      'desk handles 2 events again, one for each process that misses account.',
    );
    expect(acts).toEqual([
      ['desk', idOf(1)],
      ['desk', idOf(3)],
    ]);
  });

  it('tells why it left some out', async () => {
    const { client } = monitored([[process(1), process(2), process(3)]], [idOf(2), idOf(3)]);
    expect(await handleMissingAgain(client, MISSING, WHY)).toMatch(
      /^desk handles 1 event again.*\n2 not: order\.made\.v1 an event is about a person who was erased/,
    );
  });

  it('asks the publisher alone once it is known', async () => {
    const { client, everybody, shop } = monitored([Array.from({ length: 20 }, (_, at) => process(at))]);
    await handleMissingAgain(client, MISSING, WHY);
    expect(everybody.length + shop.length).toBe(20);
    expect(everybody.length).toBeLessThanOrEqual(4); // as many as are asked at once
  });

  it('stops at 500, and says so', async () => {
    const pages = [0, 200, 400].map((from) => Array.from({ length: 200 }, (_, at) => process(from + at)));
    const { client, acts } = monitored(pages);
    expect(await handleMissingAgain(client, MISSING, WHY)).toMatch(/500 events again.*\nThere are more: run/);
    expect(acts).toHaveLength(500);
  });

  it.each([
    ['a step that nobody misses', [[process(1, 'late')]], DONE, 'No process of sign-up misses account.'],
    [
      'a handler that is not declared',
      [[process(1)]],
      skipped('not-repeatable'),
      /^Nothing is handled again.\n1 not: desk does not declare/,
    ],
  ])('refuses %s', async (_what, pages, forgotten, text) => {
    const refusal = handleMissingAgain(monitored(pages, [], forgotten).client, MISSING, WHY);
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(text);
  });

  it.each([
    ['account', WHY, '--missing takes FLOW/STEP'],
    ['a/b/c', WHY, '--missing takes FLOW/STEP'],
    [MISSING, undefined, '--why is missing'],
  ])('refuses --missing %s with the reason %s', async (missing, why, text) => {
    const refusal = handleMissingAgain(monitored([]).client, missing, why);
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(text);
  });
});
