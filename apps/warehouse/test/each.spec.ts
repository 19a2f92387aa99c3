import { describe, expect, it } from '@jest/globals';
import { each } from '../src/each.js';

describe('each of several items', () => {
  it('is worked on although one before fails, which is reported in the end', async () => {
    const done: number[] = [];
    const work = async (item: number) => {
      if (item === 1) throw new Error('it is stuck');
      done.push(item);
    };
    await expect(each([1, 2, 3], work)).rejects.toThrow('1 could not be ended: Error: it is stuck');
    expect(done).toEqual([2, 3]);
    await each([4], work);
    expect(done).toEqual([2, 3, 4]);
  });
});
