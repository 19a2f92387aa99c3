import type { Growth } from './growth/growth.js';
import type { FailedRequest, Sample, Samples, Summary } from './samples.js';

/** What a run was. */
export interface LoadRun {
  name: string;
  scenario: string;
  workload: string;
  target: string;
  /** The commit that the target says it runs. */
  revision: string;
}

/** A threshold of k6. */
export interface Threshold {
  metric: string;
  limit: string;
  /** Whether the metric has samples. */
  isMeasured: boolean;
  /** Left out where nothing was measured, unless it is the sample itself that is missed. */
  isMet?: boolean;
  /** Left out where nothing was measured. */
  value?: number;
}

/** A duration over the time of a run. */
export interface Step {
  name: string;
  count: number;
  medianMs: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Evenly long parts of the run that have samples; seconds since its start. */
  parts: { atS: number; medianMs: number; p95Ms: number }[];
}

/** What came of a run. Durations are in milliseconds. */
export interface LoadResult extends LoadRun {
  beganAt: string;
  seconds: number;
  /** Whether every objective that was measured is met. */
  isPassed: boolean;
  iterations: number;
  dropped: number;
  /** Iterations per minute when an objective was first missed, of a workload that looks for it. */
  limitPerMinute?: number;
  thresholds: Threshold[];
  steps: Step[];
  /** The slowest of each step. */
  slowest: Sample[];
  /** The first requests that failed. */
  failed: FailedRequest[];
  /** What should stay as it is, of a workload that looks for growth. */
  growth?: Growth[];
}

const PARTS = 40;
const SLOWEST = 3;
const FAILED = 20;
const LAST_MS = 10_000;
/** The thresholds that say that something was measured at all. */
const IS_PROOF = /^(max|count)>0$/;

/** Whether a threshold was missed. */
export const isMissed = ({ isMet }: Threshold): boolean => isMet === false;

/** Whether every objective that was measured is met, and nothing grows. */
export const hasPassed = ({ isPassed, growth = [] }: LoadResult): boolean =>
  isPassed && !growth.some(({ grows }) => grows);

/**
 * What came of a run.
 * @param code the exit code of k6
 * @throws Error when k6 ended without a summary
 */
export function resultOf(
  run: LoadRun,
  code: number,
  { durations, failed, iterations, summary }: Samples,
): LoadResult {
  if (!summary) throw new Error(`k6 ended with ${code} and without a result: it says why above.`);
  const ends = durations.map(({ at }) => at);
  const began = ends.reduce((least, at) => Math.min(least, at), Infinity);
  const ended = ends.reduce((most, at) => Math.max(most, at), 0);
  const thresholds = thresholdsOf(summary);
  const missed = thresholds.filter(isMissed);
  const isLimit =
    summary.findsLimit && missed.length > 0 && !missed.some(({ limit }) => IS_PROOF.test(limit));
  const steps = [...Map.groupBy(durations, ({ name }) => name)].toSorted(([one], [other]) =>
    one.localeCompare(other),
  );
  return {
    ...run,
    beganAt: ends.length ? new Date(began).toISOString() : '',
    seconds: ends.length ? Math.round((ended - began) / 1_000) : 0,
    isPassed: code === 0 || (isLimit && code === 99),
    iterations: iterations.length,
    dropped: summary.data.metrics.dropped_iterations?.values.count ?? 0,
    ...(isLimit && { limitPerMinute: rateAtEnd(iterations) }),
    thresholds,
    steps: steps.map(([name, samples]) => stepOf(name, samples, began, (ended - began) / PARTS || 1)),
    slowest: steps.flatMap(([, samples]) =>
      samples.toSorted((one, other) => other.ms - one.ms).slice(0, SLOWEST),
    ),
    failed: failed.toSorted((one, other) => one.at - other.at).slice(0, FAILED),
  };
}

const thresholdsOf = ({ data }: Summary): Threshold[] =>
  Object.entries(data.metrics).flatMap(([metric, { type, values, thresholds = {} }]) =>
    Object.entries(thresholds).map(([limit, { ok }]) => {
      const isMeasured = hasSamples(type, values);
      const [, of = ''] = /^(\S+?)\s*[<>=!]/.exec(limit) ?? [];
      return {
        metric,
        limit,
        isMeasured,
        ...((isMeasured || !ok) && { isMet: ok }),
        ...(isMeasured && values[of] !== undefined && { value: values[of] }),
      };
    }),
  );

/** k6 gives a metric without samples the value 0, and finds that to be below each limit. A counter without samples is 0 indeed. */
function hasSamples(type: string, { count = 0, passes = 0, fails = 0 }: Record<string, number>): boolean {
  if (type === 'trend') return count > 0;
  return type !== 'rate' || passes + fails > 0;
}

function stepOf(name: string, samples: Sample[], began: number, partMs: number): Step {
  const sorted = sortedMs(samples);
  const parts = Map.groupBy(samples, ({ at }) => Math.min(PARTS - 1, Math.floor((at - began) / partMs)));
  return {
    name,
    count: sorted.length,
    medianMs: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    maxMs: quantile(sorted, 1),
    parts: [...parts]
      .toSorted(([one], [other]) => one - other)
      .map(([part, those]) => {
        const ms = sortedMs(those);
        return { atS: (part * partMs) / 1_000, medianMs: quantile(ms, 0.5), p95Ms: quantile(ms, 0.95) };
      }),
  };
}

const sortedMs = (samples: Sample[]): number[] =>
  samples.map(({ ms }) => ms).toSorted((one, other) => one - other);

/** What this share does not exceed, interpolated between two samples as k6 does for its thresholds. */
function quantile(sorted: number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function rateAtEnd(ends: number[]): number {
  const last = ends.reduce((most, at) => Math.max(most, at), 0);
  const first = ends.reduce((least, at) => Math.min(least, at), last);
  const ms = Math.max(1, Math.min(LAST_MS, last - first));
  return Math.round((ends.filter((at) => at > last - ms).length * 60_000) / ms);
}
