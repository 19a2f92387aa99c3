import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { FakePlatform } from './fixtures/fake-platform.js';
import { missedIn, shortRun, withK6 } from './fixtures/with-k6.js';

const namesIn = (folder: string) => readdirSync(`perf/${folder}`).map((file) => file.replace('.ts', ''));

withK6('load tests', () => {
  let platform: FakePlatform;
  beforeEach(async () => {
    platform = await FakePlatform.open();
  });
  afterEach(() => platform.close());

  it.each(namesIn('scenarios'))('run the scenario %s', async (scenario) => {
    expect(missedIn(await shortRun({ scenario, target: platform.url, thresholds: {} }))).toEqual([]);
  });

  it.each(namesIn('workloads'))('run under the workload %s', async (workload) => {
    const result = await shortRun({ scenario: 'top-ten', workload, target: platform.url, thresholds: {} });
    expect([missedIn(result), result.isPassed]).toEqual([[], true]);
  });

  it('find the rate at which an objective is missed', async () => {
    platform.capacity = 100;
    const result = await shortRun(
      { scenario: 'top-ten', workload: 'breakpoint', target: platform.url },
      { SECONDS: '60' },
    );
    expect([result.isPassed, missedIn(result)]).toEqual([
      true,
      expect.arrayContaining(['http_req_failed rate<0.001']),
    ]);
    expect(result.limitPerMinute).toBeGreaterThan(0);
    expect(result.seconds).toBeLessThan(60);
  });
});
