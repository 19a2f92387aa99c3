import { boundOf, budgetOf, type Slo } from './slo.js';

/** The k6 thresholds: one for each objective with a `k6` annotation, on the metric that the annotation names. */
export function thresholdsOf(slos: Slo[]): Record<string, string[]> {
  return Object.fromEntries(slos.flatMap((slo) => (slo.k6 ? [[slo.k6, [limitOf(slo)]]] : [])));
}

/** A latency in milliseconds, the unit of k6, or a share of failures. */
function limitOf(slo: Slo): string {
  const bound = boundOf(slo);
  return bound === undefined ? `rate<${budgetOf(slo)}` : `p(${slo.target * 100})<${bound * 1000}`;
}
