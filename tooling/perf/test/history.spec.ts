import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ratio } from '../src/ratios/comparison.js';
import { type Night, nightOf, regressionsIn, remember } from '../src/ratios/history.js';

const USUAL = Array.from({ length: 28 }, (_, at) => 1.5 + (at % 3) / 100);
const nights = (...values: (number | undefined)[]): Night[] =>
  values.map((value, at) => ({
    at: new Date(at * 86_400_000).toISOString(),
    commit: `commit-${at}`,
    ratios: { other: 1, ...(value !== undefined && { read: value }) },
  }));

describe('the history of the ratios', () => {
  it.each([
    ['two of three nights are worse', [...USUAL, 1.8, 1.5, 1.8], ['read']],
    ['the last nights are as ever', [...USUAL, 1.51, 1.5, 1.52], []],
    ['one night is worse', [...USUAL, 1.5, 1.5, 3], []],
    ['two nights were worse, but four nights ago', [...USUAL, 3, 3, 1.5, 1.5, 1.5], []],
    ['they are worse by little', [...USUAL, 1.6, 1.6, 1.6], []],
    [
      'they are worse by a share that is next to nothing',
      [...USUAL.map((one) => one / 20), 0.1, 0.1, 0.1],
      [],
    ],
    ['there are too few nights before', [1.5, 1.5, 1.5, 3, 3, 3], []],
    ['a year ago it was better', [...USUAL.map(() => 0.5), ...USUAL, 1.5, 1.5, 1.5], []],
  ])('when %s', (_, values, expected) => {
    expect(regressionsIn(nights(...values))).toEqual(expected);
  });

  it('skips the nights without a verdict', () => {
    expect(regressionsIn(nights(...USUAL, 1.8, undefined, undefined, 1.8))).toEqual(['read']);
    expect(regressionsIn([])).toEqual([]);
  });

  it('keeps one line a night, without what was inconclusive', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'history-'));
    const ratio = (id: string, verdict: Ratio['verdict']) =>
      ({ id, cost: 'cpu', verdict, ratio: { value: 1.23456 } }) as Ratio;
    try {
      const night = nightOf(new Date(0), 'abc', [ratio('R1', 'unsure'), ratio('R2', 'inconclusive')]);
      expect(night).toEqual({ at: '1970-01-01T00:00:00.000Z', commit: 'abc', ratios: { 'R1 cpu': 1.235 } });
      const file = join(folder, 'history.jsonl');
      expect(await remember(file, night)).toEqual([night]);
      expect(await remember(file, { ...night, commit: 'def' })).toEqual([night, { ...night, commit: 'def' }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
