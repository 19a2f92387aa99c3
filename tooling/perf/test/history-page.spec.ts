import { describe, expect, it } from '@jest/globals';
import type { Night } from '../src/ratios/history.js';
import { historyPage } from '../src/ratios/history-page.js';
import { pointsOf, shiftsOf } from '../src/ratios/shifts.js';

const nights = (...values: (number | undefined)[]): Night[] =>
  values.map((value, at) => ({
    at: new Date(at * 86_400_000).toISOString(),
    commit: `c${at}`,
    ratios: Object.fromEntries(value === undefined ? [] : [['R1 <read>', value]]),
  }));
const shifts = (...values: (number | undefined)[]) =>
  shiftsOf(pointsOf(nights(...values), 'R1 <read>')).map(({ before, commit, from, to }) => [
    `${before}..${commit}`,
    from,
    to,
  ]);

describe('the commits between which a ratio becomes another one', () => {
  it.each([
    ['it becomes worse', [2, 2.05, 1.95, 2, 3, 3.1, 3], [['c3..c4', 2, 3]]],
    [
      'it becomes worse, and better again',
      [2, 2, 2, 3, 3, 3, 2, 2, 2],
      [
        ['c2..c3', 2, 3],
        ['c5..c6', 3, 2],
      ],
    ],
    ['nights before had no verdict', [2, 2, 2, undefined, undefined, 3, 3, 3], [['c2..c5', 2, 3]]],
    ['one night is worse', [2, 2, 2, 3, 2, 2, 2], []],
    ['it is worse by little', [2, 2, 2, 2.15, 2.15, 2.15], []],
    ['it is worse by a share that is next to nothing', [0.1, 0.1, 0.1, 0.15, 0.15, 0.15], []],
    ['there are too few nights to tell', [2, 2, 2, 3, 3], []],
  ])('are found when %s', (_, values, expected) => {
    expect(shifts(...values)).toEqual(expected);
  });
});

it('is drawn, with the commit at each point and at each shift', () => {
  const html = historyPage(nights(2, 2, 2, undefined, 3, 3, 3));
  expect(html).toContain('7 nights, from 1970-01-01 to 1970-01-07.');
  expect(html.match(/<circle /g)).toHaveLength(6);
  expect(html).toContain('<title>1970-01-05, c4: 3.00</title>');
  expect(html.match(/<line class="shift"/g)).toHaveLength(1);
  expect(html).toContain('<code>c2..c4</code>');
  expect(html).toContain('R1 &lt;read&gt;');
  expect(html).not.toContain('<read>');
  expect(historyPage(nights(2, 2, 2, 2))).toContain('It has stayed as it is.');
});
