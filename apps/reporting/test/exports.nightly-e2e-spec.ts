import { eventually, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { reporting } from '../src/reporting.module.js';
import { bookedUpTo } from './made-facts.js';

const FACTS = 1_000_000;
const MIB = 2 ** 20;
/** The text has twice as many. */
const MOST_MEMORY = 60 * MIB;
const WRITTEN_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 500;

jest.setTimeout(2 * WRITTEN_WITHIN_MS);

let environment: TestEnvironment;
beforeAll(async () => {
  environment = await TestEnvironment.open();
});
afterAll(() => environment.close());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** What is needed: garbage that nobody has collected yet tells nothing. */
const held = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

it('exports a million facts in flat memory, and reports them', async () => {
  const service = await environment.start(reporting);
  await bookedUpTo(service, FACTS, '2026-02-28');
  const as = { operator: 'ops' };
  const before = held();
  let most = before;
  let lookedAt = 0;
  const look = () => {
    if (Date.now() - lookedAt < LOOK_EVERY_MS) return;
    most = Math.max(most, held());
    lookedAt = Date.now();
  };

  const accepted = await service.post('/exports', { from: '2026-01-01', to: '2026-12-31' }, { as });
  const finished = await eventually(async () => {
    look();
    const polled = await service.get(accepted.headers.get('location') ?? '', { as });
    expect(polled.status).toBe(303);
    return polled;
  }, WRITTEN_WITHIN_MS);

  const { body } = await fetch(new URL(finished.headers.get('location') ?? '', service.url), {
    headers: { authorization: `Bearer ${await token('operator', 'ops')}`, 'accept-encoding': 'identity' },
    signal: AbortSignal.timeout(WRITTEN_WITHIN_MS),
  });
  let [bytes, lines] = [0, 0];
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) lines += Number(byte === 10);
    look();
  }
  expect(lines).toBe(FACTS + 1);
  expect(bytes).toBeGreaterThan(2 * MOST_MEMORY);
  expect(most - before).toBeLessThan(MOST_MEMORY);

  const report = await service.get('/reports/sales?from=2026-01-01&to=2026-12-31&by=artist', { as });
  expect(report.body).toMatchObject({
    sequence: FACTS,
    rows: [{ kept: FACTS * 50 }, { kept: FACTS * 50 }],
  });
});
