import { UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ratio } from '../src/ratios/comparison.js';
import {
  type Night,
  nightOf,
  nightsIn,
  regressionsIn,
  remember,
  unguardedIn,
} from '../src/ratios/history.js';

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

  describe('in its file', () => {
    let folder: string;
    let file: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'history-'));
      file = join(folder, 'history.jsonl');
    });
    afterEach(() => rm(folder, { recursive: true }));

    const ratio = (id: string, verdict: Ratio['verdict']) =>
      ({ id, cost: 'cpu', verdict, ratio: { value: 1.23456 } }) as Ratio;
    const night = nightOf(new Date(0), 'abc', [ratio('R1', 'unsure'), ratio('R2', 'inconclusive')]);

    it('has one line a night, and of what was inconclusive the name alone', async () => {
      expect(night).toEqual({
        at: '1970-01-01T00:00:00.000Z',
        commit: 'abc',
        ratios: { 'R1 cpu': 1.235 },
        restless: ['R2 cpu'],
      });
      expect(await nightsIn(file)).toEqual([]);
      await remember(file, night);
      await remember(file, { ...night, commit: 'def' });
      expect(await nightsIn(file)).toEqual([night, { ...night, commit: 'def' }]);
    });

    it.each([
      ['is no JSON', 'nonsense\n'],
      ['is something else', '{}\n'],
      ['is empty', '\n'],
      ['was cut off', JSON.stringify(night)],
    ])('is refused when a line %s', async (_, line) => {
      await writeFile(file, `${JSON.stringify(night)}\n${line}`);
      await expect(nightsIn(file)).rejects.toThrow(/^Line 2 of the history .* is no night/);
    });

    it('is refused when it is a folder', async () => {
      await expect(nightsIn(folder)).rejects.toThrow(UserError);
    });
  });

  it('names what had no verdict in three nights in a row', () => {
    const restless = (...names: string[]): Night => ({ ...nights(1)[0]!, restless: names });
    expect(unguardedIn([restless('a', 'b'), restless('a'), restless('c', 'a')])).toEqual(['a']);
    expect(unguardedIn([restless('a'), nights(1)[0]!, restless('a')])).toEqual([]);
    expect(unguardedIn([restless('a'), restless('a')])).toEqual([]);
  });
});
