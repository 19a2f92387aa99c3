import type { Evidence, Walked } from './evidence.js';

/** How many orders of a run went each way that the plans promise. */
export type Ways = Record<string, number>;

/** Counts the ways that orders went, by what is left of them: an order of an erased customer has left little. */
export function waysOf(evidence: Evidence): Ways {
  const { walked, gateway, orderOfPayment, accounts, erased, repeated, kills } = evidence;
  const facts = Map.groupBy(evidence.facts, ({ orderId }) => orderId);
  const charged = new Set(gateway.charges.map(({ key }) => orderOfPayment.get(key.replace('charge-', ''))));
  const placed = walked.filter(({ orderId }) => orderId);
  const count = (is: (order: Walked) => boolean) => placed.filter(is).length;
  const many = (order: Walked, type: string, reason?: string) =>
    (facts.get(order.orderId!) ?? []).filter(
      (fact) => fact.type === type && (reason === undefined || fact.data.reason === reason),
    ).length;
  const isCharged = ({ orderId }: Walked) => charged.has(orderId);
  const isCancelled = (order: Walked) => many(order, 'stock.released', 'requested') > 0;
  return {
    'cancelled before the payment': count((order) => isCancelled(order) && !isCharged(order)),
    'cancelled after the payment': count((order) => isCancelled(order) && isCharged(order)),
    'refused for now': count((order) => many(order, 'payment.refused') > 0),
    'refused for good': count((order) => many(order, 'payment.refused-finally') > 0),
    'paid by other means': count((order) => many(order, 'payment.refused') > 0 && isCharged(order)),
    'charged without an answer': count((order) => order.planned.token === 'timeout' && isCharged(order)),
    expired: count((order) => many(order, 'stock.released', 'expired') > 0),
    'missing records': count((order) => many(order, 'stock.missing') > 0),
    'asked for at an old price': count(({ asked = 1 }) => asked > 1),
    'asked for twice at once': count(({ planned }) => planned.times > 1),
    'sent back': count((order) => many(order, 'stock.returned') > 0),
    'sent back twice': count((order) => many(order, 'stock.returned') > 1),
    'sent back in vain': count((order) => many(order, 'stock.return-rejected') > 0),
    'refunded after a refusal': count((order) => many(order, 'payment.refund-failed') > 0),
    'ordered by an erased customer': count(({ customerId }) => erased.has(customerId)),
    'price changes': walked.flatMap(({ planned }) => planned.before.filter(({ kind }) => kind === 'price'))
      .length,
    'accounts with redeemed points': accounts.filter(({ redeemed }) => redeemed > 0).length,
    'events that came twice': repeated,
    kills,
  };
}

/** The ways that no order went. */
export const untakenWays = (ways: Ways, { kills = false }: { kills?: boolean }): string[] =>
  Object.keys(ways).filter((way) => !ways[way] && (kills || way !== 'kills'));
