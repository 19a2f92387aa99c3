import type { Mutant } from './mutant.js';

const transition = (state: string, name: string, was: string, becomes: string): Mutant => ({
  service: 'orders',
  name,
  file: 'order-state.js',
  was,
  becomes,
  state,
});

/** At least one for each state into which an order comes. */
export const STATE_MUTANTS: Mutant[] = [
  transition(
    'reserved',
    'shows a reserved order as placed',
    "? 'reserved' : 'placed'",
    "? 'placed' : 'placed'",
  ),
  transition('paid', 'does not show that an order is paid', "if (facts.has('payment.taken'))", 'if (false)'),
  transition(
    'payment-refused',
    'does not show that a payment was refused',
    'if (isLastPaymentRefused(facts))',
    'if (false)',
  ),
  transition(
    'payment-refused',
    'lets nobody pay by other means',
    "'pay-again': state === 'payment-refused'",
    "'pay-again': false",
  ),
  transition(
    'cancelling',
    'does not show that a cancellation was requested',
    "if (facts.has('order.cancellation-requested'))",
    'if (false)',
  ),
  transition(
    'cancelled',
    'cancels an order after any refusal',
    "if (facts.has('payment.refused-finally'))",
    "if (facts.has('payment.refused'))",
  ),
  transition(
    'cancelled',
    'never cancels an order after a refusal',
    "if (facts.has('payment.refused-finally'))",
    'if (false)',
  ),
  transition(
    'cancelled',
    'never cancels an order of which records are missing',
    "if (facts.has('stock.missing'))",
    'if (false)',
  ),
  transition(
    'cancelled',
    'never cancels an order that was released',
    "return facts.last('stock.released')?.data.reason;",
    'return undefined;',
  ),
  transition(
    'dispatched',
    'does not show that an order was dispatched',
    "if (facts.has('stock.dispatched'))",
    'if (false)',
  ),
  transition(
    'dispatched',
    'shows a return that was rejected as one under way',
    "? 'rejected' : 'returning'",
    "? 'returning' : 'returning'",
  ),
  transition(
    'returning',
    'shows a return that is under way as rejected',
    "? 'rejected' : 'returning'",
    "? 'rejected' : 'rejected'",
  ),
  transition(
    'returned',
    'does not show that a parcel came back',
    "if (facts.has('stock.returned', returnId))",
    'if (false)',
  ),
  transition(
    'refund-pending',
    'does not show that a refund has failed',
    "? 'refund-pending' : undefined",
    '? undefined : undefined',
  ),
  transition(
    'refunded',
    'does not show that money was refunded',
    "if (facts.has('payment.refunded', refundId ?? ''))",
    'if (false)',
  ),
];
