import type { Money } from './money.js';
import { z } from 'zod';

export const PaymentState = z.enum(['waiting', 'charging', 'taken', 'refused', 'declined', 'lapsed']);
export const RefundState = z.enum(['asked', 'rejected', 'due', 'begun', 'failed', 'done']);

/** A line of an order, or of a return, in which prices do not count. */
export interface Line {
  recordId: string;
  quantity: number;
}
export interface PricedLine extends Line {
  price: Money;
}

/** What is known of a payment: `declined` is final, and `lapsed` was never charged. */
export interface Payment {
  paymentId: string;
  state: z.infer<typeof PaymentState>;
  token: string | null;
  chargeId: string | null;
  /** When the gateway was last asked for the money. */
  triedAt: Date | null;
}

/** What is to be paid back: the lines that came back, or everything. */
export interface Refund {
  refundId: string;
  state: z.infer<typeof RefundState>;
  lines: Line[] | null;
  /** In minor units, from the beginning of the refund on. */
  amount: number | null;
  askedAt: Date;
}

/** What was heard of an order, in whichever order it came, and what became of its money. */
export interface Sale {
  orderId: string;
  customerId: string;
  total: Money | null;
  lines: PricedLine[];
  /** The newest means of payment. */
  paymentId: string | null;
  reservedUntil: Date | null;
  isCancelled: boolean;
  isDispatched: boolean;
  /** Of the last event that was said about it. */
  version: number;
  openedAt: Date;
  payments: Payment[];
  refunds: Refund[];
}

/** How long the gateway may take to make a charge whose answer was lost, in milliseconds. */
const MADE_WITHIN_MS = 60_000;

const isIn =
  (...states: Payment['state'][]) =>
  ({ state }: Payment) =>
    states.includes(state);
const has =
  (...states: Refund['state'][]) =>
  ({ state }: Refund) =>
    states.includes(state);

/** The payment that may be charged now: one at most of an order, while its records are reserved. */
export function paymentToCharge(sale: Sale, now: Date): Payment | undefined {
  const { total, paymentId, payments } = sale;
  if (!total || !isReserved(sale, now) || payments.some(isIn('charging', 'taken', 'declined')))
    return undefined;
  return payments.find((one) => one.paymentId === paymentId && one.state === 'waiting' && one.token !== null);
}

const isReserved = ({ isCancelled, reservedUntil }: Sale, now: Date): boolean =>
  !isCancelled && reservedUntil !== null && now < reservedUntil;

/**
 * What an attempt to charge does: it asks for the money, or, when it may not any more, whether an earlier attempt was
 * successful; `wait` while that one may still be on its way, as far as the gateway does not know it.
 */
export function stepOf(sale: Sale, payment: Payment, now: Date): 'charge' | 'ask' | 'lapse' | 'none' {
  if (payment.state !== 'charging') return 'none';
  if (payment.token !== null && isReserved(sale, now)) return 'charge';
  return payment.triedAt ? 'ask' : 'lapse';
}

/** Whether a charge that the gateway does not know will not be made any more. */
export const isOver = ({ triedAt }: Payment, now: Date): boolean =>
  triedAt === null || now.getTime() - triedAt.getTime() >= MADE_WITHIN_MS;

/** The tokens that nothing needs any more. */
export const needlessTokens = ({ payments, isCancelled, paymentId }: Sale): string[] =>
  payments
    .filter(({ token }) => token !== null)
    .filter((one) => isCancelled || !isNeeded(one, paymentId, payments))
    .map((one) => one.paymentId);

const isNeeded = (one: Payment, newest: string | null, payments: Payment[]): boolean =>
  one.state === 'charging' ||
  (one.state === 'waiting' && one.paymentId === newest && !payments.some(isIn('taken', 'declined')));

const sum = (amounts: number[]): number => amounts.reduce((one, other) => one + other, 0);

/** What was taken for an order, in minor units. */
const taken = ({ total, payments }: Sale): number =>
  payments.some(isIn('taken')) && total ? total.amount : 0;

/** What was taken, less what was refunded, in minor units. */
export const kept = (sale: Sale): number =>
  taken(sale) - sum(sale.refunds.filter(has('done')).map(({ amount }) => amount ?? 0));

/**
 * The refunds that can begin, each with its amount. All refunds of an order together never exceed what was taken: first
 * what came back is paid, at the price of the order, and then, if the order was cancelled, all that is left.
 */
export function refundsToBegin(sale: Sale): { refundId: string; amount: number }[] {
  if (!sale.payments.some(isIn('taken'))) return [];
  let left = taken(sale) - sum(sale.refunds.map(({ amount }) => amount ?? 0));
  return sale.refunds
    .filter(has('due'))
    .toSorted((one, other) => Number(one.lines === null) - Number(other.lines === null))
    .map(({ refundId, lines }) => {
      const amount = Math.min(left, lines ? priceOf(lines, sale.lines) : left);
      left -= amount;
      return { refundId, amount };
    });
}

/** What the records cost that came back, at most as many as were ordered. */
const priceOf = (returned: Line[], ordered: PricedLine[]): number =>
  sum(
    ordered.map(({ recordId, quantity, price }) => {
      const back = sum(returned.filter((line) => line.recordId === recordId).map((line) => line.quantity));
      return Math.min(back, quantity) * price.amount;
    }),
  );

/**
 * Until when money may still move for the customer, so that an erasure must wait: while the order is open, a charge is
 * unknown, a refund is unfinished or a parcel comes back.
 * @param owedMs for how long at most, in milliseconds
 */
export function owedUntil(sale: Sale, owedMs: number): Date | undefined {
  const isOpen = sale.total !== null && !sale.isCancelled && !sale.isDispatched;
  const moves = isOpen || sale.payments.some(isIn('charging'));
  const since = [...(moves ? [sale.openedAt] : []), ...unfinished(sale).map(({ askedAt }) => askedAt)];
  if (!since.length) return undefined;
  return new Date(Math.max(...since.map((one) => one.getTime())) + owedMs);
}

/** A refund of an order for which nothing was taken is none. */
const unfinished = (sale: Sale): Refund[] =>
  sale.payments.some(isIn('taken', 'charging'))
    ? sale.refunds.filter(has('asked', 'due', 'begun', 'failed'))
    : [];
