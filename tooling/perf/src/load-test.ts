import { type K6, runK6 } from './k6.js';
import { type LoadResult, resultOf } from './result.js';
import { Samples } from './samples.js';

/** One run of a scenario under a workload. */
export interface LoadTest {
  scenario: string;
  workload: string;
  /** The gateway of a platform. */
  target: string;
  /** The commit that the target says it runs. */
  revision: string;
  /** Thresholds of k6, by metric. */
  thresholds: Record<string, string[]>;
  writesToPrometheus?: boolean;
  /** Values that replace those of scenario and workload: `PER_MINUTE`, `VUS`, `SECONDS`. */
  replaced?: Record<string, string>;
}

/** Runs k6, and reads what it measures. */
export async function runLoadTest(k6: K6, test: LoadTest): Promise<LoadResult> {
  const { thresholds, writesToPrometheus = false, replaced, ...run } = test;
  const name = `${run.scenario}-${Date.now().toString(36)}`;
  const samples = new Samples();
  const code = await runK6(k6, {
    variables: {
      RUN: name,
      SCENARIO: run.scenario,
      WORKLOAD: run.workload,
      TARGET: run.target,
      THRESHOLDS: JSON.stringify(thresholds),
      ...replaced,
    },
    writesToPrometheus,
    onLine: (line) => samples.take(line),
  });
  return resultOf({ name, ...run }, code, samples);
}
