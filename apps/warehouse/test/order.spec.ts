import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Line } from '../src/lines.js';
import {
  excessOf,
  missingFrom,
  nextStep,
  type Order,
  type OrderState,
  overdueReason,
  reservedLines,
} from '../src/order.js';

const LINES: Line[] = [{ recordId: 'a', quantity: 2 }];
type Facts = Parameters<typeof nextStep>[0];
const order = (changes: Partial<Facts> = {}): Facts => ({
  state: 'open',
  lines: null,
  isPaid: false,
  cancellationRequested: false,
  isCancelled: false,
  ...changes,
});

describe('the next step of an order', () => {
  it.each<[string, Partial<Facts>, ReturnType<typeof nextStep>]>([
    ['is none before it was placed', {}, undefined],
    ['is none before it was placed, although it is paid', { isPaid: true }, undefined],
    ['is to reserve once it was placed', { lines: LINES }, 'reserve'],
    ['is to release when it was cancelled before it was placed', { isCancelled: true }, 'release'],
    ['is none until it is paid', { lines: LINES, state: 'reserved' }, undefined],
    ['is to pick once it is paid', { lines: LINES, state: 'reserved', isPaid: true }, 'pick'],
    [
      'is to release when its customer cancels, although it is paid',
      { lines: LINES, state: 'reserved', isPaid: true, cancellationRequested: true },
      'release',
    ],
    ['is none of its own while it is picked', { lines: LINES, state: 'picking', isPaid: true }, undefined],
    [
      'is none when its customer cancels while it is picked',
      { lines: LINES, state: 'picking', isPaid: true, cancellationRequested: true },
      undefined,
    ],
  ])('%s', (_what, facts, expected) => {
    expect(nextStep(order(facts))).toBe(expected);
  });

  it.each<OrderState>(['missing', 'dispatched', 'released'])('is none once it is %s', (state) => {
    const heard = fc.record({
      isPaid: fc.boolean(),
      cancellationRequested: fc.boolean(),
      isCancelled: fc.boolean(),
    });
    fc.assert(
      fc.property(heard, (facts) => {
        expect(nextStep(order({ ...facts, lines: LINES, state }))).toBeUndefined();
        expect(overdueReason({ state, isPaid: facts.isPaid })).toBeUndefined();
      }),
    );
  });

  it('is to end what is overdue: unpaid as expired, paid as undeliverable', () => {
    for (const state of ['open', 'reserved', 'picking'] as const) {
      expect(overdueReason({ state, isPaid: false })).toBe('expired');
      expect(overdueReason({ state, isPaid: true })).toBe('undeliverable');
    }
  });
});

/** What a warehouse of few records does, as its services do it: by the rules, one decision after the other. */
class Model {
  readonly stock: Map<string, { onShelf: number; reserved: number }>;
  readonly orders = new Map<number, Facts>();
  dispatched = 0;

  constructor(copies: number[]) {
    this.stock = new Map(copies.map((onShelf, at) => [`record ${at}`, { onShelf, reserved: 0 }]));
  }

  hear(id: number, fact: Partial<Facts>): void {
    this.orders.set(id, { ...order(this.orders.get(id)), ...fact });
  }

  decide(id: number): void {
    const one = order(this.orders.get(id));
    const step = nextStep(one);
    if (step === 'reserve') this.reserve(id, one);
    if (step === 'pick') this.orders.set(id, { ...one, state: 'picking' });
    if (step === 'release') this.release(id, one);
  }

  /** The carrier accepts the parcel, or the time is over. */
  end(id: number, isAccepted: boolean): void {
    const one = order(this.orders.get(id));
    if (!isAccepted) return overdueReason(one) && this.release(id, one);
    if (one.state !== 'picking') return;
    for (const { recordId, quantity } of reservedLines(one)) {
      this.move(recordId, -quantity, -quantity);
      this.dispatched += quantity;
    }
    this.orders.set(id, { ...one, state: 'dispatched' });
  }

  private reserve(id: number, one: Facts): void {
    const levels = [...this.stock].map(([recordId, { onShelf, reserved }]) => ({
      recordId,
      available: onShelf - reserved,
    }));
    const isMissing = missingFrom(one.lines ?? [], levels).length > 0;
    if (!isMissing) for (const { recordId, quantity } of one.lines ?? []) this.move(recordId, 0, quantity);
    this.orders.set(id, { ...one, state: isMissing ? 'missing' : 'reserved' });
  }

  private release(id: number, one: Facts): void {
    for (const { recordId, quantity } of reservedLines(one)) this.move(recordId, 0, -quantity);
    this.orders.set(id, { ...one, state: 'released' });
  }

