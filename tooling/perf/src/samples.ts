/** One measured duration, and the process that it belongs to. */
export interface Sample {
  /** The step of the request, or the metric of the scripts. */
  name: string;
  /** Milliseconds since 1970. */
  at: number;
  ms: number;
  correlationId: string;
  traceId: string;
}

/** A request that was answered in a way that its scenario does not expect. */
export interface FailedRequest extends Sample {
  /** 0 when there was no answer. */
  status: number;
}

interface Point {
  type: string;
  metric: string;
  data: { time: string; value: number; tags?: Record<string, string>; metadata?: Record<string, string> };
}

/** What is not part of the load. */
const SET_UP = 'set-up';

/** What k6 writes as lines of JSON: durations, and when iterations ended. */
export class Samples {
  readonly durations: Sample[] = [];
  readonly failed: FailedRequest[] = [];
  /** When iterations ended, in milliseconds since 1970. */
  readonly iterations: number[] = [];
  /** What the script said at its end. */
  summary: Summary | undefined;

  take(line: string): void {
    if (!line.startsWith('{')) return;
    const found = JSON.parse(line) as Point | Summary;
    if (found.type === 'Summary') this.summary = found as Summary;
    if (found.type === 'Point') this.takePoint(found as Point);
  }

  private takePoint({ metric, data: { time, value, tags = {}, metadata = {} } }: Point): void {
    const at = Date.parse(time);
    if (metric === 'iterations') this.iterations.push(at);
    const isRequest = metric === 'http_req_duration';
    const name = isRequest ? tags.step : metric.endsWith('_ms') && metric;
    if (!name) return;
    const { correlation_id: correlationId = '', trace_id: traceId = '' } = metadata;
    const sample = { name, at, ms: value, correlationId, traceId };
    if (isRequest && tags.expected_response === 'false')
      this.failed.push({ ...sample, status: Number(tags.status) });
    if (name !== SET_UP) this.durations.push(sample);
  }
}

/** What the script says at its end: each metric with its thresholds. */
export interface Summary {
  type: 'Summary';
  findsLimit: boolean;
  data: {
    metrics: Record<
      string,
      {
        /** counter, gauge, rate or trend. */
        type: string;
        values: Record<string, number>;
        thresholds?: Record<string, { ok: boolean }>;
      }
    >;
  };
}
