import { Refusal } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { priced, type RecordForSale } from '../src/pricing.js';

const idOf = (n: number) => v5(String(n), '0193a1b2-7c00-7000-8000-000000000001');
const record = (n: number, amount: number, currency = 'USD'): RecordForSale => ({
  recordId: idOf(n),
  artist: 'Ella',
  title: `Volume ${n}`,
  price: { amount, currency },
});
const lineOf = ({ recordId, price }: RecordForSale, quantity = 1) => ({ recordId, quantity, price });

/** The code of a refusal, and what it tells beside its sentence. */
function refused(work: () => unknown): [string, object] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.extra];
    throw error;
  }
  throw new Error('nothing was refused');
}

const shelf = fc
  .array(fc.record({ amount: fc.nat(20_000), quantity: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 50,
  })
  .map((lines) => lines.map(({ amount, quantity }, n) => ({ quantity, record: record(n, amount) })));

describe('the price of an order', () => {
  it('is the sum of its lines, to the cent', () => {
    fc.assert(
      fc.property(shelf, (wanted) => {
        const lines = wanted.map(({ record, quantity }) => lineOf(record, quantity));
        const sum = wanted.reduce((sum, { record, quantity }) => sum + record.price.amount * quantity, 0);
        const records = wanted.map(({ record }) => record).toReversed();
        if (sum > 1_000_000_00)
          expect(refused(() => priced(lines, records))[0]).toBe('orders.total-too-high');
        else expect(priced(lines, records).total).toEqual({ amount: sum, currency: 'USD' });
      }),
    );
  });

  it('tells the artist and the title of each line, in the order of the lines', () => {
    const [one, two] = [record(1, 100), record(2, 200)];
    expect(priced([lineOf(two, 3), lineOf(one)], [one, two]).lines).toEqual([
      { ...two, quantity: 3 },
      { ...one, quantity: 1 },
    ]);
  });

  it('is refused when another was shown, with every new one', () => {
    fc.assert(
      fc.property(shelf, fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), (wanted, isChanged) => {
        const records = wanted.map(({ record }) => record);
        const lines = wanted.map(({ record, quantity }) => lineOf(record, quantity));
        const shown = lines.map((line, n) =>
          isChanged[n] ? { ...line, price: { ...line.price, amount: line.price.amount + 1 } } : line,
        );
        const changed = records
          .filter((_, n) => isChanged[n])
          .map(({ recordId, price }) => ({ recordId, price }));
        if (changed.length)
          expect(refused(() => priced(shown, records))).toEqual([
            'orders.price-changed',
            { prices: changed },
          ]);
      }),
    );
  });

  it('is refused when another currency was shown', () => {
    const [code] = refused(() => priced([lineOf(record(1, 100, 'EUR'))], [record(1, 100)]));
    expect(code).toBe('orders.price-changed');
  });

  it('is refused for what is not for sale, and names it', () => {
    const lines = [1, 2, 3].map((n) => lineOf(record(n, 100)));
    expect(refused(() => priced(lines, [record(2, 100)]))).toEqual([
      'orders.not-for-sale',
      { records: [idOf(1), idOf(3)] },
    ]);
  });

  it('is refused in two currencies', () => {
    const records = [record(1, 100), record(2, 100, 'EUR')];
    expect(
      refused(() =>
        priced(
          records.map((one) => lineOf(one)),
          records,
        ),
      )[0],
    ).toBe('orders.one-currency');
  });
});
