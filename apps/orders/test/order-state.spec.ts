import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cancellationIdOf, cancelled } from '../src/decisions.js';
import { type Fact, Facts } from '../src/facts.js';
import type { Order } from '../src/order.js';
import { type Action, actionsOf, leftOf, type State, STATES, stateOf } from '../src/order-state.js';
import { after, HAPPENINGS, learned, newOrder, transitions } from '../src/transitions.js';

const ALL = Object.keys(STATES) as State[];
const OPEN: State[] = ['placed', 'reserved', 'payment-refused', 'paid'];
const ENDED: State[] = ['cancelled', 'refund-pending', 'refunded'];
const SENT: State[] = ['dispatched', 'returning', 'returned', 'refund-pending', 'refunded'];

const every = (states: State[], next: State) => Object.fromEntries(states.map((state) => [state, next]));
const same = (states: State[]) => Object.fromEntries(states.map((state) => [state, state]));

/** What follows from each state. A state that a row does not name cannot have it happen. */
const EXPECTED: Record<string, Partial<Record<State, State>>> = {
  'order.payment-offered': { 'payment-refused': 'reserved' },
  'order.cancellation-requested': { ...every(OPEN, 'cancelling'), cancelling: 'cancelling' },
  'order.return-requested': { dispatched: 'returning', refunded: 'returning' },
  'stock.reserved': { ...same(ALL), placed: 'reserved' },
  'stock.missing': { ...every([...OPEN, 'cancelling'], 'cancelled'), ...same(ENDED) },
  'stock.released': { ...every([...OPEN, 'cancelling'], 'cancelled'), ...same(ENDED) },
  'stock.dispatched': { ...every([...OPEN, 'cancelling'], 'dispatched'), ...same(SENT) },
  'stock.returned': {
    ...every(['returning', 'dispatched'], 'returned'),
    ...same(['returned', 'refund-pending', 'refunded']),
  },
  'stock.return-rejected': {
    returning: 'dispatched',
    ...same(['dispatched', 'returned', 'refund-pending', 'refunded']),
  },
  'payment.taken': { ...same(ALL), ...every(['placed', 'reserved', 'payment-refused'], 'paid') },
  'payment.refused': { ...same(ALL), ...every(['placed', 'reserved'], 'payment-refused') },
  'payment.refused, finally': { ...every([...OPEN, 'cancelling'], 'cancelled'), ...same(ENDED) },
  'payment.refunded': every([...ENDED, 'returning', 'returned', 'dispatched'], 'refunded'),
  'payment.refund-failed': {
    ...every(['cancelled', 'refund-pending', 'returning', 'returned', 'dispatched'], 'refund-pending'),
    refunded: 'refunded',
  },
};

const ACTIONS: Record<State, Action[]> = {
  placed: ['cancel'],
  reserved: ['cancel'],
  'payment-refused': ['cancel', 'pay-again'],
  paid: ['cancel'],
  cancelling: [],
  cancelled: [],
  dispatched: ['return'],
  returning: [],
  returned: [],
  'refund-pending': [],
  refunded: [],
};

const table = transitions();
const history = fc.array(fc.constantFrom(...HAPPENINGS), { maxLength: 14 });

/** An order after what is possible of a history. */
const lived = (happenings: string[]): Order =>
  happenings.reduce((order, happening) => after(order, happening) ?? order, newOrder());

