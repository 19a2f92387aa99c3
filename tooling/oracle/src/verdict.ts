import type { Evidence, Walked } from './evidence.js';
import { seenProblems } from './seen.js';

/** Something that must not be; of an order, unless it is about the shop as a whole. */
export interface Violation {
  order?: Walked;
  text: string;
}

/** What the shop begins with. */
export interface Beginning {
  initialStock: number;
  welcomePoints: number;
}

const CENTS = 100;
/** The states in which nothing is waited for. A cancelled order is shown as refunded once it was. */
const SHOWN = /^(?:cancelled|dispatched|returned|refunded)$/;
const sum = (numbers: number[]): number => numbers.reduce((one, other) => one + other, 0);

/**
 * What is wrong in what is left of a run. It knows the rules of the shop in its own words: none of the services' functions
 * is called.
 */
export function violationsIn(evidence: Evidence, beginning: Beginning): Violation[] {
  const index = new Index(evidence);
  const placed = evidence.walked.filter(({ orderId }) => orderId);
  return [
    ...evidence.problems.map((text) => ({ text })),
    ...evidence.hospital.map((text) => ({ text: `in the hospital of ${text}` })),
    ...evidence.remains.map((text) => ({ text })),
    ...placed.flatMap((order) => orderProblems(order, index).map((text) => ({ order, text }))),
    ...stockProblems(index, beginning).map((text) => ({ text })),
    ...ledgerProblems(evidence).map((text) => ({ text })),
    ...accountProblems(index, beginning).map((text) => ({ text })),
  ];
}

/** The evidence by order. */
class Index {
  readonly charges;
  readonly refunds;
  readonly ledger;
  readonly warehouse;
  readonly dispatched;
  readonly returns;
  readonly facts;
  readonly purchases;
  readonly missing;
  readonly parcels;

  constructor(readonly evidence: Evidence) {
    const { gateway, orderOfPayment } = evidence;
    const orderOf = (key: string) => orderOfPayment.get(key.replace('charge-', '')) ?? 'nobody';
    const orderOfCharge = new Map(gateway.charges.map(({ chargeId, key }) => [chargeId, orderOf(key)]));
    this.charges = Map.groupBy(gateway.charges, ({ key }) => orderOf(key));
    this.refunds = Map.groupBy(gateway.refunds, ({ chargeId }) => orderOfCharge.get(chargeId) ?? 'nobody');
    this.ledger = Map.groupBy(evidence.ledger, ({ orderId }) => orderId);
    this.warehouse = new Map(evidence.warehouse.map((one) => [one.orderId, one]));
    this.dispatched = Map.groupBy(
      evidence.movements.filter(({ cause }) => cause === 'dispatch'),
      ({ document }) => document,
    );
    this.returns = Map.groupBy(evidence.returns, ({ orderId }) => orderId);
    this.facts = Map.groupBy(evidence.facts, ({ orderId }) => orderId);
    this.purchases = new Map(evidence.purchases.map(({ orderId, points }) => [orderId, points]));
    this.missing = new Map(evidence.missing.map(({ orderId, lines }) => [orderId, lines]));
    this.parcels = new Set(evidence.parcels);
  }

  /** The money of an order that the shop keeps, by the gateway's record, in cents. */
  kept(orderId: string): number {
    const amounts = (of?: { amount: number }[]) => sum((of ?? []).map(({ amount }) => amount));
    return amounts(this.charges.get(orderId)) - amounts(this.refunds.get(orderId));
  }

  accepted(orderId: string) {
    return (this.returns.get(orderId) ?? []).filter(({ state }) => state === 'accepted');
  }
}

function orderProblems(order: Walked, index: Index): string[] {
  const isErased = index.evidence.erased.has(order.customerId);
  const state = index.warehouse.get(order.orderId!)?.state ?? 'unknown';
  if (!['missing', 'dispatched', 'released'].includes(state))
    return [`it has not ended: the warehouse says ${state}`];
  return [
    ...goodsProblems(order, index, state),
    ...moneyProblems(order, index, state),
    ...bookProblems(order, index),
    ...(isErased ? [] : [...factProblems(order, index, state), ...seenProblems(order)]),
  ];
}

/** What left the warehouse is what was ordered, or nothing; and the carrier was given one parcel of it. */
function goodsProblems({ orderId, told }: Walked, index: Index, state: string): string[] {
  const sent = Object.fromEntries(
    (index.dispatched.get(orderId!) ?? []).map(({ recordId, quantity }) => [recordId, -quantity]),
  );
  const wanted = state === 'dispatched' ? told!.lines : [];
  const problems = wanted
    .filter(({ recordId, quantity }) => sent[recordId] !== quantity)
    .map(
      ({ recordId, quantity }) =>
        `${quantity} copies of ${recordId} were ordered, and ${sent[recordId] ?? 0} left the shelf`,
    );
  const extra = Object.keys(sent).filter((id) => !wanted.some(({ recordId }) => recordId === id));
  const hasParcel = index.parcels.has(`parcel-${orderId}`);
  return [
    ...problems,
    ...extra.map((id) => `${sent[id]} copies of ${id} left the shelf for an order that was not dispatched`),
    ...(hasParcel === (state === 'dispatched')
      ? []
      : [`the order is ${state}, and the carrier has ${hasParcel ? 'a' : 'no'} parcel`]),
    ...(index.returns.get(orderId!) ?? [])
      .filter((one) => one.state === 'expected')
      .map(({ returnId }) => `the return ${returnId} has not ended`),
  ];
}

