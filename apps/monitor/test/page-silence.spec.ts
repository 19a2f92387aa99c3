import { beforeEach, describe, expect, it } from '@jest/globals';
import { mending } from '../src/page/mend.js';
import { whyOf } from '../src/page/process.js';
import { retrySays } from '../src/page/retrying.js';
import { drawnText, pretendPage } from './drawn-text.js';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';
const begunBy = { type: 'ordered.v1', id: 'e1' };
const step = {
  name: 'pack',
  service: 'warehouse',
  owner: 'logistics',
  state: 'missing',
  beganAt: AT,
  begunBy,
};
const process = {
  flow: 'order',
  key: 'k',
  steps: [step],
  events: [{ id: 'e1', type: 'ordered.v1', correlationId: 'c1' }],
  failures: [],
  unasked: [],
};
const UP = [{ service: 'warehouse', groups: [], waiting: [] }];
const AWAY = [{ service: 'warehouse', problem: 'cannot be reached' }];
const queue = (waiting: number) => [{ queue: 'warehouse', waiting, leased: 0, oldestAgeSeconds: 89 }];

const told = (known: object, one: object = process, links: object = {}) =>
  drawnText(mending(one as never, { known, links } as never, { proposal: undefined } as never));

beforeEach(() => pretendPage('--data DIR'));

describe('a step that nothing tells about', () => {
  it.each([
    [
      'a service that is away and what waits for it',
      { services: AWAY, queues: queue(2) },
      'has not done pack: it cannot be reached. Start warehouse: 2 messages are in its queue, the oldest for 89 s, and it handles them by itself.',
    ],
    [
      'a service that is away and has taken its event',
      { services: AWAY, queues: queue(0) },
      'it cannot be reached. Start warehouse. Its queue is empty: it has taken the event',
    ],
    [
      'a service that is away while the queue is not known',
      { services: AWAY },
      'it cannot be reached. Start warehouse; what waits in its queue is not known.',
    ],
    [
      'a service that is behind',
      { services: UP, queues: queue(1) },
      '1 message is in its queue, the oldest for 89 s, where ordered.v1 may wait',
    ],
    [
      'a handler that returned without acting',
      { services: UP, queues: queue(0) },
      'its queue is empty and it tries nothing again, so its handler returned without acting on ordered.v1.',
    ],
    ['what is not known', { services: UP }, 'waits in its queue, which is not known, or its handler'],
  ])('is explained by %s', (_, known, text) => {
    expect(told(known)).toContain(text);
  });

  it('is explained as what could not be asked is, whose circuit may be open', () => {
    const because = 'warehouse has failed, and is called again in a few seconds';
    const unasked = { ...process, unasked: [{ service: 'warehouse', because }] };
    const text = told({ services: AWAY, queues: queue(2) }, unasked);
    expect(text).toContain('warehouse cannot be reached. What it has is not shown.');
    expect(text).not.toContain('called again');
    expect(told({ services: [] }, unasked)).toContain(because);
  });

  it('leads to what each service logged, where that can be searched, and else names the command', () => {
    const known = { services: UP, queues: queue(0) };
    expect(told(known)).toContain('npm run --silent logs -- ');
    const linked = told(known, process, { logs: 'http://logs.example/?query=' });
    expect(linked).toContain('the log lines of ');
    expect(linked).not.toContain('npm run --silent logs');
  });

  it('is handled again, by a command that can be copied, only when its event does not wait', () => {
    expect(told({ services: UP, queues: queue(0) })).toContain(
      'npm run hospital -- again e1 --service warehouse --data DIR --why "…"',
    );
    expect(told({ services: UP, queues: queue(0) })).toContain(
      'For every process that misses pack: npm run hospital -- again --missing order/pack --data DIR --why "…"',
    );
    expect(told({ services: AWAY, queues: queue(2) })).not.toContain('again e1');
    expect(told({ services: UP, queues: queue(2) })).not.toContain('again e1');
  });

  it('is explained before its deadline when its service is away', () => {
    const waiting = { ...process, steps: [{ ...step, state: 'waiting' }] };
    expect(told({ services: AWAY, queues: queue(1) }, waiting)).toContain('Start warehouse');
    expect(told({ services: UP, queues: queue(1) }, waiting)).toContain('Nothing fails.');
  });
});

describe('a message that fails', () => {
  const failing = {
    service: 'postal',
    kind: 'effect',
    id: 'p1',
    state: 'retry',
    attempts: 1,
    nextAt: AT,
    hospitalAt: LATER,
  };
  const toldOf = (more: object = {}) => drawnText(whyOf({ ...failing, ...more } as never, Date.parse(AT)));

  it('tells when it is attempted next and given up', () => {
    expect(toldOf()).toMatch(/has failed 1 time; its next attempt is .*, and it is given up .*/);
    expect(toldOf({ waitsFor: 'carrier', isRunning: true })).toContain('it is attempted now');
  });

  it('is not told to have failed before it has', () => {
    expect(toldOf({ attempts: 0, isRunning: true })).toContain(' has not failed; it is attempted now');
  });

  it('is due now when its moment has passed', () => {
    const past = new Date(Date.parse(AT) - 5_000).toISOString();
    const text = toldOf({ nextAt: past, hospitalAt: past });
    expect(text).toContain('its next attempt is now, and it is given up now');
    expect(toldOf({ nextAt: past, waitsFor: 'carrier' })).toContain('it looks now at the latest');
  });

  it('tells of whom it waits for, and that this costs no attempt', () => {
    expect(toldOf({ waitsFor: 'carrier' })).toMatch(
      /waits until carrier answers again, which costs it no attempt; it looks .* at the latest, and is given up .* if carrier never answers/,
    );
  });
});

describe('an attempt that an operator makes', () => {
  it.each([
    [{ nextAt: AT, hospitalAt: LATER }, 'warehouse makes attempt 5 now. If it fails, the message waits'],
    [{ nextAt: AT, hospitalAt: AT }, 'makes attempt 5 now, the last one: if it fails, the message is given'],
    [{ waitsFor: 'carrier' }, 'whether carrier answers again. If not, the message waits on, and has lost no'],
    [{}, 'makes attempt 5 now. If it fails and was the last of its schedule, the message is given up.'],
  ])('is told with its number, and whether it is the last: %j', (times, text) => {
    expect(retrySays({ service: 'warehouse', attempts: 4, ...times })).toContain(text);
  });
});
