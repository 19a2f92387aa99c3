import { describe, expect, it } from '@jest/globals';
import { type Flow, type FlowStep, hasEvent, judge, keyOf, type Seen, withEvent } from '../src/flow.js';

const STEP = { service: 'warehouse', owner: 'logistics', withinMs: 60_000 };
const step = (name: string, on: string, says: string[], more: Partial<FlowStep> = {}): FlowStep => {
  return { ...STEP, name, on: [on], says, ...more };
};
const flow: Flow = {
  name: 'order',
  about: 'An order is sent.',
  key: 'orderId',
  starts: ['order.placed.v1'],
  erases: false,
  steps: [
    step('pay', 'order.placed.v1', ['payment.settled.v1', 'payment.refused.v1']),
    step('send', 'payment.settled.v1', ['parcel.sent.v1']),
    step('rate', 'parcel.sent.v1', ['rating.given.v1'], {
      optional: 'few customers rate',
      withinMs: 600_000,
    }),
  ],
  ends: { failed: ['payment.refused.v1'], abandoned: ['order.cancelled.v1'] },
  unproved: {},
};
const ALL = ['pay', 'send', 'rate'];

/** A flow that goes one of two ways: the parcel is sent, or the order is cancelled and the money goes back. */
const twoWays: Flow = {
  ...flow,
  steps: [
    step('reserve', 'order.placed.v1', ['stock.reserved.v1', 'stock.missing.v1']),
    step('cancel', 'stock.missing.v1', ['order.cancelled.v1']),
    step('send', 'payment.settled.v1', ['parcel.sent.v1'], { or: ['payment.refunded.v1'] }),
  ],
  ends: { failed: [], abandoned: [] },
};

/** Of orders that are cancelled, those that were paid are refunded. */
const refunding: Flow = {
  ...flow,
  steps: [
    step('cancel', 'order.placed.v1', ['order.cancelled.v1']),
    step('refund', 'order.cancelled.v1', ['payment.refunded.v1'], { and: ['payment.settled.v1'] }),
  ],
  ends: { failed: [], abandoned: [] },
};

/** The time so many seconds after the order was placed. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
const seen = (times: Record<string, number>): Seen =>
  Object.fromEntries(Object.entries(times).map(([type, seconds]) => [type, { at: at(seconds), id: type }]));
/** The states of the steps, and of the process. */
const judged = (times: Record<string, number>, heardUpTo: number, expected = ALL, of = flow) => {
  const { state, steps, missing, nextDeadline } = judge(of, expected, seen(times), at(heardUpTo));
  const states = Object.fromEntries(Object.entries(steps).map(([name, one]) => [name, one.state]));
  return { state, ...states, missing, nextDeadline };
};

describe('a step that needs two events', () => {
  const refund = (times: Record<string, number>, heardUpTo: number) =>
    judged({ 'order.placed.v1': 0, ...times }, heardUpTo, ['cancel', 'refund'], refunding);

  it.each([
    ['order.cancelled.v1', 'payment.settled.v1'],
    ['payment.settled.v1', 'order.cancelled.v1'],
  ])('begins at the later one: %s before %s', (first, second) => {
    const both = { [first]: 10, [second]: 20 };
    expect(refund(both, 79)).toMatchObject({ state: 'running', refund: 'waiting', nextDeadline: at(80) });
    expect(refund(both, 80)).toMatchObject({ state: 'stuck', missing: ['refund'] });
    expect(refund({ ...both, 'payment.refunded.v1': 30 }, 80)).toMatchObject({ state: 'done' });
  });

  it('keeps no process open that has only one of them', () => {
    expect(refund({ 'order.cancelled.v1': 10 }, 99)).toMatchObject({ state: 'done', refund: 'unreached' });
  });

  it('has its events in the flow', () => {
    expect(hasEvent(refunding, 'payment.settled.v1')).toBe(true);
  });
});

