import { Random } from '#tooling/simulator';

/** What the payment gateway does with a token, by its beginning. */
const TOKENS = ['visa', 'declined', 'insufficient', 'timeout', 'norefund'] as const;
type Token = (typeof TOKENS)[number];

/** A token with that beginning, for one payment. */
export const tokenFor = (token: Token, payment: string): string => `tok_${token}-${payment}`;

const SENT = new RegExp(`tok_(?:${TOKENS.join('|')})-[\\w-]+`);

/** The first token in a text. A keyed hash may contain `tok_` by chance, and is none. */
export const tokenIn = (text: string): string | undefined => SENT.exec(text)?.[0];

/** Something that `orders` knows of an order; an act waits for it. */
export type Moment =
  | 'order.placed'
  | 'stock.reserved'
  | 'payment.refused'
  | 'payment.taken'
  | 'stock.dispatched'
  | 'payment.refunded';

/** What happens to an order, so many milliseconds after a moment of it. It is left out when the moment never comes. */
export type Act = { after: Moment; ms: number } & (
  | { do: 'cancel' }
  | { do: 'pay again'; token: Token }
  /** The time of its reservation is over. */
  | { do: 'expire' }
  /**
   * Of each line that was ordered, or that has not come back yet, at most so many come back; the warehouse takes all of them,
   * one less of each, or none.
   */
  | {
      do: 'return';
      most: number;
      of: 'the order' | 'what is left';
      outcome: 'accept' | 'accept less' | 'reject';
    }
  /** So many points, or all that the account has. */
  | { do: 'redeem'; points: number | 'all' }
  | { do: 'erase the customer' }
);

/** What happens in the shop before an order is placed. */
export type Incident =
  { kind: 'price'; record: number; amount: number } | { kind: 'delivery'; record: number; quantity: number };

/** One order to come, as a seed decides it. Customers and records are numbers from 0. */
export interface PlannedOrder {
  number: number;
  customer: number;
  lines: { record: number; quantity: number }[];
  token: Token;
  /** Whether the customer was shown an old price first. */
  isStale: boolean;
  /** How often each request of the order is sent at once, under one key. */
  times: number;
  before: Incident[];
  acts: Act[];
}

export interface Plan {
  seed: number;
  customers: number;
  /** The price of each record at first, in cents. */
  prices: number[];
  orders: PlannedOrder[];
}

const ORDERS_OF_A_CUSTOMER = 4;
const ORDERS_FOR_A_RECORD = 12;
const FEWEST_RECORDS = 8;
const LONGEST_MS = 60;

const priceOf = (random: Random): number => (random.chance(0.03) ? 0 : random.between(1, 6_000));

/** @returns everything that a seed stands for: the same for the same numbers */
export function planOf(seed: number, orders: number): Plan {
  const random = new Random(seed);
  const records = Math.max(FEWEST_RECORDS, Math.ceil(orders / ORDERS_FOR_A_RECORD));
  const customers = Math.ceil(orders / ORDERS_OF_A_CUSTOMER);
  const prices = Array.from({ length: records }, () => priceOf(random));
  const planned = Array.from({ length: orders }, (_, number) =>
    plannedOrder(random, number, customers, records),
  );
  return { seed, customers, prices, orders: planned };
}

function plannedOrder(random: Random, number: number, customers: number, records: number): PlannedOrder {
  const token = random.chance(0.66) ? 'visa' : tokenOf(random);
  return {
    number,
    customer: random.between(0, customers - 1),
    lines: linesOf(random, records),
    token,
    isStale: random.chance(0.1),
    times: random.chance(0.2) ? 2 : 1,
    before: incidentsOf(random, records),
    acts: actsOf(random, token),
  };
}

/** Time-outs are rare, because each takes a second. */
const tokenOf = (random: Random): Token =>
  random.chance(0.1)
    ? 'timeout'
    : random.pick(['declined', 'insufficient', 'insufficient', 'norefund', 'norefund']);

function linesOf(random: Random, records: number): PlannedOrder['lines'] {
  const chosen = new Set(Array.from({ length: random.between(1, 4) }, () => random.between(0, records - 1)));
  return [...chosen].map((record) => ({
    record,
    quantity: random.chance(0.05) ? random.between(10, 40) : random.between(1, 3),
  }));
}

function incidentsOf(random: Random, records: number): Incident[] {
  const record = random.between(0, records - 1);
  const incidents: Incident[] = [];
  if (random.chance(0.1)) incidents.push({ kind: 'price', record, amount: priceOf(random) });
  if (random.chance(0.5))
    incidents.push({
      kind: 'delivery',
      record: random.between(0, records - 1),
      quantity: random.between(3, 12),
    });
  return incidents;
}

const EARLY: Moment[] = [
  'order.placed',
  'order.placed',
  'stock.reserved',
  'payment.taken',
  'payment.refused',
];

function actsOf(random: Random, token: Token): Act[] {
  const ms = () => (random.chance(0.4) ? 0 : random.between(1, LONGEST_MS));
  const acts: Act[] = [];
  if (random.chance(0.3)) acts.push({ do: 'cancel', after: random.pick(EARLY), ms: ms() });
  if (random.chance(0.05)) acts.push({ do: 'expire', after: random.pick(EARLY), ms: ms() });
  if (token === 'insufficient') {
    const other = random.pick(['visa', 'visa', 'visa', 'insufficient', 'declined', 'norefund'] as const);
    if (random.chance(0.6)) acts.push({ do: 'pay again', token: other, after: 'payment.refused', ms: ms() });
    if (random.chance(0.3)) acts.push({ do: 'expire', after: 'payment.refused', ms: ms() });
  }
  if (random.chance(0.35)) acts.push(returnOf(random, 'stock.dispatched', ms()));
  if (random.chance(0.5)) acts.push(returnOf(random, 'payment.refunded', ms()));
  if (random.chance(0.3)) acts.push(redemptionOf(random, ms()));
  if (random.chance(0.04))
    acts.push({ do: 'erase the customer', after: random.pick([...EARLY, 'stock.dispatched']), ms: ms() });
  return acts;
}

/** Who redeems all and then sends the records back has a debt; what an account has not is refused. */
const redemptionOf = (random: Random, ms: number): Act => ({
  do: 'redeem',
  points: random.chance(0.5) ? 'all' : random.between(1, 300),
  after: random.pick(['payment.taken', 'stock.dispatched']),
  ms,
});

const returnOf = (random: Random, after: Moment, ms: number): Act => ({
  do: 'return',
  most: random.between(1, 3),
  of: random.chance(0.2) ? 'the order' : 'what is left',
  outcome: random.pick(['accept', 'accept', 'accept less', 'reject']),
  after,
  ms,
});
