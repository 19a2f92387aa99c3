import { expect, it } from '@jest/globals';
import { countedAs } from '../src/step-metrics.js';

const [beganAt, dueAt] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:01:00.000Z'];
const begun = { beganAt, dueAt };
const IN_TIME = '2026-03-01T12:00:30.000Z';

it.each([
  ['that is done', {}, { ...begun, state: 'done', endedAt: IN_TIME }, 'in_time'],
  ['that is missing', {}, { ...begun, state: 'missing' }, 'missing'],
  ['done before its beginning was heard', {}, { state: 'done', endedAt: IN_TIME }, undefined],
  ['whose beginning never came', {}, { state: 'unneeded' }, undefined],
  ['that another way ends in time', {}, { ...begun, state: 'unneeded', endedAt: IN_TIME }, 'in_time'],
  [
    'that another way ends late',
    {},
    { ...begun, state: 'unneeded', endedAt: '2026-03-01T12:02:00.000Z' },
    'late',
  ],
  [
    'that was not needed when it began',
    {},
    { ...begun, state: 'unneeded', endedAt: '2026-03-01T11:59:00.000Z' },
    undefined,
  ],
  ['that an early end has ended', {}, { ...begun, state: 'unneeded' }, undefined],
  [
    'that is optional and need not happen any more',
    { optional: 'few do' },
    { ...begun, state: 'unneeded', endedAt: IN_TIME },
    undefined,
  ],
  [
    'that is optional and done',
    { optional: 'few do' },
    { ...begun, state: 'done', endedAt: IN_TIME },
    'in_time',
  ],
  ['that is skipped', { optional: 'few do' }, { ...begun, state: 'skipped' }, undefined],
])('counts a step %s', (_what, step, report, outcome) => {
  expect(countedAs(step, report as never)).toBe(outcome);
});
