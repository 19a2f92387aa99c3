import { triedBy } from '#tooling/testing';

/** Ways of the rules that no state of a pact takes, and what tries them instead. */
export const untaken = {
  ...triedBy('stock.service-spec tries it', ['stock.ts: !lines.length is never true']),
  ...triedBy('order.spec tries every step by properties', [
    'order.ts: cancellationRequested is never true',
    "order.ts: state === 'open' || state === 'reserved' is never false",
    "order.ts: state === 'open' is never true",
    "order.ts: state === 'reserved' && isPaid is never false",
    "order.ts: state === 'reserved' is never false",
    "order.ts: state === 'reserved' || state === 'picking' is never false",
    'order.ts: lines is never missing',
    'order.ts: available.get(recordId) is never missing',
    'order.ts: recordId === id is never false',
  ]),
  ...triedBy('orders and parcels.service-spec try it', [
    'fulfilment.ts: order.isOverdue && mayBeSent is never true',
    'fulfilment.ts: order.lines is never true',
    "fulfilment.ts: nextStep({ ...order, lines }) === 'reserve' is never false",
    "fulfilment.ts: nextStep(order) !== 'reserve' is never true",
    'fulfilment.ts: order.lines is never missing',
    'fulfilment.ts: order.isPaid is never true',
    "fulfilment.ts: order.state !== 'picking' is never true",
    'fulfilment.ts: customerId is never false',
    "fulfilment.ts: nextStep({ ...order, isCancelled: true }) === 'release' is never false",
    "fulfilment.ts: order.state !== 'picking' && nextStep(order) !== 'pick' is never true",
    "fulfilment.ts: order.state !== 'picking' is never false",
    'fulfilment.ts: order.isOverdue is never true',
    "fulfilment.ts: nextStep({ ...order, isPaid: true }) === 'pick' is never false",
  ]),
  ...triedBy('parcels.service-spec tries it', [
    'returns.ts: customerId is never false',
    "returns.ts: order?.state !== 'dispatched' || !order.lines is never true",
    "returns.ts: order?.state !== 'dispatched' is never true",
    'returns.ts: tooMany.length is never true',
  ]),
};
