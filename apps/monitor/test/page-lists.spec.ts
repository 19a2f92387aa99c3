import { beforeEach, describe, expect, it } from '@jest/globals';
import { failuresView } from '../src/page/failure-lists.js';
import { allFailures } from '../src/page/failures.js';
import type { VNode } from '../src/page/html.js';
import { servicesView } from '../src/page/lists.js';
import { verdict } from '../src/page/overview.js';
import { problems, row, table } from '../src/page/parts.js';
import { keyLabel, processView } from '../src/page/process.js';
import { processesView, stateOf } from '../src/page/processes.js';
import { stepsText } from '../src/page/steps-text.js';
import { drawnText, pretendPage } from './drawn-text.js';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const PAGE = { now: NOW, proposal: undefined } as never;
const late = { flow: 'order', step: 'pack', service: 'warehouse', owner: 'logistics', count: 2 };
const retried = {
  service: 'warehouse',
  owner: 'logistics',
  groups: [],
  waiting: [{ event: 'ordered.v1', messages: 2, nextAt: '2026-03-01T12:05:00.000Z' }],
};
const overview = (services: object[] = [], missing: object[] = []) =>
  ({ processes: { running: 0, stuck: missing.length, missing }, services, queues: [] }) as never;

beforeEach(() => pretendPage());

describe('what fails', () => {
  it('counts steps that are late', () => {
    const text = drawnText(allFailures(overview([], [late]), PAGE));
    expect(text).toContain('pack is late');
    expect(text).toContain('warehouse (logistics)2 processes');
    expect(text).not.toContain('Nothing has failed');
  });

  it('is not known of a service that does not answer', () => {
    const away = { service: 'warehouse', problem: 'cannot be reached' };
    expect(drawnText(allFailures(overview([away]), PAGE))).toBe(
      'Nothing has failed in the services that answer.',
    );
    expect(drawnText(allFailures(overview(), PAGE))).toBe('Nothing has failed.');
  });
});

it('leads from messages that wait to where they are listed', () => {
  const hrefs = (services: object[]) =>
    (verdict(overview(services)) as VNode[]).flatMap((one) => one.attributes?.href ?? []);
  expect(hrefs([retried])[2]).toBe('#/failures');
  expect(hrefs([])[2]).toBe('#/queues');
});

it('does not say that no message waits when the broker does not tell, or lacks a queue', () => {
  const told = (known: object) =>
    (verdict({ ...(overview() as object), ...known } as never) as VNode[]).filter(
      (one) => one.attributes,
    )[2]!;
  expect(drawnText([told({ problem: 'away', queues: undefined })])).toBe('what waits in queues is not known');
  expect(told({ problem: 'The broker lacks the queue loyalty' }).attributes).toMatchObject({ class: 'bad' });
  expect(told({}).attributes).toMatchObject({ class: 'good' });
});

describe('the steps of a process in a list', () => {
  const step = (name: string, state: string, more = {}) => ({
    name,
    state,
    service: 's',
    owner: 'o',
    ...more,
  });
  const optional = { optional: 'people may not', dueAt: '2026-03-01T12:05:00.000Z' };
  const told = (state: string, ...steps: object[]) => drawnText(stepsText({ state, steps } as never, NOW));

  it('counts those that must happen, late ones too, and names optional ones apart', () => {
    const steps = [step('open', 'late'), step('pack', 'done')];
    expect(told('done', ...steps, step('verify', 'waiting', optional))).toBe(
      'late: open; 2 of 2 done; optional: verify may happen within 5 min',
    );
    expect(told('done', ...steps, step('verify', 'skipped', optional))).toContain('verify has not happened');
  });

  it('tells what became of those that were not done', () => {
    const steps = [step('send', 'done'), step('cancel', 'unneeded'), step('refund', 'unreached')];
    expect(told('done', ...steps)).toBe('1 of 3 done; 1 not needed; 1 not begun');
    expect(told('running', ...steps)).toBe('1 of 3 done; 1 not needed; waits for refund');
    expect(told('done', step('send', 'done'), step('pay', 'unneeded', optional))).toBe('1 of 1 done');
  });

  it('waits for what has begun, and not yet for what follows', () => {
    const steps = [step('place', 'done'), step('reserve', 'waiting'), step('charge', 'unreached')];
    expect(told('running', ...steps)).toBe('1 of 3 done; 1 not begun; waits for reserve');
  });

  it('names what is missing and what is waited for', () => {
    expect(told('stuck', step('open', 'missing'), step('pack', 'waiting'))).toBe(
      'misses open of s (o); 0 of 2 done; waits for pack',
    );
    expect(told('done', step('count', 'done', optional))).toBe('optional: count done');
  });
});

