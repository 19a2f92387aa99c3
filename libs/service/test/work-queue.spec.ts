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

  const work = () =>
    new Promise<string>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve('done'))));
  const run = (): Promise<string> => queue.admit(() => queue.run(work));
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
    expect(answers.map((answer) => answer?.retryAfter)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 3]);
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

  it('counts a request from its admission, whatever it waits for before its turn', async () => {
    let answer: () => void = () => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const admitted = Array.from({ length: 6 }, () => queue.admit(() => slow.then(() => queue.run(work))));
    expect(await refused()).toBeDefined();
    answer();
    for (let at = 0; at < 6; at++) {
      await settled();
      ends[at]?.();
    }
    expect(await Promise.all(admitted)).toHaveLength(6);
  });

  it('refuses, when its turn comes, what has waited much longer than expected', async () => {
    const runs = Array.from({ length: 5 }, run);
    const late = runs.slice(2).map((one) => one.catch(({ code }: Refusal) => code));
    await settled();
    now += 1_501;
    const early = run();
    ends[0]?.();
    await settled();
    expect(await Promise.all(late)).toEqual(Array(3).fill('full'));
    expect(ends).toHaveLength(3);
    ends[2]?.();
    expect(await early).toBe('done');
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

/** What happens at which moment, in milliseconds. */
class VirtualTime {
  now = 0;
  private readonly due: { at: number; act: () => void }[] = [];

  wait(ms: number): Promise<void> {
    return new Promise((act) => this.due.push({ at: this.now + ms, act }));
  }

  /** Lets time pass until nothing is due. */
  async pass(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const next = this.due.toSorted((one, other) => one.at - other.at)[0];
      if (!next) return;
      this.due.splice(this.due.indexOf(next), 1);
      this.now = next.at;
      next.act();
    }
  }
}

describe('500 callers who obey', () => {
  const CALLERS = 500;

  /** The time until all are served, as a multiple of the time that their work takes, and the requests that they made. */
  const serve = async (most: number, runMs: (now: number) => number) => {
    const time = new VirtualTime();
    const queue = new WorkQueue({ most, maxWaitMs: 1_000, expectedMs: 50, now: () => time.now });
    let [worked, requests] = [0, 0];
    const work = async () => {
      const ms = runMs(time.now);
      worked += ms;
      await time.wait(ms);
    };
    const call = async (): Promise<void> => {
      requests++;
      const retryAfter = await queue
        .admit(() => queue.run(work))
        .then(
          () => 0,
          ({ extra }: Refusal) => Number(extra.retryAfter),
        );
      if (retryAfter) await time.wait(retryAfter * 1_000).then(call);
    };
    let served = 0;
    for (let at = 0; at < CALLERS; at++)
      void time
        .wait(5 * at)
        .then(call)
        .then(() => served++);
    await time.pass();
    expect(served).toBe(CALLERS);
    return { time: time.now / (worked / most), requests: requests / CALLERS };
  };

  it.each([
    ['is as long as expected', 1, () => 50],
    ['is as long as expected, on three cores', 3, () => 50],
    ['is shorter than expected', 1, () => 40],
    ['takes twice as long at first', 1, (now: number) => (now < 4_000 ? 80 : 40)],
    ['takes twice as long later', 1, (now: number) => (now > 6_000 ? 80 : 40)],
  ])('are served almost without a pause when the work %s', async (_how, most, runMs) => {
    const { time, requests } = await serve(most, runMs);
    expect(time).toBeLessThan(1.2);
    expect(requests).toBeLessThan(4);
  });
});
