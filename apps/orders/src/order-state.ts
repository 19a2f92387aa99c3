import type { CancelReason } from './events.js';
import type { Facts } from './facts.js';
import type { Item } from './lines.js';
import type { Money } from './money.js';
import { z } from 'zod';

/** Every state of an order, with what it waits for, if it waits. */
export const STATES = {
  placed: 'for the warehouse to reserve it',
  reserved: 'for the payment',
  'payment-refused': 'for the customer to pay by other means, until the reservation ends',
  paid: 'for the warehouse to dispatch it',
  cancelling: 'for the warehouse to release or to dispatch it',
  cancelled: 'for the refund, if money was taken',
  dispatched: undefined,
  returning: 'for the parcel to arrive at the warehouse',
  returned: 'for the refund',
  'refund-pending': 'for operators to replay a refund that was given up',
  refunded: undefined,
} as const;
export const State = z.enum(Object.keys(STATES) as [keyof typeof STATES]);
export type State = keyof typeof STATES;

/** What a customer can do with an order, by the relation of its link. */
const ACTIONS = ['cancel', 'pay-again', 'return'] as const;
export type Action = (typeof ACTIONS)[number];

/** Why an order is cancelled; undefined as long as it is not. Of several reasons, the first here counts. */
export function cancelReasonOf(facts: Facts): CancelReason | undefined {
  if (facts.has('stock.missing')) return 'stock-missing';
  if (facts.has('payment.refused-finally')) return 'payment-refused';
  return facts.last('stock.released')?.data.reason;
}

/** Whether the warehouse had dispatched an order before it heard of its cancellation. */
export const isCancelledTooLate = (facts: Facts): boolean =>
  endOf(facts) === 'dispatched' && facts.has('order.cancellation-requested');

/** The state of an order: a function of what is known of it, and not of when it became known. */
export function stateOf(facts: Facts): State {
  if (cancelReasonOf(facts)) return refundStateOf(facts, cancellationOf(facts)) ?? 'cancelled';
  if (facts.has('stock.dispatched')) return returnStateOf(facts, lastReturnOf(facts)) ?? 'dispatched';
  if (facts.has('order.cancellation-requested')) return 'cancelling';
  if (facts.has('payment.taken')) return 'paid';
  if (isLastPaymentRefused(facts)) return 'payment-refused';
  // A payment is tried only once the stock is reserved.
  return facts.has('stock.reserved') || facts.has('payment.refused') ? 'reserved' : 'placed';
}

/** How often something of an order can be returned. */
export const MOST_RETURNS = 50;

/** How an order ended for the shop: what may come afterwards is a refund or a return. */
export const endOf = (facts: Facts): CancelReason | 'dispatched' | undefined =>
  cancelReasonOf(facts) ?? (facts.has('stock.dispatched') ? 'dispatched' : undefined);

/** What can be done with an order now. */
export function actionsOf(lines: readonly Item[], facts: Facts): Action[] {
  const state = stateOf(facts);
  const can: Record<Action, boolean> = {
    cancel: ['placed', 'reserved', 'payment-refused', 'paid'].includes(state),
    'pay-again': state === 'payment-refused',
    return: ['dispatched', 'refunded'].includes(state) && canReturn(lines, facts),
  };
  return ACTIONS.filter((action) => can[action]);
}

const canReturn = (lines: readonly Item[], facts: Facts): boolean =>
  !cancelReasonOf(facts) &&
  leftOf(lines, facts).length > 0 &&
  facts.of('order.return-requested').length < MOST_RETURNS;

/** What the customer still has of an order that was dispatched. */
export function leftOf(lines: readonly Item[], facts: Facts): Item[] {
  const returned = facts.of('stock.returned').flatMap(({ data }) => data.lines);
  const back = (id: string) =>
    returned.reduce((sum, { recordId, quantity }) => sum + (recordId === id ? quantity : 0), 0);
  return lines
    .map(({ recordId, quantity }) => ({ recordId, quantity: quantity - back(recordId) }))
    .filter(({ quantity }) => quantity > 0);
}

/** What the shop keeps of the customer's money, as finance said last. */
export function keptOf(facts: Facts, currency: string): Money {
  const told = [facts.last('payment.taken'), facts.last('payment.refunded')]
    .flatMap((fact) => fact ?? [])
    .toSorted((one, other) => one.version - other.version);
  return told.at(-1)?.data.kept ?? { amount: 0, currency };
}

/** How far a return is. */
export const ReturnState = z.enum(['returning', 'returned', 'rejected', 'refund-pending', 'refunded']);
export type ReturnState = z.infer<typeof ReturnState>;

export function stateOfReturn(facts: Facts, returnId: string): ReturnState {
  const refund = refundStateOf(facts, returnId);
  if (refund) return refund;
  if (facts.has('stock.returned', returnId)) return 'returned';
  return facts.has('stock.return-rejected', returnId) ? 'rejected' : 'returning';
}

/** A return that was rejected leaves the order as it was dispatched. */
function returnStateOf(facts: Facts, returnId: string | undefined): State | undefined {
  const state = returnId === undefined ? undefined : stateOfReturn(facts, returnId);
  return state === 'rejected' ? undefined : state;
}

/** @param refundId the id of the cancellation or of the return */
function refundStateOf(facts: Facts, refundId: string | undefined) {
  if (facts.has('payment.refunded', refundId ?? '')) return 'refunded';
  return facts.has('payment.refund-failed', refundId ?? '') ? 'refund-pending' : undefined;
}

const cancellationOf = (facts: Facts) => facts.last('order.cancelled')?.about;
const lastReturnOf = (facts: Facts) => facts.last('order.return-requested')?.about;

function isLastPaymentRefused(facts: Facts): boolean {
  const payment = facts.last('order.payment-offered');
  return payment !== undefined && facts.has('payment.refused', payment.about);
}
