import {
  cancellationRequested,
  cancelled,
  decided,
  type Decision,
  NotNow,
  paymentOffered,
  placed,
  returnRequested,
  told,
} from './decisions.js';
import { type Fact, Facts } from './facts.js';
import type { Order } from './order.js';
import { type State, stateOf } from './order-state.js';
import { Refusal } from '#libs/messaging';

const ID = (last: number): string => `0193a1b2-7c00-7000-8000-${String(last).padStart(12, '0')}`;
const PRICE = { amount: 1000, currency: 'USD' };
const [ORDER_ID, RECORD_ID] = [ID(1), ID(2)];
const ONE = [{ recordId: RECORD_ID, quantity: 1 }];

/** What a customer does, as the service decides on it. */
const DECIDED: Record<string, (order: Order) => Decision | undefined> = {
  'order.payment-offered': (order) => paymentOffered(order, ID(100 + order.version)),
  'order.cancellation-requested': cancellationRequested,
  'order.return-requested': (order) => returnRequested(order, ID(200 + order.version), ONE),
};

const paymentOf = ({ facts }: Order) => facts.last('order.payment-offered')?.about;
const returnOf = ({ facts }: Order) => facts.last('order.return-requested')?.about;
/** What is refunded last: the cancelled order, or what came back. */
const refundOf = (order: Order) => order.facts.last('order.cancelled')?.about ?? returnOf(order);
const orderOf = ({ orderId }: Order) => orderId;

/** What other services say, each about the newest payment, return or refund of the order, if it has one. */
const HEARD: Record<
  string,
  [about: (order: Order) => string | undefined, told: Pick<Fact, 'type' | 'data'>]
> = {
  'stock.reserved': [orderOf, { type: 'stock.reserved', data: { until: '2026-01-01T00:15:00Z' } }],
  'stock.missing': [orderOf, { type: 'stock.missing', data: {} }],
  'stock.released': [orderOf, { type: 'stock.released', data: { reason: 'requested' } }],
  'stock.dispatched': [orderOf, { type: 'stock.dispatched', data: { trackingId: 'T1' } }],
  'stock.returned': [returnOf, { type: 'stock.returned', data: { lines: ONE } }],
  'stock.return-rejected': [
    returnOf,
    { type: 'stock.return-rejected', data: { reason: 'It is scratched.' } },
  ],
  'payment.taken': [paymentOf, { type: 'payment.taken', data: { kept: PRICE } }],
  'payment.refused': [paymentOf, { type: 'payment.refused', data: {} }],
  'payment.refused, finally': [paymentOf, { type: 'payment.refused-finally', data: {} }],
  'payment.refunded': [refundOf, { type: 'payment.refunded', data: { kept: { ...PRICE, amount: 0 } } }],
  'payment.refund-failed': [refundOf, { type: 'payment.refund-failed', data: {} }],
};

/** Everything that may happen to an order that was placed, in the order of a table. */
export const HAPPENINGS = [...Object.keys(DECIDED), ...Object.keys(HEARD)];

/** After these an order is lost. The warehouse dispatches none of them, and loses none that it has dispatched. */
const LOSSES = ['stock.missing', 'stock.released', 'payment.refused, finally'];

const contradicts = ({ facts }: Order, happening: string): boolean =>
  facts.has('stock.dispatched')
    ? LOSSES.includes(happening)
    : happening === 'stock.dispatched' && facts.has('order.cancelled');

/** An order that was just placed. */
export function newOrder(): Order {
  const line = { recordId: RECORD_ID, quantity: 9, price: PRICE, artist: 'Ella', title: 'Blue' };
  const order: Order = {
    orderId: ORDER_ID,
    customerId: ID(3),
    lines: [line],
    total: { ...PRICE, amount: 9 * PRICE.amount },
    version: 0,
    placedAt: new Date(0),
    changedAt: new Date(0),
    facts: new Facts([]),
  };
  return following(order, placed(order));
}

/** An order after something has happened; undefined when that cannot happen to it. */
export function after(order: Order, happening: string): Order | undefined {
  const decide = DECIDED[happening];
  if (decide) return unlessRefused(() => following(order, decide(order)));
  const [aboutOf, heard] = HEARD[happening]!;
  const about = aboutOf(order);
  if (about === undefined || contradicts(order, happening)) return undefined;
  return learned(order, { ...heard, about, version: 1 } as Fact);
}

/** An order after a fact, and what follows from it. */
export function learned(order: Order, fact: Fact): Order {
  const known = told(order, fact);
  return following(known, cancelled(known));
}

const following = (order: Order, decision: Decision | undefined): Order =>
  decision ? decided(order, decision) : order;

function unlessRefused(work: () => Order): Order | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal && error.code === NotNow.code) return undefined;
    throw error;
  }
}

/**
 * The state that follows from each state and each happening that is possible there.
 * @throws Error when more than one state may follow, so that no table can tell
 */
export function transitions(): Map<State, Map<string, State>> {
  const table = new Map<State, Map<string, State>>();
  const seen = new Map<string, Order>();
  const visit = (order: Order) => {
    const followers = HAPPENINGS.flatMap((happening) => {
      const next = after(order, happening);
      return next ? [{ happening, next }] : [];
    });
    const state = stateOf(order.facts);
    const key = [state, ...followers.map(({ happening }) => happening)].join();
    if (seen.has(key)) return;
    seen.set(key, order);
    for (const { happening, next } of followers) {
      const row = table.get(state) ?? new Map<string, State>();
      const [known, found] = [row.get(happening), stateOf(next.facts)];
      if (known && known !== found)
        throw new Error(
          `After ${happening}, an order that is ${state} is ${known} or ${found}: divide the state.`,
        );
      table.set(state, row.set(happening, found));
    }
    for (const { next } of followers) visit(next);
  };
  visit(newOrder());
  return table;
}
