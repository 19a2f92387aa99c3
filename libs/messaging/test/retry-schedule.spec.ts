import { describe, expect, it } from '@jest/globals';
import { retryDelay } from '../src/retry-schedule.js';

describe('the retry schedule', () => {
  it.each([
    ['least', 0, 800],
    ['middle', 0.5, 1_000],
    ['most', 0.999_999, 1_200],
  ])('varies a delay by a random number: the %s', (_, random, expected) => {
    expect(Math.round(retryDelay([1_000], 0, random) ?? 0)).toBe(expected);
  });

  it('has a delay for each failure, and then none', () => {
    const delays = [0, 1, 2].map((failures) => retryDelay([1_000, 5_000], failures, 0.5));
    expect(delays).toEqual([1_000, 5_000, undefined]);
  });
});
