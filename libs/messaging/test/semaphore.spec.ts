import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Semaphore } from '../src/semaphore.js';
import type { Lane } from '../src/store.js';
import { latch } from './latch.js';

/** Work that records its start, and ends when the test says so. */
const turn = () => new Promise(setImmediate);
const tasks = (semaphore: Semaphore, ...lanes: Lane[]) => {
  const begun: number[] = [];
  const latches = lanes.map(() => latch());
  const ended = lanes.map((lane, at) => semaphore.run(lane, () => (begun.push(at), latches[at]!.opened)));
  const end = async (at: number) => {
    latches[at]!.open();
    await ended[at];
    await turn();
  };
  return { begun, end };
};

describe('the semaphore', () => {
  it('runs as much work of a lane concurrently as its width, in the order of arrival', async () => {
    const { begun, end } = tasks(new Semaphore(2), 'event', 'event', 'event', 'effect', 'event');
    await end(0);
    expect(begun).toEqual([0, 1, 3, 2]);
    await end(2);
    expect(begun).toEqual([0, 1, 3, 2, 4]);
    await end(1);
    await end(3);
    await end(4);
  });

  it('runs suspect work when nothing else runs, before what waits, and nothing beside it', async () => {
    const { begun, end } = tasks(new Semaphore(1), 'effect', 'event', 'event', 'suspect', 'effect');
    await turn();
    expect(begun).toEqual([0, 1]);
    await end(0);
    expect(begun).toEqual([0, 1]);
    await end(1);
    expect(begun).toEqual([0, 1, 3]);
    await end(3);
    expect(begun).toEqual([0, 1, 3, 2, 4]);
    await end(2);
    await end(4);
  });

  it('gives the others a turn after as many suspects as it is wide', async () => {
    const { begun, end } = tasks(
      new Semaphore(2),
      ...(['suspect', 'suspect', 'suspect', 'event', 'event', 'event'] as const),
    );
    await end(0);
    await end(1);
    expect(begun).toEqual([0, 1, 3, 4]);
    await end(3);
    expect(begun).toEqual([0, 1, 3, 4]);
    await end(4);
    expect(begun).toEqual([0, 1, 3, 4, 2]);
    await end(2);
    expect(begun).toEqual([0, 1, 3, 4, 2, 5]);
    await end(5);
  });

  it('is free again after work that failed, and passes on its error and its result', async () => {
    const semaphore = new Semaphore(1);
    await expect(semaphore.run('suspect', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(semaphore.run('event', () => Promise.resolve(7))).resolves.toBe(7);
  });

  it('never exceeds its width, and runs all work in the end', async () => {
    const work = fc.record({
      lane: fc.constantFrom<Lane>('event', 'effect', 'suspect'),
      turns: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(work, { maxLength: 20 }),
        async (width, all) => {
          const semaphore = new Semaphore(width);
          const inside = new Set<{ lane: Lane }>();
          const count = (lane: Lane) => [...inside].filter((one) => one.lane === lane).length;
          const enter = async (one: (typeof all)[number]) => {
            inside.add(one);
            expect(count(one.lane)).toBeLessThanOrEqual(width);
            if (count('suspect')) expect(inside.size).toBe(1);
            for (let turns = 0; turns < one.turns; turns++) await Promise.resolve();
            inside.delete(one);
          };
          await Promise.all(all.map((one) => semaphore.run(one.lane, () => enter(one))));
          expect(inside.size).toBe(0);
        },
      ),
    );
  });
});
