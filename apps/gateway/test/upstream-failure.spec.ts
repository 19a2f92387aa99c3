import { describe, expect, it } from '@jest/globals';
import { refusalOf, UPSTREAM_PROBLEMS } from '../src/upstream-failure.js';

describe('a service that was asked and did not answer', () => {
  it.each(['broken', 'timeout'] as const)('may have done what was asked: %s', (reason) => {
    expect(refusalOf('lamps', reason, false).message).toMatch(
      / Whether it does what you asked is not known: repeat it under the same Idempotency-Key, or read first\.$/,
    );
    expect(refusalOf('lamps', reason, true).message).toMatch(/\. Try again\.$/);
  });

  it('is told of by problems that say how a change is repeated', () => {
    const asked = UPSTREAM_PROBLEMS.filter(({ status }) => status !== 503);
    expect(asked.map(({ status }) => status)).toEqual([502, 504]);
    for (const { advice } of asked)
      expect(advice).toContain('Repeat a change under the same `Idempotency-Key`');
  });
});
