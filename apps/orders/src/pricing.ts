import { problemType } from '#libs/messaging';
import { z } from 'zod';
import type { Line } from './lines.js';
import { Money, MOST_MONEY } from './money.js';
import type { OrderedLine } from './order.js';

/** A record as the catalog described it last. */
export interface RecordForSale {
  recordId: string;
  artist: string;
  title: string;
  price: Money;
}

export const PriceChanged = problemType({
  code: 'orders.price-changed',
  status: 409,
  meaning: 'A record has another price than the order says.',
  advice: 'Show the new `prices` to the customer, and order at these if they agree.',
  members: {
    prices: z.array(z.object({ recordId: z.uuid(), price: Money })).meta({
      description: 'The records with another price, and what each costs now',
      examples: [
        [
          {
            recordId: '0193a1b2-7c00-7000-8000-000000000101',
            price: { amount: 1299, currency: 'USD' },
          },
        ],
      ],
    }),
  },
});

export const NotForSale = problemType({
  code: 'orders.not-for-sale',
  status: 409,
  meaning: 'A record of the order is not for sale.',
  advice: 'Leave out the `records` that the answer names.',
  members: {
    records: z.array(z.uuid()).meta({
      description: 'The records that are not for sale',
      examples: [['0193a1b2-7c00-7000-8000-000000000101']],
    }),
  },
});

export const OneCurrency = problemType({
  code: 'orders.one-currency',
  status: 409,
  meaning: 'The records of the order have prices in different currencies.',
  advice: 'Order the records of each currency apart.',
});

export const TotalTooHigh = problemType({
  code: 'orders.total-too-high',
  status: 409,
  meaning: 'The order costs more than 1,000,000.00.',
  advice: 'Order less at a time.',
});

/**
 * What an order costs, when the customer was shown the current prices. Amounts are integers, so nothing is rounded.
 * @throws Refusal (409) when a record is not for sale or has another price, or the sum is none of one currency or too high
 */
export function priced(
  lines: readonly Line[],
  records: readonly RecordForSale[],
): { lines: OrderedLine[]; total: Money } {
  const known = new Map(records.map((record) => [record.recordId, record]));
  const missing = lines.flatMap(({ recordId }) => (known.has(recordId) ? [] : recordId));
  if (missing.length) throw NotForSale.refusal(undefined, { records: missing });
  const ordered = lines.map((line) => ({ ...line, ...known.get(line.recordId)! }));
  const changed = ordered.filter(({ price }, at) => !isSame(price, lines[at]!.price));
  if (changed.length)
    throw PriceChanged.refusal(undefined, {
      prices: changed.map(({ recordId, price }) => ({ recordId, price })),
    });
  return { lines: ordered, total: totalOf(ordered) };
}

function totalOf(lines: readonly Line[]): Money {
  const [currency = '', ...others] = new Set(lines.map(({ price }) => price.currency));
  if (others.length) throw OneCurrency.refusal();
  const amount = lines.reduce((sum, { quantity, price }) => sum + quantity * price.amount, 0);
  if (amount > MOST_MONEY) throw TotalTooHigh.refusal();
  return { amount, currency };
}

const isSame = (one: Money, other: Money): boolean =>
  one.amount === other.amount && one.currency === other.currency;
