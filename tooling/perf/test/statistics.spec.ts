import { describe, expect, it } from '@jest/globals';
import { median, ratioOf, seeded } from '../src/ratios/statistics.js';

/** Numbers around a mean, as a machine with other work gives them. */
function noisy(mean: number, noise: number, rounds: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: rounds }, () => mean * (1 + noise * (2 * random() - 1)));
}

describe('the ratio of two costs', () => {
  it('takes the middle number, or the mean of the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });

  it('is exact where nothing disturbs', () => {
    expect(ratioOf([3, 3, 3], [2, 2, 2])).toEqual({ value: 1.5, low: 1.5, high: 1.5 });
  });

  it('has the true ratio in its interval 95 times of 100', () => {
    const runs = Array.from({ length: 200 }, (_, run) =>
      ratioOf(noisy(1.5, 0.3, 20, 2 * run), noisy(1, 0.3, 20, 2 * run + 1)),
    );
    const hits = runs.filter(({ low, high }) => low <= 1.5 && 1.5 <= high).length;
    expect(hits).toBeGreaterThanOrEqual(180);
  });

  it('becomes narrower with more rounds', () => {
    const width = (rounds: number) => {
      const { low, high } = ratioOf(noisy(1, 0.3, rounds, 1), noisy(1, 0.3, rounds, 2));
      return high - low;
    };
    expect(width(200)).toBeLessThan(0.75 * width(20));
  });

  it('is the same for the same numbers', () => {
    const [ours, theirs] = [noisy(2, 0.2, 20, 1), noisy(1, 0.2, 20, 2)];
    expect(ratioOf(ours, theirs)).toEqual(ratioOf(ours, theirs));
  });

  it('refuses sides that have not run as often', () => {
    expect(() => ratioOf([1], [1, 2])).toThrow('1 rounds against 2');
    expect(() => ratioOf([], [])).toThrow('0 rounds against 0');
  });
});
