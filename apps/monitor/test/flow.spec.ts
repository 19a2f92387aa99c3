import { describe, expect, it } from '@jest/globals';
import {
  type Flow,
  type FlowStep,
  hasEvent,
  judge,
  keyOf,
  outcomeOf,
  type Seen,
  withEvent,
} from '../src/flow.js';

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
    expect(refund({ 'order.cancelled.v1': 10 }, 99)).toMatchObject({ state: 'done', refund: 'unneeded' });
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
        cancel: 'unneeded',
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
        send: 'unneeded',
      });
    });

    it('waits for another version of what was published', () => {
      const versions = { ...twoWays, steps: [step('log-in', 'order.placed.v2', ['login.enabled.v1'])] };
      expect(judged({ 'order.placed.v1': 0 }, 1, ['log-in'], versions)).toMatchObject({ state: 'running' });
    });
  });

  describe('of which a step was not begun', () => {
    /** Two ways to the same end, of which the second one needs another beginning, and a step that is optional. */
    const either: Flow = {
      ...flow,
      steps: [
        step('ask', 'order.placed.v1', ['order.recalled.v1'], { optional: 'few do', or: ['parcel.sent.v1'] }),
        step('send', 'order.placed.v1', ['parcel.sent.v1']),
        step('decide', 'order.recalled.v1', ['parcel.sent.v1', 'parcel.kept.v1']),
        step('thank', 'parcel.sent.v1', ['mail.sent.v1']),
      ],
      ends: { failed: [], abandoned: [] },
    };
    const names = either.steps.map(({ name }) => name);
    const of = (times: Record<string, number>) =>
      judged({ 'order.placed.v1': 0, ...times }, 9, names, either);

    it('does not take what another step has said for its end', () => {
      expect(of({ 'parcel.sent.v1': 1 })).toMatchObject({
        state: 'running',
        send: 'done',
        decide: 'unreached',
      });
    });

    it('does not need the step once it is over', () => {
      expect(of({ 'parcel.sent.v1': 1, 'mail.sent.v1': 2 })).toMatchObject({
        state: 'done',
        ask: 'unneeded',
        decide: 'unneeded',
        nextDeadline: undefined,
      });
    });

    it('takes it for done while its beginning may only not have been heard', () => {
      const kept = { 'parcel.kept.v1': 1 };
      expect(of(kept)).toMatchObject({ state: 'running', decide: 'done' });
      expect(of({ ...kept, 'parcel.sent.v1': 2, 'mail.sent.v1': 3 })).toMatchObject({
        state: 'done',
        decide: 'unneeded',
      });
      expect(of({ ...kept, 'order.recalled.v1': 0 })).toMatchObject({ decide: 'done' });
    });

    it('reaches it later by a step that may still happen', () => {
      const sent = { 'order.placed.v1': 0, 'payment.settled.v1': 1, 'parcel.sent.v1': 2 };
      const thanks: Flow = {
        ...flow,
        steps: [...flow.steps, step('thank', 'rating.given.v1', ['mail.sent.v1'])],
      };
      const all = [...ALL, 'thank'];
      expect(judged(sent, 3, all, thanks)).toMatchObject({ state: 'done', thank: 'unreached' });
      expect(judged(sent, 602, all, thanks)).toMatchObject({ rate: 'skipped', thank: 'unneeded' });
      const rated = { ...sent, 'rating.given.v1': 700 };
      expect(judged(rated, 701, all, thanks)).toMatchObject({ state: 'running', thank: 'waiting' });
    });

    it('needs nothing any more after an early end', () => {
      const cancelled = { 'order.placed.v1': 0, 'order.cancelled.v1': 30 };
      expect(judged(cancelled, 31)).toMatchObject({ pay: 'unneeded', send: 'unneeded', rate: 'unneeded' });
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

it('becomes of a process what the last event of its outcomes tells', () => {
  const told: Flow = { ...flow, outcomes: { sent: ['parcel.sent.v1'], returned: ['parcel.back.v1'] } };
  expect(outcomeOf(told, seen({ 'order.placed.v1': 0 }))).toBeUndefined();
  expect(outcomeOf(told, seen({ 'parcel.sent.v1': 1 }))).toBe('sent');
  expect(outcomeOf(told, seen({ 'parcel.back.v1': 2, 'parcel.sent.v1': 1 }))).toBe('returned');
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
