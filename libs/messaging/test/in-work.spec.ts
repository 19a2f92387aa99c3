import { Telemetry } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { InWork } from '../src/in-work.js';
import { latch } from './latch.js';

describe('what is in work', () => {
  it('is counted with the age of the oldest, until it has ended or failed', async () => {
    const { metrics } = new Telemetry('alpha', 'error');
    let now = 1_000;
    const inWork = new InWork(metrics, { elapsed: () => now });
    const numbers = async () => {
      const { body } = await metrics.scrape();
      const of = (name: string) =>
        Number(new RegExp(`^${name}\\{kind="event".*\\} (\\S+)`, 'm').exec(body)?.[1]);
      return [of('messaging_in_work'), of('messaging_in_work_oldest_age_seconds')];
    };
    const [first, second] = [latch(), latch()];
    const handle = inWork.counted(async ({ id }: { kind: 'event'; id: string }) => {
      await (id === 'first' ? first : second).opened;
      if (id === 'second') throw new Error('it failed');
      return 'done';
    });
    const workOf = (id: string) => ({ id, kind: 'event' as const });

    expect(await numbers()).toEqual([0, 0]);
    const one = handle(workOf('first'));
    now += 2_000;
    const two = handle(workOf('second'));
    now += 500;
    expect(await numbers()).toEqual([2, 2.5]);
    first.open();
    await one;
    expect(await numbers()).toEqual([1, 0.5]);
    second.open();
    await expect(two).rejects.toThrow('it failed');
    expect(await numbers()).toEqual([0, 0]);
  });
});
