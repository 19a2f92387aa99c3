import { urlBelow } from '#libs/service';
import { z } from 'zod';
import { CancelReason } from './events.js';
import type { Facts } from './facts.js';
import { Item, Line, MOST_LINES } from './lines.js';
import { Money } from './money.js';
import {
  type Action,
  actionsOf,
  cancelReasonOf,
  isCancelledTooLate,
  keptOf,
  MOST_RETURNS,
  ReturnState,
  State,
  STATES,
  stateOf,
  stateOfReturn,
} from './order-state.js';

/** A line as the record was described when it was ordered. */
const OrderedLine = Line.extend({
  artist: z.string().meta({ example: 'Miles Davis' }),
  title: z.string().meta({ example: 'Kind of Blue' }),
});
export type OrderedLine = z.infer<typeof OrderedLine>;

/** What was ordered. */
export interface Placement {
  orderId: string;
  customerId: string;
  lines: OrderedLine[];
  total: Money;
}

/** An order with everything that is known of it. */
export interface Order extends Placement {
  /** How many events were published about it. */
  version: number;
  placedAt: Date;
  /** When something was last learned about it. */
  changedAt: Date;
  facts: Facts;
}

/** For how long after the last news of an order something may be owed to its customer, in milliseconds: 30 days. */
const OWED_MS = 30 * 86_400_000;

/** Until when an order that has not ended, a return or a refund holds an erasure; undefined when nothing is owed. */
export function owedUntil(order: Order): Date | undefined {
  return isOver(order) ? undefined : new Date(order.changedAt.getTime() + OWED_MS);
}

/** Nobody refunds what was free. */
function isOver({ facts, lines, total }: Order): boolean {
  const state = stateOf(facts);
  if (state === 'cancelled') return keptOf(facts, total.currency).amount === 0;
  if (state === 'returned') return worthOf(facts.last('stock.returned')?.data.lines ?? [], lines) === 0;
  return state === 'dispatched' || state === 'refunded';
}

/** What items of an order cost, in minor units. */
const worthOf = (items: readonly Item[], ordered: readonly OrderedLine[]): number =>
  ordered.reduce((sum, { recordId, price }) => {
    const quantities = items.map((item) => (item.recordId === recordId ? item.quantity : 0));
    return sum + quantities.reduce((one, other) => one + other, 0) * price.amount;
  }, 0);

const Return = z.object({
  returnId: z.uuid(),
  state: ReturnState,
  lines: z.array(Item).max(MOST_LINES).describe('what came back; until it has, what is to come back'),
  announced: z.array(Item).max(MOST_LINES).describe('what was to come back'),
  reason: z.string().optional().describe('why the return was rejected'),
});

/** The states in words, for the documentation. */
const WAITS = Object.entries(STATES)
  .map(([state, wait]) => (wait ? `\`${state}\` waits ${wait}` : `\`${state}\` waits for nothing`))
  .join('; ');

const SELF = 'https://shop.example/api/orders/0193a1b2-7c00-7000-8000-000000000701';

export const OrderView = z
  .object({
    orderId: z.uuid(),
    version: z
      .int()
      .describe('Counts what the order has told other services: its state may change without it.'),
    state: State.describe(WAITS),
    placedAt: z.iso.datetime(),
    lines: z.array(OrderedLine.meta({ id: 'OrderedLine' })).max(MOST_LINES),
    total: Money.describe('what the order costs'),
    kept: Money.describe('what the shop keeps of your money: what was taken, less what was refunded'),
    payBy: z.iso.datetime().optional().describe('until when the order is reserved and can be paid'),
    reason: CancelReason.optional().describe('why the order was cancelled'),
    trackingId: z.string().optional().describe('by which the carrier knows the parcel'),
    cancellation: z
      .literal('too-late')
      .optional()
      .describe('the order was dispatched before it could be cancelled as you asked'),
    returns: z.array(Return.meta({ id: 'Return' })).max(MOST_RETURNS),
    links: z
      .object({
        self: z.string(),
        cancel: z.string().optional(),
        'pay-again': z.string().optional(),
        return: z.string().optional(),
      })
      .describe('exactly what can be done now: `cancel`, `pay-again` and `return` take a POST'),
  })
  .meta({
    id: 'Order',
    example: {
      orderId: '0193a1b2-7c00-7000-8000-000000000701',
      version: 1,
      state: 'placed',
      placedAt: '2026-11-30T12:00:00.000Z',
      lines: [
        {
          recordId: '0193a1b2-7c00-7000-8000-000000000101',
          quantity: 2,
          price: { amount: 1_999, currency: 'USD' },
          artist: 'Miles Davis',
          title: 'Kind of Blue',
        },
      ],
      total: { amount: 3_998, currency: 'USD' },
      kept: { amount: 0, currency: 'USD' },
      returns: [],
      links: { self: SELF, cancel: `${SELF}/cancellation` },
    },
  });
export type OrderView = z.input<typeof OrderView>;

/** Where each action is sent, below the order. */
const PATHS: Record<Action, string> = {
  cancel: 'cancellation',
  'pay-again': 'payments',
  return: 'returns',
};

/** @param url the public URL of the service */
export function viewOf({ facts, ...order }: Order, url: string): OrderView {
  const { orderId, version, lines, total } = order;
  const self = urlBelow(url, `/orders/${orderId}`);
  const state = stateOf(facts);
  const until = facts.last('stock.reserved')?.data.until;
  const trackingId = facts.last('stock.dispatched')?.data.trackingId;
  const reason = cancelReasonOf(facts);
  return {
    orderId,
    version,
    state,
    placedAt: order.placedAt.toISOString(),
    lines,
    total,
    kept: keptOf(facts, total.currency),
    ...(until && ['reserved', 'payment-refused'].includes(state) && { payBy: until }),
    ...(reason && { reason }),
    ...(trackingId && !reason && { trackingId }),
    ...(isCancelledTooLate(facts) && { cancellation: 'too-late' }),
    returns: returnsOf(facts),
    links: { self, ...linksTo(self, actionsOf(lines, facts)) },
  };
}

const linksTo = (self: string, actions: Action[]): Partial<Record<Action, string>> =>
  Object.fromEntries(actions.map((action) => [action, `${self}/${PATHS[action]}`]));

const returnsOf = (facts: Facts): z.infer<typeof Return>[] =>
  facts.of('order.return-requested').map(({ about: returnId, data }) => {
    const reason = facts.about('stock.return-rejected', returnId)?.data.reason;
    const state = stateOfReturn(facts, returnId);
    const { lines } = facts.about('stock.returned', returnId)?.data ?? data;
    return {
      returnId,
      state,
      lines,
      announced: data.lines,
      ...(state === 'rejected' && reason && { reason }),
    };
  });
