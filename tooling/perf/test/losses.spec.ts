import { describe, expect, it } from '@jest/globals';
import { lossesOf } from '../src/compare/losses.js';

describe('rows against effects', () => {
  it.each([
    ['nothing is wrong', ['a', 'b'], ['b', 'a'], { lost: 0, doubled: 0, unfounded: 0 }],
    ['a row has no effect', ['a', 'b'], ['b'], { lost: 1, doubled: 0, unfounded: 0 }],
    [
      'a row has two, and one has three',
      ['a', 'b'],
      ['a', 'b', 'a', 'b', 'b'],
      { lost: 0, doubled: 2, unfounded: 0 },
    ],
    [
      'what was lost makes up for what was doubled',
      ['a', 'b'],
      ['a', 'a'],
      { lost: 1, doubled: 1, unfounded: 0 },
    ],
    ['an effect has no row', ['a'], ['a', 'c', 'c'], { lost: 0, doubled: 0, unfounded: 1 }],
  ])('are counted when %s', (_, saved, effects, expected) => {
    expect(lossesOf(saved, effects)).toEqual({ rows: saved.length, ...expected });
  });
});
