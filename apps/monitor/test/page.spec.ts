import { describe, expect, it } from '@jest/globals';
import { sentenceOf, spanOf } from '../src/page/axis.js';
import { beside, counted, due, duration } from '../src/page/format.js';
import { layOut } from '../src/page/layout.js';
import { hrefOf, routeOf } from '../src/page/view.js';

const AT = '2026-03-01T12:00:00.000Z';
const later = (ms: number) => new Date(Date.parse(AT) + ms).toISOString();
const NOW = Date.parse(AT);

describe('an address on the page', () => {
  it.each([
    [['process', 'a b/c?d#e%f']],
    [['message', 'postal', 'effect', '<img src=x>']],
    [['process', '100%']],
  ])('leads back to its parts: %j', (path) => {
    expect(routeOf(hrefOf(path)).path).toEqual(path);
  });

  it('has a query', () => {
    expect(routeOf(hrefOf(['processes'], { state: 'stuck', flow: '', search: 'a&b' }))).toEqual({
      path: ['processes'],
      query: { state: 'stuck', search: 'a&b' },
    });
    expect(routeOf('#/process/100%')).toEqual({ path: ['process', '100%'], query: {} });
  });
});

it.each([
  [250, '250 ms'],
  [1_500, '1.5 s'],
  [90_000, '90 s'],
  [600_000, '10 min'],
  [86_400_000, '24 h'],
  [604_800_000, '7 d'],
])('writes %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it('tells moments and numbers as people do', () => {
  expect([beside(later(-61_000), NOW), beside(later(4_200), NOW), beside(AT, NOW)]).toEqual([
    '61 s ago',
    'in 4 s',
    'now',
  ]);
  expect([due(later(-61_000), NOW), due(later(4_200), NOW)]).toEqual(['now', 'in 4 s']);
  expect([0, 1, 1_200].map((count) => counted(count, 'process', 'processes'))).toEqual([
    'no processes',
    '1 process',
    '1,200 processes',
  ]);
});

describe('a step on the time axis', () => {
  const step = { name: 'pack', service: 'warehouse', owner: 'logistics', beganAt: AT, dueAt: later(30_000) };

  it.each([
    [{ ...step, state: 'done' as const, endedAt: later(200) }, 'done after 200 ms, of 30 s at most'],
    [
      { ...step, state: 'late' as const, endedAt: later(45_000) },
      'done after 45 s, late: 30 s were promised',
    ],
    [{ ...step, state: 'missing' as const }, 'missing: 30 s were promised'],
    [{ ...step, state: 'waiting' as const }, 'expected within 30 s'],
    [
      { ...step, state: 'done' as const, endedAt: later(200), endedBy: 'stock.missing.v1' },
      'done after 200 ms, of 30 s at most (stock.missing.v1)',
    ],
  ])('is told in words: $state', (one, text) => {
    expect(sentenceOf(one)).toBe(text);
  });

  it.each([
    [{}, 'not needed: the process went without it'],
    [{ endedAt: AT, endedBy: 'order.cancelled.v1' }, 'not needed: order.cancelled.v1 came before'],
    [{ beganAt: AT, dueAt: later(30_000) }, 'not needed: the process ended before'],
    [
      { beganAt: AT, dueAt: later(30_000), endedAt: later(2_000), endedBy: 'order.cancelled.v1' },
      'not needed any more: order.cancelled.v1 came after 2 s',
    ],
    [
      { beganAt: AT, dueAt: later(30_000), endedAt: later(112_000), endedBy: 'stock.released.v1' },
      'not done within 30 s, and not needed any more: stock.released.v1 came after 112 s',
    ],
  ])('says why it is not needed: %j', (times, text) => {
    const one = { name: 'pack', service: 'warehouse', owner: 'logistics', state: 'unneeded' as const };
    expect(sentenceOf({ ...one, ...times })).toBe(text);
  });

  it('tells its failed attempts', () => {
    expect(sentenceOf({ ...step, state: 'waiting' }, 2)).toBe('expected within 30 s; 2 failed attempts');
  });

  it('fits on an axis that ends with the last thing that happened, or should have', () => {
    const process = (more: object) =>
      spanOf({ beganAt: AT, steps: [], events: [], state: 'done', ...more } as never, NOW + 60_000).to - NOW;
    expect(process({})).toBeCloseTo(104);
    expect(process({ steps: [{ ...step, state: 'missing' }] })).toBeCloseTo(31_200);
    expect(process({ state: 'running' })).toBeCloseTo(62_400);
  });
});

describe('the layout of the map', () => {
  const places = (nodes: string[], ...arcs: [string, string][]) =>
    Object.fromEntries(
      [
        ...layOut(
          nodes,
          arcs.map(([from, to]) => ({ from, to })),
        ),
      ].map(([node, { column, row }]) => [node, [column, row]]),
    );

  it('goes from left to right, and gives no two nodes one place', () => {
    expect(places(['a', 'b', 'c', 'd'], ['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd'])).toEqual({
      a: [0, 0],
      b: [1, 0],
      c: [1, 1],
      d: [2, 0],
    });
  });

  it('ignores what leads back, which comes after what is more important', () => {
    expect(places(['a', 'b'], ['b', 'a'], ['a', 'b'])).toEqual({ a: [1, 0], b: [0, 0] });
  });

  it('puts what is not connected below', () => {
    expect(places(['x', 'a', 'b'], ['a', 'b'])).toEqual({ a: [0, 0], b: [1, 0], x: [0, 1] });
  });
});
