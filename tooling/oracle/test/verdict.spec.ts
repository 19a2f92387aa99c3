import { ROOT } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../src/evidence.js';
import { MUTANTS, mutantText } from '../src/mutants.js';
import { untakenWays, waysOf } from '../src/ways.js';
import { reportOf } from '../src/report.js';
import { planOf, tokenFor, tokenIn } from '../src/plan.js';
import { violationsIn } from '../src/verdict.js';
import { BEGINNING, evidence } from './evidence-of.js';

const textsOf = (change: (found: Evidence) => void): string => {
  const found = evidence();
  change(found);
  return violationsIn(found, BEGINNING)
    .map(({ text }) => text)
    .join('\n');
};

describe('the verdict of the oracle', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(textsOf(() => {})).toBe('');
  });

  const WRONGS: [string, RegExp, (found: Evidence) => void][] = [
    [
      'a second charge',
      /was charged 2 times/,
      ({ gateway, orderOfPayment }) => {
        gateway.charges.push({ ...gateway.charges[0]!, key: 'charge-again', chargeId: 'C2' });
        orderOfPayment.set('again', 'order');
      },
    ],
    [
      'money without goods',
      /keeps 3998 cents for goods of -1999 cents/,
      (found) => {
        found.warehouse[0]!.state = 'released';
      },
    ],
    [
      'a refund of too much',
      /keeps 3997 cents for goods of 3998/,
      ({ gateway }) => {
        gateway.refunds[0]!.amount++;
      },
    ],
    [
      'a refund that was made twice',
      /2 refunds instead of 1/,
      ({ gateway }) => {
        gateway.refunds.push({ ...gateway.refunds[0]!, key: 'refund-again' });
      },
    ],
    [
      'an order that is still reserved',
      /has not ended: the warehouse says reserved/,
      (found) => {
        found.warehouse[0]!.state = 'reserved';
      },
    ],
    [
      'a parcel that was never booked',
      /the carrier has no parcel/,
      (found) => {
        found.parcels = [];
      },
    ],
    [
      'a parcel with too little',
      /3 copies of record were ordered, and 2 left/,
      ({ movements }) => {
        movements[2]!.quantity = -2;
      },
    ],
    [
      'a copy that is lost',
      /10 are on the shelf instead of 11/,
      ({ stock }) => {
        Object.assign(stock[0]!, { onShelf: 10, told: 10 });
      },
    ],
    [
      'copies that stay reserved',
      /1 are reserved for nobody/,
      ({ stock }) => {
        Object.assign(stock[0]!, { reserved: 1, told: 10 });
      },
    ],
    [
      'a level that is not told',
      /12 copies of record are said to be available/,
      ({ stock }) => {
        stock[0]!.told = 12;
      },
    ],
    [
      'a booking out of balance',
      /booking 2 is not balanced/,
      ({ ledger }) => {
        ledger[3]!.amount++;
      },
    ],
    [
      'a gap in the ledger',
      /the ledger has gaps/,
      ({ ledger }) => {
        for (const entry of ledger) entry.sequence++;
      },
    ],
    [
      'a refund that is not booked',
      /the ledger has 5997 cents at the gateway, which has 3998/,
      (found) => {
        found.ledger = found.ledger.slice(0, 2);
      },
    ],
    [
      'points of money that was refunded',
      /gave 59 points for 3998 cents/,
      ({ purchases }) => {
        purchases[0]!.points = 59;
      },
    ],
    [
      'a balance that is too high',
      /is shown 70 points and 0 of debt instead of 69 and 0/,
      ({ accounts }) => {
        accounts[0]!.shown.balance = 70;
      },
    ],
    [
      'redeemed points that were not there',
      /left the customer customer with -1 points/,
      ({ accounts }) => {
        accounts[0]!.lowest = -1;
      },
    ],
    [
      'an account that hides its debt',
      /0 points and 0 of debt instead of 0 and 11/,
      ({ accounts }) => {
        Object.assign(accounts[0]!, { redeemed: 80, shown: { balance: 0, debt: 0 } });
      },
    ],
    [
      'a customer who is told another amount',
      /3997 cents of 3998 are kept/,
      ({ shown }) => {
        shown.get('order')!.kept--;
      },
    ],
    [
      'an order that is both',
      /and orders dispatchedcancelled/,
      ({ facts }) => {
        facts.push({ orderId: 'order', type: 'order.cancelled', version: 3, data: { reason: 'requested' } });
      },
    ],
    [
      'a cancellation without a cause',
      /because of requested, which is not so/,
      ({ facts }) => {
        facts.push({ orderId: 'order', type: 'order.cancelled', version: 3, data: { reason: 'requested' } });
      },
    ],
    [
      'money for records that are missing',
      /money was taken for records that are not there/,
      (found) => {
        found.warehouse[0]!.state = 'missing';
      },
    ],
    [
      'a state that cannot be any more',
      /was shown that it is reserved after payment.taken/,
      ({ walked }) => {
        walked[0]!.seen = [{ after: 'payment.taken', state: 'reserved', links: ['cancel'] }];
      },
    ],
    [
      'a link that is missing',
      /could not pay-again when it was payment-refused/,
      ({ walked }) => {
        walked[0]!.seen = [{ after: 'payment.refused', state: 'payment-refused', links: ['cancel'] }];
      },
    ],
    [
      'a message in the hospital',
      /in the hospital of finance: it/,
      ({ hospital }) => {
        hospital.push('finance: it');
      },
    ],
    [
      'a trace of an erased customer',
      /loyalty: purchase has the erased customer/,
      ({ remains }) => {
        remains.push('loyalty: purchase has the erased customer C');
      },
    ],
  ];

  it.each(WRONGS)('notices %s', (_what, text, change) => {
    expect(textsOf(change)).toMatch(text);
  });

  it('tells of an order what it went through, and how to repeat the run', () => {
    const found = evidence();
    found.parcels = [];
    const outcome = { evidence: found, violations: violationsIn(found, BEGINNING), ms: 1 };
    const report = reportOf(outcome, { seed: 7, orders: 1, kills: true });
    expect(report).toMatch(
      /order 0 of the customer customer: the order is dispatched, and the carrier has no parcel/,
    );
    expect(report).toContain('\n  placed\n');
    expect(report).toContain('npm run orders:oracle -- --seed 7 --orders 1 --kill');
  });
});