/** Money kept is goods kept, at the prices that were shown. */
function moneyProblems({ orderId, told }: Walked, index: Index, state: string): string[] {
  const charges = index.charges.get(orderId!) ?? [];
  const refunds = index.refunds.get(orderId!) ?? [];
  const price = new Map(told!.lines.map(({ recordId, price }) => [recordId, price]));
  const back = index
    .accepted(orderId!)
    .map(({ accepted }) =>
      sum((accepted ?? []).map((line) => line.quantity * (price.get(line.recordId) ?? NaN))),
    );
  const sent = state === 'dispatched' ? told!.total : 0;
  const goods = sent - sum(back);
  const kept = index.kept(orderId!);
  const cancelled = state !== 'dispatched' && charges.some(({ amount }) => amount > 0) ? 1 : 0;
  const expected = back.filter((amount) => amount > 0).length + cancelled;
  return [
    ...(charges.length > 1 ? [`the customer was charged ${charges.length} times`] : []),
    ...(charges.some(({ amount }) => amount !== told!.total)
      ? [`${charges[0]!.amount} cents were charged for an order of ${told!.total}`]
      : []),
    ...(kept === goods ? [] : [`the shop keeps ${kept} cents for goods of ${goods} cents`]),
    ...(state === 'missing' && charges.length ? ['money was taken for records that are not there'] : []),
    ...(kept < 0 ? ['more was refunded than was taken'] : []),
    ...(refunds.length === expected ? [] : [`there are ${refunds.length} refunds instead of ${expected}`]),
    ...(sum(told!.lines.map((line) => line.quantity * line.price)) === told!.total
      ? []
      : ['the total is not the sum of its lines']),
  ];
}

/** The ledger has of an order what the gateway has. */
function bookProblems({ orderId }: Walked, index: Index): string[] {
  const entries = (index.ledger.get(orderId!) ?? []).filter(({ account }) => account === 'gateway');
  const of = (reason: string) => entries.filter((entry) => entry.reason === reason);
  const keys = new Set((index.refunds.get(orderId!) ?? []).map(({ key }) => key));
  const booked = sum(entries.map(({ amount }) => amount));
  return [
    ...(booked === index.kept(orderId!)
      ? []
      : [`the ledger has ${booked} cents, and the gateway ${index.kept(orderId!)}`]),
    ...(of('payment').length === (index.charges.get(orderId!) ?? []).length
      ? []
      : [`the ledger has ${of('payment').length} payments`]),
    ...of('refund')
      .filter(({ reference }) => !keys.has(`refund-${reference}`))
      .map(({ reference }) => `the ledger has the refund ${reference}, which the gateway has not made`),
    ...(of('refund').length === keys.size
      ? []
      : [`the ledger has ${of('refund').length} refunds, and the gateway ${keys.size}`]),
  ];
}

/** What orders and loyalty tell the customer is what happened, and a cancellation has a cause. */
function factProblems(order: Walked, index: Index, state: string): string[] {
  const facts = index.facts.get(order.orderId!) ?? [];
  const cancellation = facts.find(({ type }) => type === 'order.cancelled');
  const isDispatched = facts.some(({ type }) => type === 'stock.dispatched');
  const money = facts
    .filter(({ type }) => type === 'payment.taken' || type === 'payment.refunded')
    .toSorted((one, other) => one.version - other.version)
    .at(-1);
  const kept = index.kept(order.orderId!);
  const told = (money?.data.kept.amount ?? 0) as number;
  const points = index.purchases.get(order.orderId!) ?? 0;
  const shown = index.evidence.shown.get(order.orderId!);
  return [
    ...(shown && SHOWN.test(shown.state) && shown.kept === kept
      ? []
      : [
          `the customer is shown that it is ${shown?.state}, and that ${shown?.kept} cents of ${kept} are kept`,
        ]),
    ...((state === 'dispatched') === (isDispatched && !cancellation) && Boolean(cancellation) !== isDispatched
      ? []
      : [
          `the warehouse says ${state}, and orders ${isDispatched ? 'dispatched' : ''}${cancellation ? 'cancelled' : ''}`,
        ]),
    ...(told === kept ? [] : [`orders says that ${told} cents are kept, which are ${kept}`]),
    ...(points === Math.floor(kept / CENTS) ? [] : [`it gave ${points} points for ${kept} cents`]),
    ...(cancellation ? causeProblems(order, index, cancellation.data.reason as string) : []),
  ];
}

