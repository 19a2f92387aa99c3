import { triedBy } from '#tooling/testing';

/** Ways of the rules that no state of a pact takes, and what tries them instead. */
export const untaken = {
  ...triedBy('money.service-spec tries it', [
    "charges.ts: !sale?.total || paymentOf(sale, paymentId)?.state !== 'charging' is never true",
    'charges.ts: !sale?.total is never true',
    "charges.ts: state === 'lapsed' is never true",
    'charges.ts: !attempt is never true',
  ]),
  ...triedBy('money.service-spec tries it', [
    'next-steps.ts: !sale is never true',
    'next-steps.ts: reservedUntil is never false',
    'next-steps.ts: !amount is never true',
  ]),
  ...triedBy('sale.spec tries it, in part by properties', [
    'sale.ts: !total || !isReserved(sale, now) is never true',
    'sale.ts: !total is never true',
    'sale.ts: one.paymentId === paymentId is never false',
    'sale.ts: isCancelled is never true',
    'sale.ts: amount is never there',
    'sale.ts: lines is never true',
    'sale.ts: !isCancelled && reservedUntil !== null is never false',
    'sale.ts: !isCancelled is never false',
    "sale.ts: one.state === 'charging' is never true",
    "sale.ts: one.state === 'waiting' && one.paymentId === newest is never false",
    "sale.ts: one.state === 'waiting' is never false",
    "sale.ts: payments.some(isIn('taken')) && total is never false",
    "sale.ts: payments.some(isIn('taken')) is never false",
  ]),
  ...triedBy('money.service-spec tries it', [
    "refunds.ts: owed?.refund.state !== 'begun' is never true",
    'refunds.ts: !owed is never true',
    "refunds.ts: owed.sale.payments.find(({ state })=>state === 'taken') is never missing",
    'refunds.ts: !chargeId is never true',
  ]),
};