const ID = {
  order: 'o',
  payment: newOrder().facts.all[0]!.about,
  return: 'r',
  cancellation: cancellationIdOf(newOrder().orderId),
};
const kept = (amount: number) => ({ kept: { amount, currency: 'USD' } });
/** Everything that may be heard of one order, what contradicts itself included. */
const HEARD_FACTS: Fact[] = [
  { type: 'stock.reserved', about: ID.order, version: 1, data: { until: '2026-01-01T00:15:00Z' } },
  { type: 'stock.missing', about: ID.order, version: 2, data: {} },
  { type: 'stock.released', about: ID.order, version: 2, data: { reason: 'expired' } },
  { type: 'stock.released', about: ID.order, version: 3, data: { reason: 'requested' } },
  { type: 'stock.dispatched', about: ID.order, version: 3, data: { trackingId: 'T1' } },
  { type: 'stock.returned', about: ID.return, version: 4, data: { lines: [] } },
  { type: 'stock.return-rejected', about: ID.return, version: 4, data: { reason: 'It is scratched.' } },
  { type: 'payment.refused', about: ID.payment, version: 1, data: {} },
  { type: 'payment.refused-finally', about: ID.payment, version: 1, data: {} },
  { type: 'payment.taken', about: ID.payment, version: 2, data: kept(1000) },
  { type: 'payment.refund-failed', about: ID.cancellation, version: 3, data: {} },
  { type: 'payment.refunded', about: ID.cancellation, version: 4, data: kept(0) },
];

describe('the state of an order', () => {
  const cells = HAPPENINGS.flatMap((happening) => ALL.map((state) => [happening, state] as const));

  it.each(cells)('after %s when it is %s', (happening, state) => {
    expect(table.get(state)?.get(happening)).toBe(EXPECTED[happening]?.[state]);
  });

  it('has a row for everything that may happen, and a column for every state', () => {
    expect(Object.keys(EXPECTED)).toEqual(HAPPENINGS);
    expect([...table.keys()].toSorted()).toEqual(ALL.toSorted());
  });

  it('is told by the table, whatever has happened before', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...HAPPENINGS), (happenings, happening) => {
        const order = lived(happenings);
        const next = after(order, happening);
        if (next) expect(stateOf(next.facts)).toBe(table.get(stateOf(order.facts))?.get(happening));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same, and was cancelled for the same reason, in whatever order and however often its facts are learned', () => {
    const both = fc
      .shuffledSubarray(HEARD_FACTS)
      .chain((facts) =>
        fc.tuple(
          fc.constant(facts),
          fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(both, ([facts, shuffled]) => {
        const [one, other] = [facts.reduce(learned, newOrder()), shuffled.reduce(learned, newOrder())];
        expect(stateOf(other.facts)).toBe(stateOf(one.facts));
        const reasonOf = ({ facts }: Order) => facts.last('order.cancelled')?.data.reason;
        expect(reasonOf(other)).toBe(reasonOf(one));
        expect(cancelled(other)).toBeUndefined();
        expect(actionsOf(other.lines, other.facts)).toEqual(actionsOf(one.lines, one.facts));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps the newest of what is told twice', () => {
    const taken = (version: number, amount: number): Fact => ({
      type: 'payment.taken',
      about: 'p',
      version,
      data: kept(amount),
    });
    for (const facts of [
      new Facts([taken(2, 9)]).with(taken(1, 5)),
      new Facts([taken(1, 5)]).with(taken(2, 9)),
    ])
      expect(facts.last('payment.taken')?.data).toEqual(kept(9));
  });
});

describe('what can be done with an order', () => {
  it('follows from its state, and from what is left to return', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const { facts, lines } = lived(happenings);
        const state = stateOf(facts);
        const canReturn = facts.has('stock.dispatched') && !facts.has('order.cancelled');
        const expected = state === 'refunded' && canReturn ? ['return'] : ACTIONS[state];
        expect([state, actionsOf(lines, facts)]).toEqual([state, expected]);
      }),
    );
  });

  it('is never to return more than was ordered', () => {
    const twice = [
      'stock.dispatched',
      ...Array(12).fill(['order.return-requested', 'payment.refunded', 'stock.returned']),
    ];
    const { lines, facts } = lived(twice.flat() as string[]);
    expect(facts.of('stock.returned')).toHaveLength(9);
    expect(leftOf(lines, facts)).toEqual([]);
    expect(actionsOf(lines, facts)).toEqual([]);
  });
});
