import { UserError } from '#tooling/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { choreography } from '../src/ratios/choreography.js';
import { type Comparison, run } from '../src/ratios/comparison.js';
import { againstPeer } from '../src/ratios/peer.js';
import { exitCodeOf, inArena, measure } from '../src/ratios/ratios.js';
import { startPeer } from './fixtures/peer-server.js';

/** Each event of the services waits for so long before it is published. */
const DELAY_MS = 2_000;
const DAWDLE = `
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('troupe.failpoint.relay.publishing', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${DELAY_MS});
  });`;
const SLOW = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(DAWDLE)}` };

const oneRound = (comparison: Comparison) =>
  inArena(undefined, (arena) => run({ ...comparison, rounds: 1, warm: 1 }, arena));

it('finds a choreography that takes longer than its hops', async () => {
  const [found] = await oneRound(choreography(1, 1, SLOW));
  expect(found!.ours).toBeGreaterThan(2 * DELAY_MS);
  expect(found!.ratio.low).toBeGreaterThan(found!.limit);
});

it('goes on after a comparison that cannot be made, and fails', async () => {
  const told = jest.spyOn(console, 'error').mockImplementation(() => {});
  const comparison = { ...choreography(1), limits: { ms: 1e9 } };
  const broken = { ...comparison, id: 'R0', open: () => Promise.reject(new UserError('it is dark')) };
  const short = { ...comparison, rounds: 1, warm: 1 };
  const found = await measure([broken, short]);
  expect(told).toHaveBeenCalledWith('FAILED: R0: it is dark');
  expect(found).toMatchObject({ ratios: [{ id: 'R4 choreography' }], failed: ['R0'] });
  expect(exitCodeOf(found)).toBe(1);
});

describe('a peer', () => {
  let started: Awaited<ReturnType<typeof startPeer>>;
  beforeAll(async () => {
    started = await startPeer();
  });
  afterAll(() => started.stop());

  it('is compared with what Troupe does', async () => {
    const [write] = againstPeer(1, started.peer);
    expect(await oneRound(write!)).toMatchObject([
      { id: 'S1 write', cost: 'ms', rounds: expect.any(Number) },
    ]);
  });

  it('is refused when it answers otherwise than it promises', async () => {
    const { peer } = started;
    const [, read] = againstPeer(1, {
      ...peer,
      readDirect: { ...peer.readDirect, answer: { boys: ['OLIVER'] } },
    });
    await expect(oneRound(read!)).rejects.toThrow('the peer answers GET /top10 with 200');
  });
});
