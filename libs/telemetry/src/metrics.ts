import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { traceIdsOf } from './tracing.js';

/** Label names to every value they can take. */
export type LabelValues = Record<string, readonly string[]>;

/**
 * Upper bounds of every duration histogram, in seconds. Each latency objective of `observability/slo.yaml` is one of
 * them (a test compares), because only a bucket's bound can be counted against.
 */
export const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The two exemplar labels: Grafana turns one into a link to the trace, the other into one to the process. */
function exemplar(): Record<string, string> | undefined {
  const { trace_id, correlation_id } = traceIdsOf();
  return trace_id && correlation_id ? { trace_id, correlation_id } : undefined;
}

/** Every combination of label values. */
function combinations(labels: LabelValues): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** A counter that is exported as 0 before its first event, so that `rate()` sees the first one too. */
export class Count {
  private readonly counter: Counter<string>;

  constructor(registry: Registry, name: string, help: string, labels: LabelValues) {
    this.counter = new Counter<string>({
      name,
      help,
      labelNames: Object.keys(labels),
      registers: [registry],
      enableExemplars: true,
    });
    for (const row of combinations(labels)) this.counter.inc({ labels: row, value: 0 });
  }

  /** Adds `value` (at least 0), with the current trace as exemplar. */
  add(labels: Record<string, string> = {}, value = 1): void {
    this.counter.inc({ labels, value, exemplarLabels: exemplar() });
  }
}

/** A histogram of durations in seconds. */
export class Durations {
  private readonly histogram: Histogram<string>;

  constructor(registry: Registry, name: string, help: string, labels: LabelValues) {
    this.histogram = new Histogram<string>({
      name,
      help,
      labelNames: Object.keys(labels),
      buckets: DURATION_BUCKETS,
      registers: [registry],
      enableExemplars: true,
    });
    for (const row of combinations(labels)) this.histogram.zero(row);
  }

  /** Exports a row of zeros, for label values that become known only later. */
  zero(labels: Record<string, string>): void {
    this.histogram.zero(labels);
  }

  /** Records `seconds`, with the current trace as exemplar. */
  observe(labels: Record<string, string>, seconds: number): void {
    this.histogram.observe({ labels, value: seconds, exemplarLabels: exemplar() });
  }
}

/** One service's metrics, in OpenMetrics (https://prometheus.io/docs/specs/om/open_metrics_spec/). */
export class Metrics {
  private readonly registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE);

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
  }

  /** A counter; its `name` ends in `_total`, which OpenMetrics adds by itself. */
  count(name: string, help: string, labels: LabelValues = {}): Count {
    return new Count(this.registry, name, help, labels);
  }

  /** A histogram; its `name` ends in `_seconds`. */
  durations(name: string, help: string, labels: LabelValues = {}): Durations {
    return new Durations(this.registry, name, help, labels);
  }

  /**
   * A gauge that `read` fills at each scrape with rows of label values and numbers. While `read` fails the gauge has no
   * rows: what can still be told must be, above all when something is down.
   */
  gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: () => Promise<[Record<string, string>, number][]>,
  ): void {
    new Gauge<string>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const rows = await read().catch(() => []);
        this.reset();
        if (!labelNames.length) this.remove({}); // a reset leaves a zero there, which nobody measured
        for (const [labels, value] of rows) this.set(labels, value);
      },
    });
  }

  /** CPU, memory, event loop and garbage collection. Of the process, so once per process. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** The scrape's answer and its content type. */
  async scrape(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }
}
