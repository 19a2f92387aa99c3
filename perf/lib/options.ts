import type { Options, RampingArrivalRateScenario, Threshold } from 'k6/options';
import type { Scenario, Workload } from './load.js';

/** A virtual user is busy with one iteration. So many seconds an iteration may take before others are dropped. */
const ITERATION_S = 1;
const SPARE_VUS = 4;
/** How long a limit is looked for before the first objective counts as missed. */
const FIRST_LOOK = '10s';

/** Values that replace those of scenario and workload, so that a test is short: each part's rate, users and seconds a stage. */
const { PER_MINUTE, VUS, SECONDS } = __ENV;

/**
 * What k6 runs.
 * @param objectives thresholds by metric, as `npm run generate` writes them from `observability/slo.yaml`
 */
export function optionsOf(
  scenario: Scenario,
  workload: Workload,
  objectives: Record<string, string[]>,
): Options {
  const parts = Object.entries(scenario.perMinute);
  return {
    scenarios: Object.fromEntries(
      parts.map(([part, perMinute]) => [part, executorOf(part, Number(PER_MINUTE ?? perMinute), workload)]),
    ),
    thresholds: thresholdsOf(scenario, workload, objectives),
    setupTimeout: '2m',
    summaryTrendStats: ['min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'],
  };
}

function executorOf(exec: string, perMinute: number, { from, stages }: Workload): RampingArrivalRateScenario {
  const rate = (times: number) => Math.max(1, Math.round(perMinute * times));
  const peak = Math.max(rate(from), ...stages.map(({ times }) => rate(times)));
  return {
    executor: 'ramping-arrival-rate',
    exec,
    startRate: rate(from),
    timeUnit: '1m',
    stages: stages.map(({ times, seconds }) => ({ target: rate(times), duration: `${SECONDS ?? seconds}s` })),
    preAllocatedVUs: Number(VUS ?? Math.ceil((peak / 60) * ITERATION_S) + SPARE_VUS),
  };
}

function thresholdsOf(
  { measures }: Scenario,
  { findsLimit = false }: Workload,
  objectives: Record<string, string[]>,
): Record<string, Threshold[]> {
  const measured = Object.fromEntries(measures.map((metric) => [metric, ['max>0']]));
  const all: Record<string, string[]> = {
    iterations: ['count>0'],
    checks: ['rate==1'],
    // An iteration that k6 drops would hide its latency.
    dropped_iterations: ['count==0'],
    ...measured,
  };
  for (const [metric, limits] of Object.entries(objectives))
    all[metric] = [...limits, ...(measured[metric] ?? [])];
  if (!findsLimit) return all;
  const ending = (threshold: string) => ({ threshold, abortOnFail: true, delayAbortEval: FIRST_LOOK });
  return Object.fromEntries(
    Object.entries(all).map(([metric, limits]) => [
      metric,
      limits.map((limit) => (/^(max|count)>0$/.test(limit) ? limit : ending(limit))),
    ]),
  );
}
