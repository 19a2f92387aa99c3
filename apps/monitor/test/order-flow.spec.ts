import { describe, expect, it } from '@jest/globals';
import { judge, outcomeOf, type Seen, type StepState } from '../src/flow.js';
import { FLOWS } from '../src/flows.js';

const order = FLOWS.find(({ name }) => name === 'order')!;
const reset = FLOWS.find(({ name }) => name === 'password-reset')!;
const AT = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(AT + seconds * 1_000).toISOString();

/** A process of these events, a second after each other unless they have another time. */
function told(flow: typeof order, ...events: (string | [string, number])[]) {
  let last = -1;
  const seen: Seen = Object.fromEntries(
    events.map((event) => {
      const [name, seconds] = typeof event === 'string' ? [event, last + 1] : event;
      last = seconds;
      const type = `${name}.v1`;
      return [type, { at: at(seconds), id: type }];
    }),
  );
  const { state, steps } = judge(
    flow,
    flow.steps.map(({ name }) => name),
    seen,
    at(last + 1),
  );
  const named = (...wanted: StepState[]) =>
    Object.entries(steps).flatMap(([name, one]) => (wanted.includes(one.state) ? [name] : []));
  return { state, outcome: outcomeOf(flow, seen), named, steps };
}

const SENT = ['order.placed', 'stock.reserved', 'payment.taken', 'stock.dispatched', 'email.order-mail-sent'];
const RETURNED = [...SENT, 'order.return-requested'];

describe('an order', () => {
  it('that is sent was not cancelled, charged again or refunded', () => {
    const { state, outcome, named } = told(order, ...SENT);
    expect([state, outcome]).toEqual(['done', 'sent']);
    expect(named('done')).toEqual(['finish', 'reserve', 'charge', 'dispatch', 'tell-customer']);
    expect(named('waiting')).toEqual(['request-return']);
    expect(named('unreached')).toEqual(['give-refund-up', 'decide-return', 'refund-return']);
  });

  it('that is cancelled before it is paid was neither charged nor sent', () => {
    const cancelled = ['order.cancellation-requested', 'stock.released', 'order.cancelled'];
    const { state, outcome, named } = told(
      order,
      'order.placed',
      'stock.reserved',
      ...cancelled,
      'email.order-mail-sent',
    );
    expect([state, outcome]).toEqual(['done', 'cancelled']);
    expect(named('done')).toEqual([
      'reserve',
      'request-cancellation',
      'decide-cancellation',
      'cancel',
      'tell-customer',
    ]);
    expect(named('waiting', 'unreached', 'late', 'missing', 'skipped')).toEqual([]);
  });

  it('that is cancelled before it is reserved was neither reserved, however late, nor charged', () => {
    const { steps, named } = told(
      order,
      'order.placed',
      'order.cancellation-requested',
      ['stock.released', 112],
      'order.cancelled',
      'email.order-mail-sent',
    );
    expect(steps.reserve).toMatchObject({ state: 'unneeded', endedBy: 'stock.released.v1' });
    expect(named('done', 'late')).toEqual([
      'request-cancellation',
      'decide-cancellation',
      'cancel',
      'tell-customer',
    ]);
    expect(steps.charge?.state).toBe('unneeded');
  });

  it('that is refused and cancelled waits for no other payment and for no refund', () => {
    const { state, named, steps } = told(
      order,
      'order.placed',
      'stock.reserved',
      'payment.refused',
      ['stock.released', 901],
      'order.cancelled',
      'email.order-mail-sent',
    );
    expect(state).toBe('done');
    expect(steps.charge).toMatchObject({ state: 'done', endedBy: 'payment.refused.v1' });
    expect(named('waiting', 'unreached')).toEqual([]);
  });

  it('that is paid and cancelled is refunded, and waits for no other refund', () => {
    const { steps, named } = told(
      order,
      ...SENT.slice(0, 3),
      'order.cancellation-requested',
      'stock.released',
      'order.cancelled',
      'payment.refunded',
      'email.order-mail-sent',
    );
    expect(steps.refund?.state).toBe('done');
    expect(named('waiting', 'unreached')).toEqual([]);
    expect(named('unneeded')).toEqual([
      'finish',
      'pay-again',
      'charge-again',
      'dispatch',
      'give-refund-up',
      'request-return',
      'decide-return',
      'refund-return',
    ]);
  });

  it('that is returned is refunded once', () => {
    const { outcome, steps } = told(order, ...RETURNED, 'stock.returned', 'payment.refunded');
    expect(outcome).toBe('returned');
    expect([steps.refund?.state, steps['refund-return']?.state, steps['give-refund-up']?.state]).toEqual([
      'unneeded',
      'done',
      'unneeded',
    ]);
  });

  it('whose return is rejected is not refunded', () => {
    const { steps, outcome } = told(order, ...RETURNED, 'stock.return-rejected');
    expect(outcome).toBe('sent');
    expect(steps['decide-return']).toMatchObject({ state: 'done', endedBy: 'stock.return-rejected.v1' });
    expect(steps['refund-return']?.state).toBe('unneeded');
  });
});

it('needs no notice of a password that was not changed', () => {
  const { state, steps } = told(reset, 'credential.reset-requested', 'email.reset-sent');
  expect([state, steps['send-notice']?.state]).toEqual(['done', 'unneeded']);
});