/** An order is cancelled for a reason that was there. */
function causeProblems({ planned, orderId }: Walked, index: Index, reason: string): string[] {
  const does = (what: string) => planned.acts.some((act) => act.do === what);
  const tokens = [planned.token, ...planned.acts.flatMap((act) => (act.do === 'pay again' ? act.token : []))];
  const missing = index.missing.get(orderId!) ?? [];
  const isTrue: Record<string, boolean> = {
    requested: does('cancel'),
    expired: does('expire') || tokens.includes('insufficient'),
    undeliverable: does('expire'),
    'payment-refused': tokens.includes('declined'),
    'stock-missing': missing.length > 0 && missing.every(({ wanted, available }) => available < wanted),
  };
  return isTrue[reason] ? [] : [`it was cancelled because of ${reason}, which is not so`];
}

/** What came in is what went out and what is on the shelf; nothing stays reserved. */
function stockProblems({ evidence }: Index, { initialStock }: Beginning): string[] {
  const moved = Map.groupBy(evidence.movements, ({ recordId }) => recordId);
  return evidence.records.flatMap((recordId) => {
    const row = evidence.stock.find((one) => one.recordId === recordId);
    if (!row) return [`the warehouse does not know the record ${recordId}`];
    const of = (cause: string) =>
      sum((moved.get(recordId) ?? []).flatMap((one) => (one.cause === cause ? one.quantity : [])));
    const returned = sum(
      evidence.returns.flatMap(({ state, accepted }) =>
        state === 'accepted'
          ? (accepted ?? []).flatMap((line) => (line.recordId === recordId ? line.quantity : []))
          : [],
      ),
    );
    const delivered = evidence.delivered.get(recordId) ?? 0;
    const should = initialStock + delivered + of('dispatch') + returned;
    return [
      ...(row.onShelf === should
        ? []
        : [`of the record ${recordId}, ${row.onShelf} are on the shelf instead of ${should}`]),
      ...(row.onShelf < 0 ? [`of the record ${recordId}, fewer than none are on the shelf`] : []),
      ...(row.reserved === 0 ? [] : [`of the record ${recordId}, ${row.reserved} are reserved for nobody`]),
      ...(of('initial') === initialStock
        ? []
        : [`the record ${recordId} began with ${of('initial')} copies`]),
      ...(of('delivery') === delivered
        ? []
        : [`${delivered} copies of ${recordId} were delivered, and ${of('delivery')} were booked`]),
      ...(of('return') === returned
        ? []
        : [`${returned} copies of ${recordId} came back, and ${of('return')} were booked`]),
      ...(row.told === row.onShelf - row.reserved
        ? []
        : [`${row.told} copies of ${recordId} are said to be available`]),
    ];
  });
}

/** The ledger adds up to zero, without gaps, and its account of the gateway is what the gateway has. */
function ledgerProblems({ ledger, gateway }: Evidence): string[] {
  const bookings = Map.groupBy(ledger, ({ sequence }) => sequence);
  const unbalanced = [...bookings].filter(([, sides]) => sum(sides.map(({ amount }) => amount)) !== 0);
  const places = [...bookings.keys()].toSorted((one, other) => one - other);
  const held = sum(ledger.flatMap(({ account, amount }) => (account === 'gateway' ? amount : [])));
  const really =
    sum(gateway.charges.map(({ amount }) => amount)) - sum(gateway.refunds.map(({ amount }) => amount));
  return [
    ...unbalanced.map(([place]) => `the booking ${place} is not balanced`),
    ...(places.every((place, at) => place === at + 1) ? [] : ['the ledger has gaps']),
    ...(held === really ? [] : [`the ledger has ${held} cents at the gateway, which has ${really}`]),
  ];
}

/** Points: what was given to a new customer, less what was redeemed, and those of orders. Never below zero: the rest is a debt. */
function accountProblems(index: Index, { welcomePoints }: Beginning): string[] {
  const { evidence } = index;
  const orders = Map.groupBy(
    evidence.walked.filter(({ orderId }) => orderId),
    ({ customerId }) => customerId,
  );
  return evidence.accounts.flatMap(({ customerId, redeemed, lowest, shown }) => {
    const earned = sum(
      (orders.get(customerId) ?? []).map(({ orderId }) => Math.floor(index.kept(orderId!) / CENTS)),
    );
    const points = welcomePoints - redeemed + earned;
    const [balance, debt] = [Math.max(points, 0), Math.max(-points, 0)];
    return [
      ...(shown.balance === balance && shown.debt === debt
        ? []
        : [
            `the customer ${customerId} is shown ${shown.balance} points and ${shown.debt} of debt instead of ${balance} and ${debt}`,
          ]),
      ...(lowest < 0 ? [`a redemption left the customer ${customerId} with ${lowest} points`] : []),
    ];
  });
}
