import { describe, expect, it } from '@jest/globals';
import { failuresOf } from '../src/failures.js';
import type { Flow, FlowStep, StepReport } from '../src/flow.js';
import type { Asked } from '../src/hospitals.client.js';

const step = (name: string, service: string, on: string, says: string): FlowStep => {
  return { name, service, owner: 'logistics', on: [on], says: [says], withinMs: 60_000 };
};
const flow: Flow = {
  name: 'order',
  about: 'An order is sent.',
  key: 'orderId',
  starts: ['order.placed.v1'],
  erases: false,
  steps: [
    step('pack', 'warehouse', 'order.placed.v1', 'parcel.packed.v1'),
    step('send', 'warehouse', 'parcel.packed.v1', 'parcel.sent.v1'),
  ],
  ends: { failed: [], abandoned: [] },
  unproved: { board: { because: 'shows orders' } },
};
const AT = '2026-01-01T00:00:00.000Z';
const waiting: StepReport = { state: 'waiting', beganAt: AT };
const done: StepReport = { state: 'done', beganAt: AT, endedAt: AT };

const message = {
  kind: 'event' as 'event' | 'effect',
  id: 'placed',
  event: 'order.placed.v1',
  eventId: 'placed' as string | null,
  attempts: 2,
  error: null,
  waitsFor: null,
  isRunning: false,
  nextAt: AT,
  hospitalAt: AT,
};
const at = (service: string, more: Partial<typeof message> = {}): Asked => {
  return { service, waiting: [{ ...message, ...more }], patients: [] };
};
/** The steps that each failure holds up. */
const heldUp = (answer: Asked, steps: Record<string, StepReport>) =>
  failuresOf(flow, { steps, events: [{ id: 'placed' }] }, [answer]).failures.map((failure) => failure.steps);
const BEGUN = { pack: waiting, send: { state: 'unreached' } as const };

describe('a failing message', () => {
  it('holds up the step that its event begins', () => {
    expect(heldUp(at('warehouse'), BEGUN)).toEqual([['pack']]);
  });

  it('holds up no step that has happened', () => {
    expect(heldUp(at('warehouse'), { ...BEGUN, pack: done })).toEqual([[]]);
  });

  it('holds up no step that is not needed', () => {
    expect(heldUp(at('warehouse'), { ...BEGUN, pack: { state: 'unneeded' } })).toEqual([[]]);
  });

  it('holds up each step of its service that has begun, when it is an effect of an event of the process', () => {
    const effect = { kind: 'effect' as const, id: 'order-7', event: 'warehouse.print-label' };
    expect(heldUp(at('warehouse', effect), { pack: done, send: waiting })).toEqual([['send']]);
  });

  it('of a consumer without a step holds up none, and is named', () => {
    expect(heldUp(at('board'), BEGUN)).toEqual([[]]);
  });

  it('of the monitor holds up the step whose end it has not heard', () => {
    const unheard = { id: 'packed', eventId: 'packed', event: 'parcel.packed.v1' };
    expect(heldUp(at('monitor', unheard), BEGUN)).toEqual([['pack']]);
  });

  it.each([
    ['of another process', at('warehouse', { eventId: 'other' })],
    ['of an erased person', at('warehouse', { eventId: null })],
    ['of a service that the flow does not name', at('kitchen')],
  ])('%s is not in the process', (_, answer) => {
    expect(heldUp(answer, BEGUN)).toEqual([]);
  });

  it('is looked for at the services of the flow only', () => {
    const unasked = [
      { service: 'warehouse', because: 'warehouse cannot be reached' },
      { service: 'kitchen', because: 'kitchen cannot be reached' },
    ];
    expect(failuresOf(flow, { steps: BEGUN, events: [] }, unasked).unasked).toEqual([unasked[0]]);
  });
});
