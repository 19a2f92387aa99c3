import type { Refusal } from '#libs/messaging';
import { WorkQueue } from '#libs/service';
import { beforeEach, describe, expect, it } from '@jest/globals';

describe('a queue of work', () => {
  let now: number;
  let queue: WorkQueue;
  /** Ends the runs, in the order in which they began. */
  let ends: ((error?: Error) => void)[];
  beforeEach(() => {
    [now, ends] = [0, []];
    queue = new WorkQueue({ most: 2, maxWaitMs: 1_000, expectedMs: 500, now: () => now });
  });

  const run = (): Promise<string> =>
    queue.run(
      () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve('done')))),
    );
  const refused = () =>
    run().then(
      () => undefined,
      ({ code, status, extra }: Refusal) => ({ code, status, retryAfter: extra.retryAfter }),
    );
  const settled = () => new Promise(setImmediate);
  const fill = (): Promise<string>[] => Array.from({ length: 6 }, run);

  it('runs so much at once, and the others in their order', async () => {
    const runs = fill();
    await settled();
    expect(ends).toHaveLength(2);
    ends[0]?.();
    await settled();
    expect(ends).toHaveLength(3);
    for (let at = 1; at < 6; at++) {
      ends[at]?.();
      await settled();
    }
    expect(await Promise.all(runs)).toEqual(Array(6).fill('done'));
  });

  it('refuses whoever would wait too long, each to come back a little later', async () => {
    void fill();
    const answers = await Promise.all(Array.from({ length: 9 }, refused));
    expect(answers[0]).toEqual({ code: 'full', status: 503, retryAfter: 2 });
    expect(answers.map((answer) => answer?.retryAfter)).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 4]);
    now += 60_000;
    expect(await refused()).toMatchObject({ retryAfter: 2 });
  });

  it('takes more when work is quicker than expected', async () => {
    void fill();
    expect(await refused()).toBeDefined();
    for (let at = 0; at < 6; at++) {
      ends[at]?.(); // took no time
      await settled();
    }
    const more = [...fill(), run(), run(), run()];
    expect(await refused()).toBeDefined();
    for (let at = 6; at < 15; at++) {
      ends[at]?.();
      await settled();
    }
    expect(await Promise.all(more)).toHaveLength(9);
  });

  it('gives the place of failed work to the next', async () => {
    const [first, second, third] = [run(), run(), run()];
    await settled();
    ends[0]?.(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    ends[1]?.();
    ends[2]?.();
    expect(await Promise.all([second, third])).toEqual(['done', 'done']);
  });
});
