import { describe, expect, it } from '@jest/globals';
import { isRestless, tableOf, tooDear } from '../src/services/costs.js';
import { seeded } from '../src/ratios/statistics.js';
import { designFor, weigh } from '../src/services/weighing.js';

const TRUE_WEIGHTS = Array.from({ length: 20 }, (_, at) => at / 10);
const BASE = 150;

/** What a scale says of each set: the base, what is in it, and a random error. */
function weighed(noise: number, seed = 1): number[] {
  const random = seeded(seed);
  return designFor(TRUE_WEIGHTS.length).map((places) =>
    TRUE_WEIGHTS.reduce(
      (sum, weight, at) => sum + (places[at] ? weight : 0),
      BASE + noise * (random() - 0.5),
    ),
  );
}

describe('a weighing design', () => {
  const design = designFor(TRUE_WEIGHTS.length);
  const places = design[0]!.map((_, at) => at);

  it('has each thing in half of the sets, and any two of them together in a quarter', () => {
    const together = (one: number, other: number) => design.filter((set) => set[one] && set[other]).length;
    for (const one of places)
      for (const other of places)
        expect(together(one, other)).toBe(one === other ? design.length / 2 : design.length / 4);
  });

  it('leaves places empty, by which the error is known', () => {
    for (let things = 1; things < 40; things++)
      expect(designFor(things)[0]!.length - things).toBeGreaterThanOrEqual(4);
  });

  it('tells what each thing weighs', () => {
    const { weights, error } = weigh(TRUE_WEIGHTS.length, weighed(0));
    for (const [at, weight] of TRUE_WEIGHTS.entries()) expect(weights[at]).toBeCloseTo(weight);
    expect(error).toBeCloseTo(0);
  });

  it('tells how far off it may be', () => {
    const runs = Array.from({ length: 50 }, (_, seed) => weigh(TRUE_WEIGHTS.length, weighed(2, seed)));
    const off = runs.flatMap(({ weights, error }) =>
      weights.map((weight, at) => Math.abs(weight - TRUE_WEIGHTS[at]!) <= 2 * error),
    );
    expect(off.filter(Boolean).length / off.length).toBeGreaterThan(0.9);
  });
});

describe('what services cost', () => {
  const costs = (start: number[], memory: number[], error = 0.01) => ({
    start: { weights: start, error },
    memory: { weights: memory, error },
  });
  const names = ['catalog', 'orders'];

  it('passes at the limits', () => {
    expect(tooDear(names, costs([0.1, 0.05], [6, 3]))).toEqual([]);
  });

  it.each([
    ['slow to start', [0.05, 0.15], [3, 3], ['orders costs 0.150 s, at most 0.100 s.']],
    ['large', [0.05, 0.05], [7.5, 3], ['catalog costs 7.5 MiB, at most 6.0 MiB.']],
  ])('is too much of a service that is %s', (_, start, memory, problems) => {
    expect(tooDear(names, costs(start, memory))).toEqual(problems);
  });

  it('is not known on a machine that does much else', () => {
    expect(isRestless(costs([0, 0], [0, 0], 0.04))).toBe(false);
    expect(isRestless(costs([0, 0], [0, 0], 0.06))).toBe(true);
  });

  it('is told in a table, with the limit and the error', () => {
    expect(tableOf(names, costs([0.05, 0.06], [3, 2.5])).split('\n')).toEqual([
      'catalog     0.050 s     3.0 MiB',
      'orders      0.060 s     2.5 MiB',
      'limit       0.100 s     6.0 MiB',
      'error       0.020 s     0.0 MiB',
    ]);
  });
});
