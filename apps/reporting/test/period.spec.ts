import { describe, expect, it } from '@jest/globals';
import { periodOf } from '../src/period.js';

describe('the period of a report', () => {
  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2024-01-01', '2024-12-31'],
    ['2025-03-01', '2026-03-01'],
  ])('may be %s to %s', (from, to) => {
    expect(periodOf('query', from, to)).toEqual({ from, to });
  });

  it.each([
    ['2026-01-02', '2026-01-01', 'must not be before'],
    ['2025-03-01', '2026-03-02', 'must be at most 366 days'],
  ])('is refused from %s to %s', (from, to, problem) => {
    expect(() => periodOf('query', from, to)).toThrow(`/to: ${problem}`);
  });
});
