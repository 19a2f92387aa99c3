import { describe, expect, it } from '@jest/globals';
import { Backoff, RESTARTS } from '../src/backoff.js';

/** The pauses after deaths, each after a run of so many seconds. */
function pausesAfter(...ranSeconds: number[]): (number | undefined)[] {
  const backoff = new Backoff(RESTARTS);
  return ranSeconds.map((seconds) => backoff.pauseAfter(seconds * 1_000));
}

describe('the pauses before restarts', () => {
  it('double up to half a minute, until the eighth death in a row is one too many', () =>
    expect(pausesAfter(0, 1, 0, 5, 59, 0, 0, 0)).toEqual([
      1_000,
      2_000,
      4_000,
      8_000,
      16_000,
      30_000,
      30_000,
      undefined,
    ]));

  it('are short again after a process ran for a minute', () =>
    expect(pausesAfter(0, 0, 60, 0)).toEqual([1_000, 2_000, 1_000, 2_000]));
});
