import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FakePlatform } from './fixtures/fake-platform.js';
import { missedIn, shortRun, withK6 } from './fixtures/with-k6.js';

withK6('a load test', () => {
  let platform: FakePlatform;
  beforeEach(async () => {
    platform = await FakePlatform.open();
  });
  afterEach(() => platform.close());

  it('passes while every objective is met, and names the process behind each slow sample', async () => {
    const result = await shortRun({ scenario: 'mixed', target: platform.url });
    expect([missedIn(result), result.isPassed, result.dropped]).toEqual([[], true, 0]);
    expect(result.steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['signup', 'choreography_ms', 'top10_ms', 'order_ms', 'shop', 'GET /stream']),
    );
    const ofK6 = result.thresholds.find(({ metric }) => metric === 'choreography_ms')!;
    const ofPage = result.steps.find(({ name }) => name === 'choreography_ms')!;
    expect(ofPage.p95Ms).toBeCloseTo(ofK6.value!, 3);
    for (const { correlationId, traceId } of result.slowest) {
      expect(correlationId).toMatch(/^k6-mixed-[0-9a-z]+-[0-9a-f]{16}$/);
      expect(platform.requests).toContainEqual(
        expect.objectContaining({
          'x-correlation-id': correlationId,
          traceparent: expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-01$`),
        }),
      );
    }
  });

  it('fails when a threshold is crossed', async () => {
    const thresholds = { 'http_req_duration{step:top-ten}': ['p(95)<0.001'] };
    const result = await shortRun({ scenario: 'top-ten', target: platform.url, thresholds });
    expect([result.isPassed, missedIn(result)]).toEqual([
      false,
      ['http_req_duration{step:top-ten} p(95)<0.001'],
    ]);
  });

  it('fails when a reaction is late', async () => {
    platform.accountAfterMs = 1_500;
    const result = await shortRun({ scenario: 'sign-up', target: platform.url });
    expect([result.isPassed, missedIn(result)]).toEqual([false, ['choreography_ms p(95)<1000']]);
    const order = { metric: 'order_ms', limit: 'p(95)<2000', isMeasured: false };
    expect(result.thresholds).toContainEqual(order); // nobody has bought anything
  });

  it('fails when a parcel is late', async () => {
    platform.dispatchAfterMs = 2_500;
    const result = await shortRun({ scenario: 'buy', target: platform.url });
    expect([result.isPassed, missedIn(result)]).toEqual([false, ['order_ms p(95)<2000']]);
  });

  it('fails when requests fail, and when nothing was measured', async () => {
    platform.signUpStatus = 503;
    const result = await shortRun({ scenario: 'sign-up', target: platform.url });
    expect(result.isPassed).toBe(false);
    expect(missedIn(result)).toEqual(
      expect.arrayContaining([
        'checks rate==1',
        'http_req_failed rate<0.001',
        'http_req_failed{step:signup} rate<0.005',
        'choreography_ms max>0',
      ]),
    );
  });

  it('fails when an iteration is dropped, which would hide its latency', async () => {
    platform.birthAfterMs = 700;
    const result = await shortRun(
      { scenario: 'birth', target: platform.url },
      { VUS: '1', PER_MINUTE: '600' },
    );
    expect([result.isPassed, missedIn(result)]).toEqual([false, ['dropped_iterations count==0']]);
    expect(result.dropped).toBeGreaterThan(0);
  });

  it('refuses names that do not exist', async () => {
    await expect(shortRun({ scenario: 'nonsense', target: platform.url })).rejects.toThrow(
      'k6 ended with 107 and without a result',
    );
  });
});