describe('a process', () => {
  it('waits for a step until its deadline, and has not reached the next one', () => {
    expect(judged({ 'order.placed.v1': 0 }, 59)).toEqual({
      state: 'running',
      pay: 'waiting',
      send: 'unreached',
      rate: 'unreached',
      missing: [],
      nextDeadline: at(60),
    });
  });

  it('is stuck from the deadline on, and names the step', () => {
    expect(judged({ 'order.placed.v1': 0 }, 60)).toMatchObject({
      state: 'stuck',
      pay: 'missing',
      send: 'unreached',
      missing: ['pay'],
      nextDeadline: undefined,
    });
  });

  it('knows that a step was late, even when nobody looked at its deadline', () => {
    expect(judged({ 'order.placed.v1': 0, 'payment.settled.v1': 61 }, 62)).toMatchObject({
      state: 'running',
      pay: 'late',
      send: 'waiting',
      nextDeadline: at(121),
    });
  });

  it('is done when every step is that must happen', () => {
    const sent = { 'order.placed.v1': 0, 'payment.settled.v1': 1, 'parcel.sent.v1': 2 };
    expect(judged(sent, 3)).toMatchObject({ state: 'done', rate: 'waiting', nextDeadline: at(602) });
    expect(judged(sent, 602)).toMatchObject({ state: 'done', rate: 'skipped', missing: [] });
    expect(judged({ ...sent, 'rating.given.v1': 700 }, 700)).toMatchObject({ state: 'done', rate: 'done' });
  });

  it('ends early, and then misses nothing', () => {
    const refused = { 'order.placed.v1': 0, 'payment.refused.v1': 1 };
    expect(judged(refused, 900)).toMatchObject({ state: 'failed', pay: 'done', missing: [] });
    const cancelled = { 'order.placed.v1': 0, 'order.cancelled.v1': 30 };
    expect(judged(cancelled, 900)).toMatchObject({
      state: 'abandoned',
      missing: [],
      nextDeadline: undefined,
    });
  });

  describe('that goes one of two ways', () => {
    const judgedTwoWays = (times: Record<string, number>, heardUpTo: number) =>
      judged(
        times,
        heardUpTo,
        twoWays.steps.map(({ name }) => name),
        twoWays,
      );
    const paid = { 'order.placed.v1': 0, 'stock.reserved.v1': 1, 'payment.settled.v1': 2 };

    it('does not wait for the steps of the other way', () => {
      expect(judgedTwoWays({ ...paid, 'parcel.sent.v1': 3 }, 4)).toMatchObject({
        state: 'done',
        cancel: 'unreached',
        nextDeadline: undefined,
      });
      const cancelled = { 'order.placed.v1': 0, 'stock.missing.v1': 1 };
      expect(judgedTwoWays(cancelled, 2)).toMatchObject({ state: 'running', cancel: 'waiting' });
      expect(judgedTwoWays({ ...cancelled, 'order.cancelled.v1': 2 }, 3)).toMatchObject({ state: 'done' });
    });

    it('takes the event of another service for the end of a step', () => {
      expect(judgedTwoWays(paid, 61)).toMatchObject({ state: 'running', send: 'waiting' });
      expect(judgedTwoWays(paid, 62)).toMatchObject({ state: 'stuck', missing: ['send'] });
      expect(judgedTwoWays({ ...paid, 'payment.refunded.v1': 3 }, 62)).toMatchObject({
        state: 'done',
        send: 'done',
      });
    });

    it('waits for another version of what was published', () => {
      const versions = { ...twoWays, steps: [step('log-in', 'order.placed.v2', ['login.enabled.v1'])] };
      expect(judged({ 'order.placed.v1': 0 }, 1, ['log-in'], versions)).toMatchObject({ state: 'running' });
    });
  });

  describe('of which the start was not seen', () => {
    const late = { 'payment.settled.v1': 1, 'parcel.sent.v1': 2 };

    it('is over, since the start was pruned, and opens again if it only comes late', () => {
      expect(judged(late, 3)).toMatchObject({ state: 'done', pay: 'done', send: 'done' });
      const { 'parcel.sent.v1': _, ...paid } = late;
      expect(judged({ ...paid, 'order.placed.v1': 0 }, 3)).toMatchObject({ state: 'running' });
    });

    it('is open while a step of it waits, and misses it', () => {
      expect(judged({ 'payment.settled.v1': 1 }, 60)).toMatchObject({ state: 'running', send: 'waiting' });
      expect(judged({ 'payment.settled.v1': 1 }, 61)).toMatchObject({ state: 'stuck', missing: ['send'] });
    });
  });

  it('does not expect steps that its flow got later, and forgets those that it lost', () => {
    const expected = ['pay', 'a step of an older flow'];
    expect(judged({ 'order.placed.v1': 0, 'payment.settled.v1': 1 }, 900, expected)).toEqual({
      state: 'done',
      pay: 'done',
      missing: [],
      nextDeadline: undefined,
    });
  });
});

describe('what was seen', () => {
  it('has the earliest event of each type, in whichever order they come', () => {
    const [early, late] = [
      { at: at(1), id: 'b' },
      { at: at(2), id: 'a' },
    ];
    const both = [
      withEvent(withEvent({}, 'x', early), 'x', late),
      withEvent(withEvent({}, 'x', late), 'x', early),
    ];
    expect(both).toEqual([{ x: early }, { x: early }]);
    const same = { at: at(1), id: 'a' };
    expect(withEvent(withEvent({}, 'x', early), 'x', same)).toEqual({ x: same });
  });
});

describe('the key of an event', () => {
  const envelope = { subject: 'the-subject', correlationid: 'the-process' };

  it('is a field of its data or an attribute of its envelope', () => {
    expect(keyOf(flow, envelope, { orderId: 'one' })).toBe('one');
    expect(keyOf({ ...flow, key: 'subject' }, envelope, {})).toBe('the-subject');
    expect(keyOf({ ...flow, key: 'correlationid' }, envelope, {})).toBe('the-process');
    expect(keyOf(flow, envelope, {})).toBeUndefined();
  });
});
