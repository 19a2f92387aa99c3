import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isOver,
  kept,
  needlessTokens,
  owedUntil,
  type Payment,
  paymentToCharge,
  type Refund,
  refundsToBegin,
  type Sale,
  stepOf,
} from '../src/sale.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const at = (ms: number) => new Date(NOW.getTime() + ms);
const id = (number: number) => `0193a1b2-7c00-7000-8000-${String(number).padStart(12, '0')}`;
const DAY_MS = 86_400_000;

const payment = (given: Partial<Payment> = {}): Payment => ({
  paymentId: id(1),
  state: 'waiting',
  token: 'tok_visa-1',
  chargeId: null,
  triedAt: null,
  ...given,
});
const taken = payment({ state: 'taken', token: null, chargeId: 'CHARGE-1' });
const refund = (given: Partial<Refund> = {}): Refund => ({
  refundId: id(20),
  state: 'due',
  lines: null,
  amount: null,
  askedAt: NOW,
  ...given,
});
const price = { amount: 1_000, currency: 'USD' };
const sale = (given: Partial<Sale> = {}): Sale => ({
  orderId: id(9),
  customerId: id(8),
  total: { amount: 3_000, currency: 'USD' },
  lines: [
    { recordId: id(31), quantity: 2, price },
    { recordId: id(32), quantity: 1, price },
  ],
  paymentId: id(1),
  reservedUntil: at(60_000),
  isCancelled: false,
  isDispatched: false,
  version: 0,
  openedAt: NOW,
  payments: [payment()],
  refunds: [],
  ...given,
});

describe('a payment', () => {
  it('is charged once its amount, its permission and its token are there', () => {
    expect(paymentToCharge(sale(), NOW)?.paymentId).toBe(id(1));
  });

  it.each<[string, Partial<Sale>]>([
    ['the amount is unknown', { total: null }],
    ['nothing is reserved', { reservedUntil: null }],
    ['the reservation has ended', { reservedUntil: NOW }],
    ['the order was cancelled', { isCancelled: true }],
    ['there is no token', { payments: [payment({ token: null })] }],
    ['another payment pays', { paymentId: id(2) }],
    [
      'another payment is unknown',
      { payments: [payment(), payment({ paymentId: id(2), state: 'charging' })] },
    ],
    ['another payment was taken', { payments: [payment(), { ...taken, paymentId: id(2) }] }],
    [
      'another payment was declined',
      { payments: [payment(), payment({ paymentId: id(2), state: 'declined' })] },
    ],
    ['it was charged', { payments: [payment({ state: 'charging' })] }],
  ])('is not charged when %s', (_why, given) => {
    expect(paymentToCharge(sale(given), NOW)).toBeUndefined();
  });

  it('is charged when another one was refused', () => {
    const refused = payment({ paymentId: id(2), state: 'refused', token: null });
    expect(paymentToCharge(sale({ payments: [refused, payment()] }), NOW)?.paymentId).toBe(id(1));
  });

  it('is asked for, and not charged, when it may not be charged any more but was', () => {
    const charging = payment({ state: 'charging', triedAt: NOW });
    expect(stepOf(sale(), charging, NOW)).toBe('charge');
    expect(stepOf(sale({ isCancelled: true }), charging, NOW)).toBe('ask');
    expect(stepOf(sale(), { ...charging, token: null }, NOW)).toBe('ask');
    expect(stepOf(sale(), charging, at(60_000))).toBe('ask');
    expect(stepOf(sale(), { ...charging, triedAt: null }, at(60_000))).toBe('lapse');
    expect(stepOf(sale(), taken, NOW)).toBe('none');
  });

  it('that the gateway does not know is over only after a minute', () => {
    const charging = payment({ state: 'charging', triedAt: NOW });
    expect([isOver(charging, at(59_999)), isOver(charging, at(60_000))]).toEqual([false, true]);
  });

  it('loses its token as soon as nothing needs it', () => {
    const older = payment({ paymentId: id(2) });
    expect(needlessTokens(sale())).toEqual([]);
    expect(needlessTokens(sale({ payments: [payment({ state: 'charging' })] }))).toEqual([]);
    expect(needlessTokens(sale({ payments: [older, payment()] }))).toEqual([id(2)]);
    expect(needlessTokens(sale({ payments: [older, taken] }))).toEqual([id(2)]);
    expect(needlessTokens(sale({ isCancelled: true }))).toEqual([id(1)]);
  });
});

