import { beforeEach, describe, expect, it } from '@jest/globals';
import { ScanStart } from '../src/engines/scan-start.js';

const [OVERTAKE_MS, EVERY_MS] = [1_000, 3_000];

describe('the start of a scan', () => {
  let start: ScanStart;
  beforeEach(() => {
    start = new ScanStart(OVERTAKE_MS, EVERY_MS);
  });

  /** Takes one message every 100 ms, and returns where each fetch started: what lies behind is that old at least. */
  const startsUntil = (ms: number) =>
    Array.from({ length: ms / 100 }, (_, at) => {
      const now = at * 100;
      const after = start.next(now);
      start.passed(at + 1, now);
      return { now, after };
    });

  it('is the head at first, and again after a while', () => {
    const fromTheHead = startsUntil(10_000).filter(({ now, after }) => after === 0 && now > 2_000);
    expect(fromTheHead.map(({ now }) => now)).toEqual([3_000, 6_000, 9_000]);
    expect(start.next(0)).not.toBe(0);
  });

  it('leaves out nothing that was taken a moment ago, and not much more', () => {
    for (const { now, after } of startsUntil(10_000).filter(({ after }) => after > 0)) {
      const takenAt = (after - 1) * 100;
      expect(now - takenAt).toBeGreaterThanOrEqual(OVERTAKE_MS);
      expect(now - takenAt).toBeLessThanOrEqual(2 * OVERTAKE_MS + 100);
    }
  });

  it('is the head when something lies before it', () => {
    startsUntil(5_000);
    expect(start.next(5_000)).toBeGreaterThan(0);
    start.reset();
    expect(start.next(5_000)).toBe(0);
  });

  it('forgets what was passed when the database is another one, which counts anew', () => {
    startsUntil(5_000);
    start.reset();
    start.next(5_000);
    for (const now of [5_000, 6_100, 7_200]) start.passed(1, now);
    expect(start.next(7_200)).toBe(1);
  });
});
