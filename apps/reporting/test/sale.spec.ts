import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Booking, factsOf, type Sale } from '../src/sale.js';

const AT = new Date('2026-01-01T12:00:00Z');
const [BLUE, RED] = ['blue', 'red'];

const booking = (
  sequence: number,
  kind: Booking['kind'],
  kept: number,
  reference = 'cancellation',
): Booking => ({
  sequence,
  kind,
  reference,
  kept,
  currency: 'USD',
  bookedAt: AT,
});

const placed = {
  currency: 'USD',
  lines: [
    { recordId: BLUE, quantity: 2, price: 1_000 },
    { recordId: RED, quantity: 1, price: 500 },
  ],
};
const back = {
  parcelId: 'return',
  kind: 'return' as const,
  lines: [{ recordId: BLUE, quantity: 1 }],
  movedAt: AT,
};

const money = (sale: Partial<Sale>) =>
  factsOf({ placed: null, bookings: [], parcels: [], ...sale })
    .filter(({ sequence }) => sequence !== null)
    .map(({ sequence, recordId, amount }) => [sequence, recordId, amount]);

describe('the facts of an order', () => {
  it('split a payment by the records that it is for', () => {
    expect(money({ placed, bookings: [booking(7, 'payment', 2_500)] })).toEqual([
      [7, BLUE, 2_000],
      [7, RED, 500],
    ]);
  });

  it('leave open what a payment is for until the order is heard of', () => {
    expect(money({ bookings: [booking(7, 'payment', 2_500)] })).toEqual([[7, null, 2_500]]);
  });

  it('take the refund of a return from what came back, and that of a cancellation from the rest', () => {
    const bookings = [
      booking(9, 'refund', 0),
      booking(7, 'payment', 2_500),
      booking(8, 'refund', 1_500, 'return'),
    ];
    expect(money({ placed, parcels: [back], bookings })).toEqual([
      [7, BLUE, 2_000],
      [7, RED, 500],
      [8, BLUE, -1_000],
      [9, BLUE, -1_000],
      [9, RED, -500],
    ]);
  });

  it('leave open what a refund is for that is neither what came back nor the rest', () => {
    const bookings = [booking(7, 'payment', 2_500), booking(8, 'refund', 1_700, 'return')];
    expect(money({ placed, parcels: [back], bookings }).at(-1)).toEqual([8, null, -800]);
  });

  it('count the copies that were sent and came back', () => {
    const sent = { ...back, parcelId: 'order', kind: 'dispatch' as const };
    expect(factsOf({ placed: null, bookings: [], parcels: [sent, back] })).toMatchObject([
      { kind: 'dispatch', recordId: BLUE, copies: 1, amount: 0, sequence: null, currency: null },
      { kind: 'return', recordId: BLUE, copies: 1, amount: 0, sequence: null, currency: null },
    ]);
  });

  it('add up to the ledger, whatever is known, and do not depend on the order in which it came', () => {
    const record = fc.constantFrom(BLUE, RED, 'green');
    const line = fc.record({ recordId: record, quantity: fc.integer({ min: 1, max: 3 }) });
    const lines = fc.uniqueArray(line, { minLength: 1, selector: ({ recordId }) => recordId });
    const amounts = fc.array(fc.nat(3_000), { maxLength: 5 });
    const history = fc.record({ isPlaced: fc.boolean(), amounts, lines, shuffled: fc.nat() });
    fc.assert(
      fc.property(history, ({ isPlaced, amounts, lines, shuffled }) => {
        const bookings = amounts.map((kept, at) =>
          booking(
            at + 1,
            kept >= (amounts[at - 1] ?? 0) ? 'payment' : 'refund',
            kept,
            at % 2 ? 'return' : 'x',
          ),
        );
        const sale = { placed: isPlaced ? placed : null, bookings, parcels: [{ ...back, lines }] };
        const facts = factsOf(sale);
        for (const [at, kept] of amounts.entries()) {
          const booked = facts.filter(({ sequence }) => sequence === at + 1);
          expect(booked.reduce((total, { amount }) => total + amount, 0)).toBe(kept - (amounts[at - 1] ?? 0));
        }
        const turned = bookings.map((_, at) => bookings[(at + shuffled) % bookings.length]!);
        expect(factsOf({ ...sale, bookings: turned })).toEqual(facts);
      }),
    );
  });
});