describe('refunds', () => {
  const begin = (given: Partial<Sale>) => refundsToBegin(sale({ payments: [taken], ...given }));

  it('of a return are its price, and of a cancellation all that is left', () => {
    const lines = [{ recordId: id(31), quantity: 1 }];
    const back = refund({ refundId: id(21), lines });
    expect(begin({ refunds: [refund(), back] })).toEqual([
      { refundId: id(21), amount: 1_000 },
      { refundId: id(20), amount: 2_000 },
    ]);
  });

  it('count no record twice, and none that was not ordered', () => {
    const lines = [
      { recordId: id(31), quantity: 3 },
      { recordId: id(40), quantity: 1 },
    ];
    expect(begin({ refunds: [refund({ lines })] })).toEqual([{ refundId: id(20), amount: 2_000 }]);
  });

  it('wait until the payment is taken, and are none when it never is', () => {
    expect(begin({ refunds: [refund()], payments: [payment({ state: 'charging' })] })).toEqual([]);
    expect(begin({ refunds: [refund()], payments: [payment({ state: 'refused' })] })).toEqual([]);
  });

  it('never exceed what was taken, whatever comes back and in whichever order', () => {
    const lines = fc.array(fc.record({ recordId: fc.constantFrom(id(31), id(32)), quantity: fc.nat(5) }));
    const asked = fc.array(fc.option(lines), { maxLength: 6 });
    fc.assert(
      fc.property(asked, fc.array(fc.nat(5), { maxLength: 12 }), (wishes, order) => {
        let state = sale({ payments: [taken] });
        const owed = wishes.map((wish, number) => refund({ refundId: id(100 + number), lines: wish }));
        for (const one of [...order.flatMap((place) => owed[place] ?? []), ...owed]) {
          if (!state.refunds.some(({ refundId }) => refundId === one.refundId))
            state = { ...state, refunds: [...state.refunds, one] };
          for (const { refundId, amount } of refundsToBegin(state)) {
            expect(amount).toBeGreaterThanOrEqual(0);
            state = {
              ...state,
              refunds: state.refunds.map((known) =>
                known.refundId === refundId ? { ...known, amount, state: 'done' } : known,
              ),
            };
          }
          expect(kept(state)).toBeGreaterThanOrEqual(0);
        }
        if (wishes.includes(null)) expect(kept(state)).toBe(0);
        expect(refundsToBegin(state)).toEqual([]);
      }),
    );
  });
});

describe('an erasure', () => {
  const until = (given: Partial<Sale>) => owedUntil(sale(given), DAY_MS);

  it.each<[string, Partial<Sale>, boolean]>([
    ['an open order', {}, true],
    ['an order that was never placed', { total: null, payments: [] }, false],
    ['a dispatched order', { isDispatched: true, payments: [taken] }, false],
    ['a cancelled order without a charge', { isCancelled: true, refunds: [refund()] }, false],
    [
      'a cancelled order whose charge is unknown',
      { isCancelled: true, payments: [payment({ state: 'charging' })] },
      true,
    ],
    ['a refund that is due', { isCancelled: true, payments: [taken], refunds: [refund()] }, true],
    [
      'a refund that failed',
      { isCancelled: true, payments: [taken], refunds: [refund({ state: 'failed', amount: 1 })] },
      true,
    ],
    [
      'a refund that was made',
      { isCancelled: true, payments: [taken], refunds: [refund({ state: 'done', amount: 1 })] },
      false,
    ],
    [
      'a parcel on its way back',
      { isDispatched: true, payments: [taken], refunds: [refund({ state: 'asked' })] },
      true,
    ],
    [
      'a rejected return',
      { isDispatched: true, payments: [taken], refunds: [refund({ state: 'rejected' })] },
      false,
    ],
  ])('of %s: is held %s', (_what, given, isHeld) => {
    expect(until(given)).toEqual(isHeld ? at(DAY_MS) : undefined);
  });

  it('waits for what was asked last', () => {
    const refunds = [refund({ state: 'asked', askedAt: at(5_000) }), refund({ askedAt: at(9_000) })];
    expect(until({ isDispatched: true, payments: [taken], refunds })).toEqual(at(DAY_MS + 9_000));
  });
});
