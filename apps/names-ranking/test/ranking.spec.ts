import { describe, expect, it } from '@jest/globals';
import { changeTop10, mayShow } from '../src/ranking.js';
import type { Counted } from '../src/ranking.store.js';

const list = (least: number): Counted[] =>
  Array.from({ length: 10 }, (_, at) => ({ name: `NAME ${at}`, count: least + 9 - at }));

describe('the ranking', () => {
  it.each([
    ['a short list', list(5).slice(1), 1, true],
    ['more than the last', list(5), 6, true],
    ['as many as the last', list(5), 5, true],
    ['fewer than the last', list(5), 4, false],
  ])('may change by a total with %s: %p', (_what, known, count, expected) => {
    expect(mayShow(known, { name: 'ADA', count })).toBe(expected);
  });

  it('changes when a name, a place or a count changes, and not otherwise', () => {
    const known = { version: 7, male: list(5), female: list(1) };
    expect(changeTop10(known, 'male', list(5))).toBeUndefined();
    const { next, event } = changeTop10(known, 'male', list(6))!;
    expect(next).toEqual({ version: 8, male: list(6), female: list(1) });
    expect(event).toMatchObject({ entityversion: 8, data: { scope: 'all', boys: list(6), girls: list(1) } });
  });
});
