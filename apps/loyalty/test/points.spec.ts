import { Refusal } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redeemPoints } from '../src/points.js';
import type { Account } from '../src/points.store.js';

const ACCOUNT: Account = {
  customerId: '0193a1b2-7c00-7000-8000-000000000001',
  balance: 100,
  debt: 0,
  version: 4,
};
const ID = '0193a1b2-7c00-7000-8000-000000000002';

/** The account after a redemption, or the same account when it was refused. */
function after(account: Account, points: number): Account {
  try {
    const { data, entityversion = 0 } = redeemPoints(account, ID, points);
    return { ...account, balance: data.balance, version: entityversion };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return account;
  }
}

describe('a redemption', () => {
  it('says the remaining balance', () => {
    const said = redeemPoints(ACCOUNT, ID, 30);
    expect(said.event.type).toBe('loyalty.points-redeemed.v1');
    expect(said).toMatchObject({
      data: { customerId: ACCOUNT.customerId, redemptionId: ID, points: 30, balance: 70 },
      entityversion: 5,
    });
  });

  it('may take the whole balance', () => {
    expect(redeemPoints(ACCOUNT, ID, 100).data.balance).toBe(0);
  });

  it('is refused over the balance, and names the balance', () => {
    expect(() => redeemPoints(ACCOUNT, ID, 101)).toThrow(
      'The balance is 100: redeem at most that many points.',
    );
  });

  it('never takes the balance below zero, and takes exactly what was granted', () => {
    const history = fc.record({ welcome: fc.nat(1000), wishes: fc.array(fc.integer({ min: 1, max: 300 })) });
    fc.assert(
      fc.property(history, ({ welcome, wishes }) => {
        let account: Account = { ...ACCOUNT, balance: welcome };
        for (const points of wishes) {
          const next = after(account, points);
          expect(next.balance).toBe(points > account.balance ? account.balance : account.balance - points);
          expect(next.balance).toBeGreaterThanOrEqual(0);
          account = next;
        }
      }),
    );
  });
});
