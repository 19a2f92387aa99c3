import type { Seen, Walked } from './evidence.js';

const LOST = ['cancelled', 'refund-pending', 'refunded'];
const SENT_BACK = ['returned', 'refund-pending', 'refunded'];
const SENT = ['dispatched', 'returning', ...SENT_BACK];

/** What a customer may be shown of an order once something is known of it. */
const SHOWN_AFTER: Record<string, string[]> = {
  'stock.reserved': ['reserved', 'payment-refused', 'paid', 'cancelling', ...LOST, ...SENT],
  'payment.refused': ['payment-refused', 'cancelling', ...LOST, ...SENT],
  'payment.refused-finally': LOST,
  'payment.taken': ['paid', 'cancelling', ...LOST, ...SENT],
  'order.cancellation-requested': ['cancelling', ...LOST, ...SENT],
  'order.cancelled': LOST,
  'stock.dispatched': SENT,
  'order.return-requested': ['returning', ...SENT_BACK],
  'stock.returned': SENT_BACK,
  'payment.refund-failed': ['refund-pending', 'refunded'],
  'payment.refunded': ['refunded'],
};
/** Of two returns, the later one is shown. */
const OF_RETURNS = /return|refund/;
const CANCELLABLE = ['placed', 'reserved', 'payment-refused', 'paid'];

/** What customers were shown on the way that cannot have been so. */
export function seenProblems({ planned, seen = [] }: Walked): string[] {
  const returns = planned.acts.flatMap((act) => (act.do === 'return' ? act.outcome : []));
  const also: Record<string, string[]> = {
    'payment.refused': planned.acts.some((act) => act.do === 'pay again') ? ['reserved', 'paid'] : [],
    'order.return-requested': returns.includes('reject') ? ['dispatched'] : [],
  };
  return seen.flatMap((look) => [
    ...(returns.length > 1 && OF_RETURNS.test(look.after) ? [] : stateProblems(look, also[look.after])),
    ...linkProblems(look),
  ]);
}

function stateProblems({ after, state }: Seen, also: string[] = []): string[] {
  const allowed = SHOWN_AFTER[after];
  return !allowed || allowed.includes(state) || also.includes(state)
    ? []
    : [`the customer was shown that it is ${state} after ${after}`];
}

function linkProblems({ state, links }: Seen): string[] {
  const should = { cancel: CANCELLABLE.includes(state), 'pay-again': state === 'payment-refused' };
  return Object.entries(should)
    .filter(([link, isThere]) => links.includes(link) !== isThere)
    .map(([link, isThere]) => `the customer ${isThere ? 'could not' : 'could'} ${link} when it was ${state}`);
}
