import { describe, expect, it } from '@jest/globals';
import { shrunk } from '../src/shrink.js';

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('shrinking', () => {
  it.each([
    ['one item', [3]],
    ['two items that are far apart', [1, 17]],
    ['three items', [0, 9, 19]],
    ['all items', upTo(5)],
  ])('finds that %s are enough', async (_what, culprits) => {
    const all = culprits.length === 5 ? upTo(5) : upTo(20);
    const fails = (some: number[]) => Promise.resolve(culprits.every((one) => some.includes(one)));
    expect(await shrunk(all, fails)).toEqual(culprits);
  });

  it('asks less often than for each part of the list', async () => {
    let asked = 0;
    const fails = (some: number[]) => Promise.resolve(++asked > 0 && some.includes(42));
    expect(await shrunk(upTo(128), fails)).toEqual([42]);
    expect(asked).toBeLessThan(30);
  });
});
