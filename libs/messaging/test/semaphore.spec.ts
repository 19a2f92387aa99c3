import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Semaphore } from '../src/semaphore.js';
import { latch } from './latch.js';

/** Work that records its start, and ends when the test says so. */
const turn = () => new Promise(setImmediate);
const tasks = (semaphore: Semaphore, ...alone: boolean[]) => {
  const begun: number[] = [];
  const latches = alone.map(() => latch());
  const ended = alone.map((one, at) => semaphore.run(one, () => (begun.push(at), latches[at]!.opened)));
  const end = async (at: number) => {
    latches[at]!.open();
    await ended[at];
    await turn();
  };
  return { begun, end };
};

describe('the semaphore', () => {
  it('runs as much work concurrently as its width, in the order of arrival', async () => {
    const { begun, end } = tasks(new Semaphore(2), false, false, false, false);
    await end(0);
    expect(begun).toEqual([0, 1, 2]);
    await end(2);
    expect(begun).toEqual([0, 1, 2, 3]);
    await end(1);
    await end(3);
  });

  it('runs suspect work when nothing else runs, and nothing beside it', async () => {
    const { begun, end } = tasks(new Semaphore(3), false, true, false, false);
    await turn();
    expect(begun).toEqual([0]);
    await end(0);
    expect(begun).toEqual([0, 1]);
    await end(1);
    expect(begun).toEqual([0, 1, 2, 3]);
    await end(2);
    await end(3);
  });

  it('is free again after work that failed, and passes on its error and its result', async () => {
    const semaphore = new Semaphore(1);
    await expect(semaphore.run(true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(semaphore.run(false, () => Promise.resolve(7))).resolves.toBe(7);
  });

  it('never exceeds its width, and runs all work in the end', async () => {
    const work = fc.record({ alone: fc.boolean(), turns: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(work, { maxLength: 20 }),
        async (width, all) => {
          const semaphore = new Semaphore(width);
          const inside = new Set<{ alone: boolean }>();
          let most = 0;
          const enter = async (one: (typeof all)[number]) => {
            inside.add(one);
            most = Math.max(most, inside.size);
            if ([...inside].some(({ alone }) => alone)) expect(inside.size).toBe(1);
            for (let turn = 0; turn < one.turns; turn++) await Promise.resolve();
            inside.delete(one);
          };
          await Promise.all(all.map((one) => semaphore.run(one.alone, () => enter(one))));
          expect(most).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
