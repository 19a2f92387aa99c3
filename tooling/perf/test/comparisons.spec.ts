import { describe, expect, it } from '@jest/globals';
import { comparisonsOf } from '../src/ratios/comparisons.js';
import { NAMES } from '../src/ratios/names.js';
import { runRatios } from '../src/ratios/ratios.js';
import { budgetOf } from '../src/ratios/whole.js';

const births = 1;
const idsOf = (isQuick: boolean, only?: string) =>
  comparisonsOf({ isQuick, only, births }).map(({ id }) => id);

describe('the comparisons', () => {
  it('have a name each, by which one can choose them', () => {
    for (const name of NAMES) expect(idsOf(false, name)).not.toEqual([]);
    for (const id of idsOf(false)) expect(NAMES.some((name) => id.startsWith(name))).toBe(true);
    expect(new Set(idsOf(false)).size).toBe(idsOf(false).length);
  });

  it('are a read, a write and a hop when it has to be quick', () => {
    expect(idsOf(true)).toEqual(['R1 read', 'R1 write', 'R3 hop, 1 replica']);
  });

  it('are refused when none is left', async () => {
    await expect(runRatios({ isQuick: true, only: 'R4', births })).rejects.toThrow('--quick leaves R4 out');
  });
});

it('a budget is that of eleven services, and of each further one', () => {
  expect(budgetOf({ eleven: 300, further: 6 }, 11)).toBe(300);
  expect(budgetOf({ eleven: 5, further: 0.1 }, 19)).toBeCloseTo(5.8);
});
