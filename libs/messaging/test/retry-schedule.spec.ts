import { describe, expect, it } from '@jest/globals';
import { afterFailure } from '../src/diagnosis.js';
import { Refusal } from '../src/index.js';
import { retryDelay } from '../src/retry-schedule.js';

describe('the retry schedule', () => {
  it.each([
    ['least', 0, 800],
    ['middle', 0.5, 1_000],
    ['most', 0.999_999, 1_200],
  ])('varies a delay by a random number: the %s', (_, random, expected) => {
    expect(Math.round(retryDelay([1_000], 0, random) ?? 0)).toBe(expected);
  });

  it('has a delay for each failure, and then none', () => {
    const delays = [0, 1, 2].map((failures) => retryDelay([1_000, 5_000], failures, 0.5));
    expect(delays).toEqual([1_000, 5_000, undefined]);
  });
});

describe('a message after a failure', () => {
  it('has one more attempt, and the dated error', () => {
    const message = { id: '1', kind: 'event', type: 'a.b.v1', attributes: {}, body: Buffer.of() } as const;
    const refusal = new Refusal('thing.forbidden', 'Ask for something else.');
    expect(afterFailure({ ...message, attempts: 0, errors: [] }, refusal, Date.UTC(2026, 0, 1))).toEqual({
      ...message,
      attempts: 1,
      errors: [{ at: '2026-01-01T00:00:00.000Z', error: 'Refusal', message: 'Ask for something else.' }],
    });
  });
});
