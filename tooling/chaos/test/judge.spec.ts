import { describe, expect, it } from '@jest/globals';
import { differences, moneyProblems } from '../src/judge.js';

describe('the judge of reactions', () => {
  it('finds nothing when each is there once, in whatever order', () => {
    expect(differences(['a', 'b'], ['b', 'a', 'c'])).toEqual([]);
  });

  it.each([
    ['one is missing', ['a', 'b'], ['a'], ['is missing for b']],
    ['one came twice', ['a', 'b'], ['a', 'b', 'b'], ['was said 2 times for b']],
  ])('notices that %s', (_what, expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});

describe('the judge of money', () => {
  const CHARGES = [{ chargeId: 'c1', amount: 500 }];
  const BOOKED = [{ id: 'c1', orderId: 'o1', amount: 500 }];

  it('finds nothing when each order was charged and booked once', () => {
    expect(moneyProblems(CHARGES, BOOKED, [{ id: 'o1' }])).toEqual([]);
  });

  it.each([
    [
      'charged twice',
      CHARGES,
      [...BOOKED, { id: 'c2', orderId: 'o1', amount: 500 }],
      /^finance: o1 was charged 2 times/,
    ],
    [
      'booked with another amount',
      CHARGES,
      [{ ...BOOKED[0]!, amount: 400 }],
      /^finance: has booked 400 for c1, and the gateway took 500/,
    ],
    ['charged, and not booked', CHARGES, [], /^finance: has not booked the charge c1/],
    ['sent, and not paid', [], [], /^warehouse: o1 was sent, and not paid/],
  ])('notices an order that was %s', (_what, charges, booked, found) => {
    expect(moneyProblems(charges, booked, [{ id: 'o1' }])).toContainEqual(expect.stringMatching(found));
  });
});
