import { DURATION_BUCKETS, type Metrics, Telemetry, withCause } from '#libs/telemetry';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { context, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';

describe('metrics', () => {
  let metrics: Metrics;
  beforeEach(() => {
    metrics = new Telemetry('alpha').metrics;
  });

  const lines = async (name: string) =>
    (await metrics.scrape()).body
      .split('\n')
      .filter((line) => line.startsWith(name) && !line.startsWith('#'));
  const value = async (name: string) =>
    (await lines(name)).map((line) => Number(line.split('} ')[1]?.split(' ')[0]));

  it('export a counter as zero for every combination of its label values', async () => {
    metrics.count('things_total', 'Things', { size: ['small', 'large'], colour: ['red'] });
    expect((await lines('things_total')).sort()).toEqual([
      'things_total{size="large",colour="red",service="alpha"} 0',
      'things_total{size="small",colour="red",service="alpha"} 0',
    ]);
  });

  it('export a counter without labels as zero', async () => {
    const things = metrics.count('things_total', 'Things');
    expect(await value('things_total')).toEqual([0]);
    things.add();
    things.add({}, 4);
    expect(await value('things_total')).toEqual([5]);
  });

  it('refuse to count backwards', () => {
    expect(() => metrics.count('things_total', 'Things').add({}, -1)).toThrow();
  });

  it('export a histogram as zeros for every label value, even one that is known later', async () => {
    const durations = metrics.durations('work_seconds', 'Work', { route: ['/a'] });
    durations.zero({ route: '/b' });
    for (const route of ['/a', '/b']) {
      const rows = (await lines('work_seconds')).filter((line) => line.includes(`route="${route}"`));
      expect(rows).toHaveLength(DURATION_BUCKETS.length + 3); // +Inf, sum and count
      for (const row of rows) expect(row).toMatch(/\} 0$/);
    }
  });

  it('count a duration in every bucket whose bound it does not exceed', async () => {
    metrics.durations('work_seconds', 'Work').observe({}, 0.1);
    const counts = Object.fromEntries(
      (await lines('work_seconds_bucket')).map((line) => [
        /le="([^"]+)"/.exec(line)?.[1],
        line.split('} ')[1]?.[0],
      ]),
    );
    expect(counts).toMatchObject({ '0.05': '0', '0.1': '1', '10': '1', '+Inf': '1' });
  });

  it('fill a gauge at each scrape, and drop rows that are gone', async () => {
    let rows: [Record<string, string>, number][] = [
      [{ kind: 'a' }, 1],
      [{ kind: 'b' }, 2],
    ];
    metrics.gauge('waiting', 'Waiting', ['kind'], () => Promise.resolve(rows));
    expect(await value('waiting')).toEqual([1, 2]);
    rows = [[{ kind: 'b' }, 3]];
    expect(await lines('waiting')).toEqual(['waiting{kind="b",service="alpha"} 3']);
  });

  it('omit a gauge that cannot be read, and export the rest', async () => {
    let broken = false;
    const read = () =>
      broken
        ? Promise.reject(new Error('down'))
        : Promise.resolve([[{}, 1] as [object & Record<string, string>, number]]);
    metrics.gauge('pending', 'Pending', [], read);
    metrics.count('things_total', 'Things');
    expect(await value('pending')).toEqual([1]);
    broken = true;
    expect(await lines('pending')).toEqual([]);
    expect(await value('things_total')).toEqual([0]);
    broken = false;
    expect(await value('pending')).toEqual([1]);
  });

  it('read a source once a scrape, however many gauges it fills', async () => {
    let reads = 0;
    metrics.gauges('queues', async () => ++reads, {
      depth: { help: 'Depth', rows: (found) => [[{}, found]] },
      age_seconds: { help: 'Age', rows: (found) => [[{}, found * 10]] },
    });
    const { body } = await metrics.scrape();
    expect(body).toMatch(/^depth\{.*\} 1$/m);
    expect(body).toMatch(/^age_seconds\{.*\} 10$/m);
    expect(await value('age_seconds')).toEqual([20]);
  });

  it('go on without a source that hangs, count it, and do not ask it again before it answers', async () => {
    const asked: ((found: number) => void)[] = [];
    metrics.gauges('queues', () => new Promise<number>((answer) => asked.push(answer)), {
      depth: { help: 'Depth', rows: (found) => [[{}, found]] },
      twice: { help: 'Twice', rows: (found) => [[{}, found * 2]] },
    });
    expect(await lines('depth')).toEqual([]);
    expect(await lines('twice')).toEqual([]);
    expect(await value('metrics_reads_failed_total')).toEqual([2]);
    expect(asked).toHaveLength(1);
    const next = value('depth');
    asked[0]!(7);
    expect(await next).toEqual([7]);
  });

  it('attach the current trace and business process to counters and durations as exemplars', async () => {
    const { tracing } = new Telemetry('alpha', 'error');
    const [count, work] = [
      metrics.count('things_total', 'Things'),
      metrics.durations('work_seconds', 'Work'),
    ];
    const cause = { correlationId: 'process-1', causationId: 'request-1' };
    const traceId = await context.with(withCause(ROOT_CONTEXT, cause), () =>
      tracing.run('work', { kind: SpanKind.INTERNAL }, async (span) => {
        count.add();
        work.observe({}, 0.3);
        return span.spanContext().traceId;
      }),
    );
    const exemplar = `# {trace_id="${traceId}",correlation_id="process-1"}`;
    expect((await lines('things_total'))[0]).toContain(exemplar);
    expect((await lines('work_seconds_bucket')).filter((line) => line.includes(exemplar))).toEqual([
      expect.stringContaining('le="0.5"'),
    ]);
  });

  it('have no exemplar when the ID of the business process does not fit into one', async () => {
    const { tracing } = new Telemetry('alpha', 'error');
    const count = metrics.count('things_total', 'Things');
    await context.with(
      withCause(ROOT_CONTEXT, { correlationId: 'x'.repeat(100), causationId: 'request-1' }),
      () => tracing.run('work', { kind: SpanKind.INTERNAL }, async () => count.add()),
    );
    expect(await lines('things_total')).toEqual([expect.not.stringContaining('#')]);
  });

  it('have no exemplar without a current trace', async () => {
    metrics.count('things_total', 'Things').add();
    expect((await lines('things_total'))[0]).not.toContain('#');
  });

  it('belong to one service', async () => {
    metrics.count('things_total', 'Things');
    expect((await new Telemetry('beta').metrics.scrape()).body).not.toContain('things');
    expect(() => metrics.count('things_total', 'Things')).toThrow('already been registered');
  });

  it('include those of the process only when asked to', async () => {
    const body = async (reportsProcess?: boolean) =>
      (await new Telemetry('alpha', 'error', { reportsProcess }).metrics.scrape()).body;
    expect(await body(true)).toContain('process_memory_usage_bytes{service="alpha"}');
    expect(await body()).not.toContain('process_');
  });
});
