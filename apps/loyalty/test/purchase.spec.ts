import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balanceOf, pointsOf } from '../src/purchase.js';

describe('the points of a purchase', () => {
  it.each([
    [0, 'USD', 0],
    [99, 'USD', 0],
    [100, 'USD', 1],
    [1_999, 'USD', 19],
    [1_000_000_00, 'USD', 1_000_000],
    [99, 'JPY', 99],
    [1_999, 'KWD', 1],
  ])('of %d %s in minor units are %d', (amount, currency, points) => {
    expect(pointsOf({ amount, currency })).toBe(points);
  });
});

describe('a balance', () => {
  it('is never below zero, and a debt is what is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), fc.nat(1_000), (own, earned) => {
        const { balance, debt } = balanceOf(own, earned);
        expect(Math.min(balance, debt)).toBe(0);
        expect(balance - debt).toBe(own + earned);
      }),
    );
  });

  it('pays a debt by later points', () => {
    const spent = -30; // 100 welcome points, of 130 that were redeemed
    expect(balanceOf(spent, 50)).toEqual({ balance: 20, debt: 0 });
    expect(balanceOf(spent, 0)).toEqual({ balance: 0, debt: 30 });
    expect(balanceOf(spent, 45)).toEqual({ balance: 15, debt: 0 });
  });
});
