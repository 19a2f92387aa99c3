import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isCorrelationId } from './cause.js';
import { exposeProcess } from './process-metrics.js';
import { Source } from './source.js';
import { traceIdsOf } from './tracing.js';

/** Every value that each label can have, by the label's name. */
export type LabelValues = Record<string, readonly string[]>;

/**
 * Upper bounds of every duration histogram, in seconds. Each latency objective of `observability/slo.yaml` is one of
 * them (a test compares them), because requests can only be counted below the bound of a bucket.
 */
export const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Upper bounds of the histograms of work that may wait, in seconds: most reactions take milliseconds, and the others as long
 * as the pauses of the retry schedule. 1 s is the bound of the objectives.
 */
export const LONG_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600, 3_600];

/** The same of the steps of business processes, in seconds, for which 2 s is the bound of an objective as well. */
export const STEP_BUCKETS = [0.01, 0.05, 0.25, 1, 2, 5, 30, 120, 600, 3_600];

/**
 * The two exemplar labels: Grafana links one to the trace and the other to the business process. Together they may have 128
 * characters (OpenMetrics 1.0, Exemplars), and a message may carry any correlation ID.
 */
function exemplar(): Record<string, string> | undefined {
  const { trace_id, correlation_id } = traceIdsOf();
  return trace_id && isCorrelationId(correlation_id) ? { trace_id, correlation_id } : undefined;
}

/** Every combination of label values. */
function combinations(labels: LabelValues): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** A counter that is exported as 0 before its first increment, so that `rate()` sees that increment too. */
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

  /** Exports a zero, for label values that belong together: not every combination exists. */
  zero(labels: Record<string, string>): void {
    this.counter.inc({ labels, value: 0 });
  }

  /** Adds `value` (at least 0), with the current trace as exemplar. */
  add(labels: Record<string, string> = {}, value = 1): void {
    this.counter.inc({ labels, value, exemplarLabels: exemplar() });
  }
}

/** A histogram of durations in seconds. */
export class Durations {
  private readonly histogram: Histogram<string>;

  constructor(registry: Registry, name: string, help: string, labels: LabelValues, buckets: number[]) {
    this.histogram = new Histogram<string>({
      name,
      help,
      labelNames: Object.keys(labels),
      buckets,
      registers: [registry],
      enableExemplars: true,
    });
    for (const row of combinations(labels)) this.histogram.zero(row);
  }

  /** Exports a row of zeros, for label values that are known only after the start. */
  zero(labels: Record<string, string>): void {
    this.histogram.zero(labels);
  }

  /** Records `seconds`, with the current trace as exemplar. */
  observe(labels: Record<string, string>, seconds: number): void {
    this.histogram.observe({ labels, value: seconds, exemplarLabels: exemplar() });
  }
}

/** What a gauge shows at one moment: label values and numbers. */
export type Rows = [Record<string, string>, number][];

/** A gauge that is filled from a source which others share. */
export interface GaugeOf<T> {
  help: string;
  labels?: string[];
  rows: (found: T) => Rows;
}

/** One service's metrics, in OpenMetrics (https://prometheus.io/docs/specs/om/open_metrics_spec/). */
export class Metrics {
  private readonly registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE);
  private readonly failed: Count;

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    this.failed = this.count(
      'metrics_reads_failed_total',
      'Scrapes without the gauges of a source, because it failed or did not answer in time',
      { source: [] },
    );
  }

  /** A counter whose `name` ends in `_total`, as OpenMetrics requires. */
  count(name: string, help: string, labels: LabelValues = {}): Count {
    return new Count(this.registry, name, help, labels);
  }

  /**
   * A histogram of durations whose `name` ends in `_seconds`.
   * @param buckets their upper bounds, in seconds; those of latency objectives unless given
   */
  durations(
    name: string,
    help: string,
    labels: LabelValues = {},
    buckets: number[] = DURATION_BUCKETS,
  ): Durations {
    return new Durations(this.registry, name, help, labels, buckets);
  }

  /**
   * Gauges that one read fills at each scrape. While `read` fails or takes longer than 0.9 s, they have no rows, and
   * `metrics_reads_failed_total` counts it: the scrape must still export everything else, above all when something is down.
   * @param source names what is read, as a label value
   */
  gauges<T>(source: string, read: () => Promise<T>, gauges: Record<string, GaugeOf<T>>): void {
    this.failed.zero({ source });
    const shared = new Source(read, () => this.failed.add({ source }));
    for (const [name, gauge] of Object.entries(gauges)) this.expose(name, gauge, shared);
  }

  /** A gauge with a source of its own: a number that the process knows, so that reading it hardly fails. */
  gauge(name: string, help: string, labels: string[], read: () => Rows | Promise<Rows>): void {
    const own = new Source(
      async () => read(),
      () => this.failed.add({ source: name }),
    );
    this.expose(name, { help, labels, rows: (found) => found }, own);
  }

  private expose<T>(name: string, { help, labels = [], rows }: GaugeOf<T>, source: Source<T>): void {
    new Gauge<string>({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      async collect() {
        const found = await source.read();
        this.reset();
        if (!labels.length) this.remove({}); // a reset leaves a zero that was never measured
        for (const [values, value] of found === undefined ? [] : rows(found)) this.set(values, value);
      },
    });
  }

  /** Exports CPU, memory, event loop and garbage collection: of the whole process, so call it once per process. */
  collectProcess(): void {
    exposeProcess(this.registry);
  }

  /** What Prometheus reads: every metric as text, and its content type. */
  async scrape(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }
}