it('tells a process that went one way from one that went another', () => {
  const told = (outcome?: string) =>
    drawnText([stateOf({ state: 'done', ...(outcome && { outcome }) })].flat());
  expect([told('sent'), told('cancelled'), told()]).toEqual(['done sent', 'done cancelled', 'done']);
});

it('tells what to do about a service that is away, as its processes do', () => {
  const told = (problem: string, queues?: object[]) => {
    const away = { service: 'warehouse', owner: 'logistics', problem };
    const known = { ...(overview([away]) as object), queues };
    return drawnText([servicesView.draw({ overview: known as never }, PAGE)].flat() as never);
  };
  const queue = (waiting: number) => [{ queue: 'warehouse', waiting, leased: 0, oldestAgeSeconds: 89 }];
  expect(told('cannot be reached', queue(2))).toContain(
    'away cannot be reached. Start warehouse: 2 messages are in its queue, the oldest for 89 s, and it handles them by itself.',
  );
  expect(told('cannot be reached', queue(0))).toContain('Its queue is empty: no event waits for it.');
  expect(told('cannot be reached')).toContain('Start warehouse; what waits in its queue is not known.');
  expect(told('refuses the token', queue(2))).not.toContain('Start warehouse');
});

describe('the messages of a service that wait', () => {
  const one = {
    kind: 'effect',
    id: 'p1',
    event: 'parcel.send',
    attempts: 0,
    error: null,
    waitsFor: null,
    isRunning: false,
    nextAt: '2026-03-01T11:59:59.000Z',
    hospitalAt: '2026-03-01T13:00:00.000Z',
    correlationId: null,
  };
  const error = { error: 'PeerFailure', message: 'carrier: timeout' };
  const page = { now: NOW, proposal: undefined, route: { path: ['failures', 'postal'], query: {} } } as never;
  const told = (more: object) => {
    const data = { overview: overview(), service: 'postal', patients: [], asked: [] };
    const waiting = [{ ...one, ...more }];
    return drawnText([failuresView.draw({ ...data, waiting } as never, page)].flat() as never);
  };

  it.each([
    [{ waitsFor: 'carrier' }, 'parcel.sendwaits for carrier0nowin 60 min'],
    [{ waitsFor: 'carrier', error, attempts: 1 }, 'PeerFailure: carrier: timeout; waits for carrier1now'],
    [{ error, attempts: 1, nextAt: '2026-03-01T12:00:05.000Z' }, 'PeerFailure: carrier: timeout1in 5 s'],
    [{}, 'parcel.send—0now'],
  ])('say why, and when they are attempted: %j', (more, text) => expect(told(more)).toContain(text));
});

it('names the services that are counted nowhere, since they are not asked', () => {
  const told = (notAsked: string[]) =>
    drawnText(
      [
        servicesView.draw({ overview: { ...(overview([retried]) as object), notAsked } as never }, PAGE),
      ].flat() as never,
    );
  expect(told(['email'])).toContain('Not asked, since SERVICE_URLS does not name them: email.');
  expect(told([])).not.toContain('Not asked');
});

it('tells why a search finds nothing, as the monitor does', () => {
  const nothing = { processes: [], none: 'Copy the whole of it.' };
  const page = { now: NOW, route: { path: ['process', 'an-id'], query: { search: 'an-id' } } } as never;
  expect(drawnText(processesView.draw({ ...nothing, next: null, flows: [] }, page))).toContain(nothing.none);
  expect(drawnText(processView.draw(nothing as never, page))).toContain(nothing.none);
});

it.each([
  ['customerId', 'customer ID'],
  ['correlationid', 'correlation ID'],
  ['subject', 'subject'],
])('names the business key %s as people do', (key, label) => {
  expect(keyLabel(key)).toBe(label);
});

it('gives each cell its head, for where a row is a card', () => {
  const text = JSON.stringify(table('All', ['One', 'Other'], [row('key', 'a', false)]));
  expect(text).toMatch(/"role":"cell","data-head":"One".*"role":"cell","data-head":"Other"/);
});

it.each([
  ['cannot be reached', 'email cannot be reached. What it has is not shown.'],
  ['SERVICE_URLS does not name email', 'SERVICE_URLS does not name email. What it has is not shown.'],
  [
    'answers 503: The database of the service is not available. Try again in 5 seconds.',
    'email answers 503: The database of the service is not available. Try again in 5 seconds. What it has is not shown.',
  ],
  ['email refuses your token', 'email refuses your token. What it has is not shown.'],
])('names a service that could not be asked once: %s', (problem, text) => {
  expect(drawnText(problems([{ service: 'email', problem }]))).toBe(text);
});
