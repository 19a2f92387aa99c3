import { describe, expect, it } from '@jest/globals';
import { reportOf, verdictOf } from '../src/report.js';
import { hasPassed, resultOf } from '../src/result.js';
import { Samples } from '../src/samples.js';

const RUN = { name: 'buy-1', scenario: 'buy', workload: 'load', target: 'http://t', revision: 'abc' };
const LINKS = { monitor: 'http://monitor', traces: 'http://zipkin/traces' };

const point = (metric: string, second: number, value: number, tags = {}) =>
  JSON.stringify({
    type: 'Point',
    metric,
    data: {
      time: new Date(second * 1_000).toISOString(),
      value,
      tags,
      metadata: { correlation_id: `k6-${second}`, trace_id: `trace-${second}` },
    },
  });

function samplesOf({ ok = true, limit = 'p(95)<2000', findsLimit = false, besides = {} } = {}): Samples {
  const samples = new Samples();
  for (let second = 0; second < 20; second++) {
    samples.take(point('http_req_duration', second, second === 7 ? 900 : 10, { step: 'order<' }));
    samples.take(point('http_req_duration', second, 5, { step: 'set-up' }));
    samples.take(point('iterations', second, 1));
  }
  const metrics = {
    order_ms: { type: 'trend', values: { 'p(95)': 2_500, count: 20 }, thresholds: { [limit]: { ok } } },
    ...besides,
  };
  samples.take(JSON.stringify({ type: 'Summary', findsLimit, data: { metrics } }));
  samples.take('what k6 prints besides');
  return samples;
}

describe('the report of a load test', () => {
  it('has pictures, and leads from the slowest sample to its process and its trace', () => {
    const result = resultOf(RUN, 0, samplesOf());
    expect(result).toMatchObject({ isPassed: true, iterations: 20, seconds: 19 });
    expect(result.steps).toMatchObject([{ name: 'order<', count: 20, medianMs: 10, maxMs: 900 }]);
    expect(result.slowest[0]).toMatchObject({ ms: 900, correlationId: 'k6-7' });
    const html = reportOf(result, LINKS);
    expect(html).toContain('<svg ');
    expect(html).toContain('order&lt;');
    expect(html).not.toContain('order<');
    expect(html).toContain('href="http://monitor/#/processes?search=k6-7"');
    expect(html).toContain('href="http://zipkin/traces/trace-7"');
    expect(html).not.toMatch(/(src|href)="(?!http:\/\/(monitor|zipkin)\/)/);
  });

  it('leads to the requests that failed, with what they were answered', () => {
    const samples = samplesOf();
    const tags = { step: 'POST /sessions', status: '502', expected_response: 'false' };
    samples.take(point('http_req_duration', 9, 30, tags));
    samples.take(point('http_req_duration', 8, 30, { ...tags, status: '503', expected_response: 'true' }));
    const result = resultOf(RUN, 99, samples);
    expect(result.failed).toMatchObject([{ name: 'POST /sessions', status: 502, correlationId: 'k6-9' }]);
    expect(verdictOf(result)).toContain(
      'The first request that failed: POST /sessions, status 502, process k6-9.',
    );
    expect(reportOf(result, LINKS)).toMatch(/<h2>The first that failed<\/h2>[^]*>502<\/td>[^]*search=k6-9"/);
    expect(reportOf(resultOf(RUN, 0, samplesOf()), LINKS)).not.toContain('that failed');
  });

  it('names what was missed', () => {
    const result = resultOf(RUN, 99, samplesOf({ ok: false }));
    expect(result.thresholds).toEqual([
      { metric: 'order_ms', limit: 'p(95)<2000', isMeasured: true, isMet: false, value: 2_500 },
    ]);
    expect([result.isPassed, verdictOf(result)]).toEqual([
      false,
      'Missed: order_ms p(95)<2000 (measured: 2500).',
    ]);
  });

  it('does not call an objective met that was not measured', () => {
    const besides = {
      top10_ms: {
        type: 'trend',
        values: { 'p(95)': 0, max: 0, count: 0 },
        thresholds: { 'p(95)<1000': { ok: true } },
      },
      'http_req_failed{step:signup}': {
        type: 'rate',
        values: { rate: 0, passes: 0, fails: 0 },
        thresholds: { 'rate<0.005': { ok: true } },
      },
      dropped_iterations: {
        type: 'counter',
        values: { count: 0, rate: 0 },
        thresholds: { 'count==0': { ok: true } },
      },
    };
    const result = resultOf(RUN, 0, samplesOf({ besides }));
    expect(result.thresholds.slice(1)).toEqual([
      { metric: 'top10_ms', limit: 'p(95)<1000', isMeasured: false },
      { metric: 'http_req_failed{step:signup}', limit: 'rate<0.005', isMeasured: false },
      { metric: 'dropped_iterations', limit: 'count==0', isMeasured: true, isMet: true, value: 0 },
    ]);
    expect([hasPassed(result), verdictOf(result)]).toEqual([
      true,
      'Every objective that was measured is met; 2 objectives were not measured.',
    ]);
    expect(reportOf(result, LINKS)).toContain('<td>p(95)&lt;1000</td><td></td><td>not measured</td>');
  });

  it('says that a metric which the scenario measures has no sample', () => {
    const top10 = {
      type: 'trend',
      values: { 'p(95)': 0, max: 0, count: 0 },
      thresholds: { 'p(95)<1000': { ok: true }, 'max>0': { ok: false } },
    };
    const result = resultOf(RUN, 99, samplesOf({ besides: { top10_ms: top10 } }));
    expect([result.isPassed, verdictOf(result)]).toEqual([false, 'Missed: top10_ms max>0 (no sample).']);
  });

  it('has the percentiles of k6, which lie between two samples', () => {
    const [step] = resultOf(RUN, 0, samplesOf()).steps;
    expect(step!.p95Ms).toBeCloseTo(54.5); // 20 samples: 0.05 of the way from 10 to 900
  });

  it('names the rate at which an objective is missed, if that was looked for', () => {
    const found = resultOf(RUN, 99, samplesOf({ ok: false, findsLimit: true }));
    expect([found.isPassed, found.limitPerMinute]).toEqual([true, 60]);
    const nothing = resultOf(RUN, 99, samplesOf({ ok: false, findsLimit: true, limit: 'max>0' }));
    expect([nothing.isPassed, nothing.limitPerMinute]).toEqual([false, undefined]);
  });

  it('names what grows', () => {
    const growing = {
      name: 'memory',
      unit: 'MiB',
      value: 400,
      perHour: 100,
      low: 90,
      high: 110,
      grows: true,
    };
    const result = {
      ...resultOf(RUN, 0, samplesOf()),
      growth: [growing, { ...growing, name: 'files', grows: false }],
    };
    expect([hasPassed(result), verdictOf(result)]).toEqual([false, 'Every objective is met. Grows: memory.']);
    expect(reportOf(result, LINKS)).toContain('<h2>Growth</h2>');
    expect(hasPassed({ ...result, growth: [{ ...growing, grows: false }] })).toBe(true);
  });

  it('fails when k6 ends with an error although no threshold was crossed', () => {
    const result = resultOf(RUN, 108, samplesOf());
    expect([result.isPassed, verdictOf(result)]).toEqual([false, 'k6 ended with an error.']);
  });
});
