import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Arena } from '../src/ratios/arena.js';
import { type Comparison, judge, run } from '../src/ratios/comparison.js';
import { exitCodeOf, lineOf, measure } from '../src/ratios/ratios.js';
import type { Contender } from '../src/ratios/rounds.js';
import { seeded } from '../src/ratios/statistics.js';
import { verdictOf } from '../src/ratios/verdict.js';

const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const QUIET = around(1, 0.05);

/** A contender whose rounds cost these numbers, one after the other and from the beginning again. */
const costing = (...numbers: number[]): Contender & { rounds: number } => ({
  rounds: 0,
  async measure() {
    return { cpu: numbers[this.rounds++ % numbers.length]! };
  },
});

const comparing = (
  contenders: { ours: Contender; base: Contender; again: Contender },
  rounds = 10,
): Comparison => ({
  id: 'R0',
  title: 'a fixture',
  limits: { cpu: 1.8 },
  rounds,
  warm: 3,
  open: async () => contenders,
});
const NOWHERE = {} as Arena;

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the verdict on a ratio', () => {
  it.each([
    ['met', around(1.5, 0.1), QUIET],
    ['unsure', around(1.75, 0.1), QUIET],
    ['unsure', around(1.85, 0.1), QUIET],
    ['missed', around(2, 0.1), QUIET],
    ['inconclusive', around(2, 0.1), around(1, 0.11)],
    ['inconclusive', around(1.5, 0.1), around(1.06, 0.05)],
    ['inconclusive', around(1.5, 0.1), around(0.94, 0.05)],
  ])('is %s for %o beside a baseline that is %o times itself', (verdict, ratio, control) => {
    expect(verdictOf(ratio, control, 1.8)).toBe(verdict);
  });
});

describe('the limit of the gate', () => {
  const random = seeded(7);
  const rounds = (cpu: number) => Array.from({ length: 30 }, () => ({ cpu: cpu * (0.9 + 0.2 * random()) }));
  const judged = (more: number) => {
    const comparison = {
      ...comparing({ ours: costing(1), base: costing(1), again: costing(1) }),
      limits: { cpu: 1.1 },
    };
    return judge(comparison, [rounds(more), rounds(1), rounds(1)])[0]!.verdict;
  };

  it('is exceeded by 30 % more for each request, on a machine whose rounds differ by a fifth', () => {
    expect(judged(1.3)).toBe('missed');
  });

  it('is not exceeded by the same build', () => {
    expect(judged(1)).toBe('met');
  });
});

describe('a comparison', () => {
  it('finds what is twice as expensive', async () => {
    const sides = { ours: costing(2), base: costing(1), again: costing(1) };
    const [found] = await run(comparing(sides), NOWHERE);
    expect(found).toMatchObject({ verdict: 'missed', ours: 2, base: 1, rounds: 10, ratio: { value: 2 } });
    expect(exitCodeOf({ ratios: [found!], failed: [] })).toBe(1);
    expect(lineOf(found!)).toBe(
      '  cpu  2.00 [2.00, 2.00], at most 1.8: missed (2.000 ms / 1.000 ms; baseline against itself [1.00, 1.00]; 10 rounds)',
    );
  });

  it('passes what is as expensive', async () => {
    const sides = { ours: costing(1), base: costing(1), again: costing(1) };
    expect(exitCodeOf({ ratios: await run(comparing(sides), NOWHERE), failed: [] })).toBe(0);
  });

  it('runs once more at double size when the baseline differs from itself, and then gives up', async () => {
    const ours = costing(1);
    const found = await run(comparing({ ours, base: costing(1), again: costing(1.5) }), NOWHERE);
    expect(found).toMatchObject([{ verdict: 'inconclusive', rounds: 20 }]);
    expect(ours.rounds).toBe(3 + 10 + 20);
    expect(exitCodeOf({ ratios: found, failed: [] })).toBe(3);
  });

  it('is content when the second run is quiet', async () => {
    let measured = 0;
    const restless: Contender = { measure: async () => ({ cpu: measured++ < 13 ? 1.5 : 1 }) };
    const found = await run(comparing({ ours: costing(1), base: costing(1), again: restless }), NOWHERE);
    expect(found).toMatchObject([{ verdict: 'met', rounds: 20 }]);
  });

  it('prints its costs in their unit', () => {
    const comparison = {
      ...comparing({ ours: costing(1), base: costing(1), again: costing(1) }),
      unit: 'MiB',
    };
    const [found] = judge(comparison, [[{ cpu: 3 }], [{ cpu: 2 }], [{ cpu: 2 }]]);
    expect(lineOf(found!)).toContain('1.50 [1.50, 1.50], at most 1.8: met (3.000 MiB / 2.000 MiB;');
  });

  it('is skipped by name where it cannot be made', async () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => {});
    const skipped = {
      ...comparing({ ours: costing(1), base: costing(1), again: costing(1) }),
      skip: 'it is dark.',
    };
    expect(await measure([skipped])).toEqual({ ratios: [], failed: [] });
    expect(print).toHaveBeenCalledWith('SKIPPED: R0: it is dark.');
  });

  it('judges each cost by its own limit', () => {
    const rounds = (cpu: number, ms: number) => Array.from({ length: 5 }, () => ({ cpu, ms }));
    const comparison = {
      ...comparing({ ours: costing(1), base: costing(1), again: costing(1) }),
      limits: { cpu: 3, ms: 1.5 },
    };
    const found = judge(comparison, [rounds(2, 2), rounds(1, 1), rounds(1, 1)]);
    expect(found.map(({ cost, verdict }) => [cost, verdict])).toEqual([
      ['cpu', 'met'],
      ['ms', 'missed'],
    ]);
    expect(exitCodeOf({ ratios: found, failed: [] })).toBe(1);
  });
});
