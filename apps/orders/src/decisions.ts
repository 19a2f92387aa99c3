import { type Outbox, problemType } from '#libs/messaging';
import { v5 } from 'uuid';
import {
  CancellationRequested,
  OrderCancelled,
  OrderPlaced,
  PaymentOffered,
  ReturnRequested,
} from './events.js';
import type { Fact } from './facts.js';
import type { Item } from './lines.js';
import type { Order } from './order.js';
import { type Action, actionsOf, cancelReasonOf, leftOf, State, stateOf } from './order-state.js';

/** What is published about an order, and what is remembered of it. */
export interface Decision {
  event: Parameters<Outbox['add']>[1];
  fact: Fact;
}

/** The first payment of an order: a repeated request makes the same one. */
export const paymentIdOf = (orderId: string): string => v5('payment', orderId);
/** An order has one cancellation. */
export const cancellationIdOf = (orderId: string): string => v5('cancellation', orderId);

export const NotNow = problemType({
  code: 'orders.not-now',
  status: 409,
  meaning: 'The order is in a state in which this cannot be done.',
  advice: 'Read the order again: its `links` are what can be done.',
  members: {
    state: State.meta({ description: 'The state of the order' }),
  },
});

export const NotReturnable = problemType({
  code: 'orders.not-returnable',
  status: 409,
  meaning: 'More is to be returned than the customer has of the order.',
  advice: 'Return at most what was ordered, less what came back already.',
});

/** The placement brings the first payment. Undefined when it was published before. */
export function placed(order: Order): Decision | undefined {
  if (order.version > 0) return undefined;
  const paymentId = paymentIdOf(order.orderId);
  const lines = order.lines.map(({ recordId, quantity, price }) => ({ recordId, quantity, price }));
  return {
    event: OrderPlaced({ ...idsOf(order), paymentId, lines, total: order.total }, next(order)),
    fact: { type: 'order.payment-offered', about: paymentId, ...versionOf(order), data: {} },
  };
}

/** Another means of payment is there. Undefined when it was published before. */
export function paymentOffered(order: Order, paymentId: string): Decision | undefined {
  if (order.facts.has('order.payment-offered', paymentId)) return undefined;
  checkCan(order, 'pay-again');
  return {
    event: PaymentOffered({ ...idsOf(order), paymentId }, next(order)),
    fact: { type: 'order.payment-offered', about: paymentId, ...versionOf(order), data: {} },
  };
}

/** Asks the warehouse, which alone decides between a cancellation and the dispatch. Undefined while it was asked before. */
export function cancellationRequested(order: Order): Decision | undefined {
  if (stateOf(order.facts) === 'cancelling') return undefined;
  checkCan(order, 'cancel');
  const cancellationId = cancellationIdOf(order.orderId);
  return {
    event: CancellationRequested({ ...idsOf(order), cancellationId }, next(order)),
    fact: { type: 'order.cancellation-requested', about: cancellationId, ...versionOf(order), data: {} },
  };
}

/** Announces to the warehouse what comes back. Undefined when it was announced before. */
export function returnRequested(order: Order, returnId: string, lines: Item[]): Decision | undefined {
  if (order.facts.has('order.return-requested', returnId)) return undefined;
  checkCan(order, 'return');
  const left = new Map(
    leftOf(order.lines, order.facts).map(({ recordId, quantity }) => [recordId, quantity]),
  );
  const tooMany = lines.find(({ recordId, quantity }) => quantity > (left.get(recordId) ?? 0));
  if (tooMany)
    throw NotReturnable.refusal(
      `Of the record ${tooMany.recordId}, the customer has ${left.get(tooMany.recordId) ?? 0}: return at most that many.`,
    );
  return {
    event: ReturnRequested({ ...idsOf(order), returnId, lines }, next(order)),
    fact: { type: 'order.return-requested', about: returnId, ...versionOf(order), data: { lines } },
  };
}

/** An order once one more fact is known. */
export const told = (order: Order, fact: Fact): Order => ({ ...order, facts: order.facts.with(fact) });

/** An order after a decision. */
export const decided = (order: Order, { fact }: Decision): Order => ({
  ...told(order, fact),
  version: fact.version,
});

/** What follows from all that is known: an order that is lost is cancelled, once, unless a better reason becomes known. */
export function cancelled(order: Order): Decision | undefined {
  const reason = cancelReasonOf(order.facts);
  if (!reason || order.facts.last('order.cancelled')?.data.reason === reason) return undefined;
  const cancellationId = cancellationIdOf(order.orderId);
  return {
    event: OrderCancelled({ ...idsOf(order), cancellationId, reason }, next(order)),
    fact: { type: 'order.cancelled', about: cancellationId, ...versionOf(order), data: { reason } },
  };
}

function checkCan({ lines, facts }: Order, action: Action): void {
  if (!actionsOf(lines, facts).includes(action)) throw NotNow.refusal(undefined, { state: stateOf(facts) });
}

const idsOf = ({ orderId, customerId }: Order) => ({ orderId, customerId });
const next = ({ version }: Order) => ({ entityversion: version + 1 });
const versionOf = ({ version }: Order) => ({ version: version + 1 });
