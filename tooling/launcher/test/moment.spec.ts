import { describe, expect, it } from '@jest/globals';
import { momentOf } from '../src/moment.js';

const NOW = new Date('2026-07-10T12:00Z');

describe('the moment that an option names', () => {
  it.each([
    ['2026-07-01', '2026-07-01T00:00:00.000Z'],
    ['2026-07-01T12:00Z', '2026-07-01T12:00:00.000Z'],
    ['2026-07-01T12:00:30.5+02:00', '2026-07-01T10:00:30.500Z'],
  ])('%s is %s', (text, moment) => {
    expect(momentOf('--since', text, NOW)).toBe(moment);
  });

  it.each([
    ['yesterday', '--since takes a date or a time such as 2026-07-01T12:00Z, not "yesterday".'],
    [
      '2026-07-01 and more',
      '--since takes a date or a time such as 2026-07-01T12:00Z, not "2026-07-01 and more".',
    ],
    ['2026-13-01', '--since takes a date or a time such as 2026-07-01T12:00Z, not "2026-13-01".'],
    ['2026-02-30', '--since 2026-02-30: there is no such day.'],
    ['2026-07-11', '--since 2026-07-11 has not come yet.'],
  ])('%s is refused', (text, sentence) => {
    expect(() => momentOf('--since', text, NOW)).toThrow(sentence);
  });
});
