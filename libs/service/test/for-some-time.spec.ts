import { describe, expect, it } from '@jest/globals';
import { forSomeTime } from '../src/for-some-time.js';

describe('work for some time', () => {
  /** Works on four items, each of which takes so long. */
  const worked = async (eachMs: number, mostMs: number) => {
    let now = 0;
    return forSomeTime(
      [1, 2, 3, 4],
      mostMs,
      async () => void (now += eachMs),
      () => now,
    );
  };

  it('ends with the last item', async () => {
    expect(await worked(10, 1_000)).toEqual([1, 2, 3, 4]);
  });

  it('ends when the time has passed, and with no item in the middle', async () => {
    expect(await worked(600, 1_000)).toEqual([1, 2]);
  });

  it('goes on by one item at least', async () => {
    expect(await worked(5_000, 1_000)).toEqual([1]);
  });
});