describe('the ways of a run', () => {
  it('are counted, and those that no order went are named', () => {
    const found = evidence();
    found.facts.push({ orderId: 'order', type: 'stock.returned', version: 3, data: {} });
    const ways = waysOf(found);
    expect(ways).toMatchObject({ 'sent back': 1, 'sent back twice': 0, expired: 0, kills: 0 });
    expect(untakenWays(ways, {})).toContain('expired');
    expect(untakenWays(ways, {})).not.toContain('sent back');
  });

  it('include kills where services are killed', () => {
    expect(untakenWays({ kills: 0 }, {})).toEqual([]);
    expect(untakenWays({ kills: 0 }, { kills: true })).toEqual(['kills']);
    expect(untakenWays({ kills: 3 }, { kills: true })).toEqual([]);
  });
});

describe('a plan', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planOf(7, 50)).toEqual(planOf(7, 50));
    expect(planOf(7, 50)).not.toEqual(planOf(8, 50));
  });

  it('has everything that can happen to an order', () => {
    const { orders } = planOf(1, 1_000);
    const happens = new Set(
      orders.flatMap(({ acts, before }) => [...acts.map((act) => act.do), ...before.map(({ kind }) => kind)]),
    );
    expect([...happens].toSorted()).toEqual([
      'cancel',
      'delivery',
      'erase the customer',
      'expire',
      'pay again',
      'price',
      'redeem',
      'return',
    ]);
    expect(new Set(orders.map(({ token }) => token)).size).toBe(5);
  });

  it('has tokens that are found, also where something else looks like one', () => {
    const hash = 'fX2tok_OjgnPSy6_laM7YnM';
    expect(tokenIn(`{"key":"orders ${hash} again"}`)).toBeUndefined();
    const tokens = new Set(planOf(1, 1_000).orders.map(({ token }) => tokenFor(token, 'one')));
    for (const token of tokens) expect(tokenIn(`{"key":"orders ${hash}","body":"${token}"}`)).toBe(token);
  });
});

describe('a mutant of the services', () => {
  it.each(MUTANTS)('of $service differs from it: $name', (mutant) => {
    expect(mutantText(mutant)).toContain(mutant.becomes);
  });

  it('is there for each state into which an order comes', () => {
    const code = readFileSync(join(ROOT, 'apps/orders/src/order-state.ts'), 'utf8');
    const [, states] = /export const STATES = {(.*?)} as const/s.exec(code)!;
    const names = [...states!.matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, name]) => name);
    expect(names).toContain('refund-pending');
    const untried = names.filter((name) => name !== 'placed' && !MUTANTS.some(({ state }) => state === name));
    expect(untried).toEqual([]);
  });

  it('must differ from it', () => {
    expect(() => mutantText({ ...MUTANTS[0]!, was: 'what no file has' })).toThrow(
      /has this 0 times instead of once/,
    );
  });
});