  private move(recordId: string, onShelf: number, reserved: number): void {
    const before = this.stock.get(recordId)!;
    this.stock.set(recordId, {
      onShelf: before.onShelf + onShelf,
      reserved: before.reserved + reserved,
    });
  }
}

describe('reservations', () => {
  const RECORDS = 3;
  const line = fc.record({ recordId: fc.nat(RECORDS - 1), quantity: fc.integer({ min: 1, max: 4 }) });
  const lines = fc
    .uniqueArray(line, { minLength: 1, selector: ({ recordId }) => recordId })
    .map((some) => some.map(({ recordId, quantity }) => ({ recordId: `record ${recordId}`, quantity })));
  const orderId = fc.nat(4);
  const act = fc.oneof(
    fc.record({ orderId, lines }),
    fc.record({ orderId, fact: fc.constantFrom('isPaid', 'cancellationRequested', 'isCancelled') }),
    fc.record({ orderId, isDeciding: fc.constant(true) }),
    fc.record({ orderId, isAccepted: fc.boolean() }),
  );
  const run = (model: Model, acts: (typeof act extends fc.Arbitrary<infer One> ? One : never)[]) => {
    for (const one of acts) {
      if ('lines' in one) {
        if (!model.orders.get(one.orderId)?.lines) model.hear(one.orderId, { lines: one.lines });
      } else if ('fact' in one) model.hear(one.orderId, { [one.fact]: true });
      else if ('isAccepted' in one) model.end(one.orderId, one.isAccepted);
      else model.decide(one.orderId);
    }
  };
  const history = fc.record({
    copies: fc.array(fc.nat(6), { minLength: RECORDS, maxLength: RECORDS }),
    acts: fc.array(act, { maxLength: 40 }),
  });

  it('never exceed what is on the shelf, and are those of the orders that hold them', () => {
    fc.assert(
      fc.property(history, ({ copies, acts }) => {
        const model = new Model(copies);
        run(model, acts);
        for (const [recordId, { onShelf, reserved }] of model.stock) {
          expect(reserved).toBeGreaterThanOrEqual(0);
          expect(onShelf).toBeGreaterThanOrEqual(reserved);
          const held = [...model.orders.values()].flatMap(reservedLines);
          const sum = held.reduce((total, one) => total + (one.recordId === recordId ? one.quantity : 0), 0);
          expect(reserved).toBe(sum);
        }
      }),
    );
  });

  it('lose nothing: what was there is on the shelf or dispatched', () => {
    fc.assert(
      fc.property(history, ({ copies, acts }) => {
        const model = new Model(copies);
        run(model, acts);
        const left = [...model.stock.values()].reduce((total, { onShelf }) => total + onShelf, 0);
        expect(left + model.dispatched).toBe(copies.reduce((total, one) => total + one, 0));
      }),
    );
  });

  it('end: once every order is decided and its time is over, nothing is reserved', () => {
    fc.assert(
      fc.property(history, ({ copies, acts }) => {
        const model = new Model(copies);
        run(model, acts);
        for (const id of model.orders.keys()) model.end(id, false);
        for (const { reserved } of model.stock.values()) expect(reserved).toBe(0);
        for (const { state } of model.orders.values())
          expect(['missing', 'dispatched', 'released']).toContain(state satisfies Order['state']);
      }),
    );
  });

  it('name each line with too few copies, an unknown record with none', () => {
    const levels = [{ recordId: 'a', available: 1 }];
    expect(missingFrom([...LINES, { recordId: 'b', quantity: 1 }], levels)).toEqual([
      { recordId: 'a', wanted: 2, available: 1 },
      { recordId: 'b', wanted: 1, available: 0 },
    ]);
    expect(missingFrom(LINES, [{ recordId: 'a', available: 2 }])).toEqual([]);
  });
});

describe('what comes back', () => {
  it('is never more than was sent, of all returns together', () => {
    const returns = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), returns, (sent, wishes) => {
        const there = [{ recordId: 'a', quantity: sent }];
        const accepted: Line[] = [];
        for (const quantity of wishes) {
          const wanted = [{ recordId: 'a', quantity }];
          if (!excessOf(wanted, there, accepted).length) accepted.push(...wanted);
        }
        expect(accepted.reduce((total, { quantity }) => total + quantity, 0)).toBeLessThanOrEqual(sent);
      }),
    );
  });

  it('is of the order', () => {
    expect(excessOf([{ recordId: 'b', quantity: 1 }], LINES)).toEqual(['b']);
  });
});
