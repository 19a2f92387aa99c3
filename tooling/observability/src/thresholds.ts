import { boundOf, budgetOf, type Slo } from './slo.js';

/** k6 thresholds: each promise that a load test can keep, on the metric that its `k6` annotation names. */
export function thresholdsOf(slos: Slo[]): Record<string, string[]> {
  return Object.fromEntries(slos.flatMap((slo) => (slo.k6 ? [[slo.k6, [limitOf(slo)]]] : [])));
}

/** A latency in milliseconds, as k6 counts, or a share of failures. */
function limitOf(slo: Slo): string {
  const bound = boundOf(slo);
  return bound === undefined ? `rate<${budgetOf(slo)}` : `p(${slo.target * 100})<${bound * 1000}`;
}
