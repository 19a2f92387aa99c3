import { boundOf, budgetOf, type Slo } from './slo.js';

/** One panel of a dashboard: a question, and the queries that answer it. */
export interface Panel {
  title: string;
  /** The question, and what to do when the answer is bad. */
  question: string;
  kind: 'number' | 'lines' | 'bars';
  /** A unit of Grafana's. */
  unit: string;
  queries: { expr: string; legend: string; exemplars?: true }[];
  /** The colour below the first limit; green by default. */
  baseColour?: string;
  /** The values from which the colour changes; a panel of lines draws them. */
  limits?: { colour: string; from: number }[];
  /** The text that a panel shows in place of a number. */
  valueTexts?: Record<string, string>;
  /** Columns of 24. */
  width: number;
}

/** A panel before the objectives are known. */
export interface PanelTemplate extends Panel {
  /** The objective of slo.yaml that the panel marks in red, by name. */
  objective?: string;
}

/** Grafana replaces `$service` by the services that the reader has selected. */
export const SELECTED = 'service=~"$service"';

/** The 95th percentile of a histogram, for each combination of the labels in `by`. */
export const p95 = (histogram: string, by: string): string =>
  `histogram_quantile(0.95, sum by (le, ${by}) (rate(${histogram}_bucket{${SELECTED}}[$__rate_interval])))`;

/** How fast a counter grows per second, for each combination of the labels in `by`. */
export const perSecond = (counter: string, by: string): string =>
  `sum by (${by}) (rate(${counter}{${SELECTED}}[$__rate_interval]))`;

/** Series with the release that they come from, as the label `release`: of each, its process tells what it is. */
export const ofRelease = (series: string): string =>
  `(${series} * on (instance, service) group_left (release) troupe_build_info{${SELECTED}})`;

/** A limit that marks everything from a value on in red. */
export const redFrom = (from: number): Panel['limits'] => [{ colour: 'red', from }];

/** @throws Error when slo.yaml has no such objective */
export function withObjective({ objective, ...panel }: PanelTemplate, slos: Slo[]): Panel {
  if (objective === undefined) return panel;
  const slo = slos.find(({ name }) => name === objective);
  if (!slo)
    throw new Error(
      `The panel "${panel.title}" marks the objective ${objective}, which slo.yaml does not have: correct its name.`,
    );
  // A line is drawn at the objective; a count meets it up to that value, and turns red at the next.
  const excess = panel.kind === 'number' ? 1 : 0;
  return { ...panel, limits: redFrom(limitOf(slo) + excess) };
}

/** The highest value that meets an objective: a level, a latency in seconds, or the share that may be bad. */
function limitOf(slo: Slo): number {
  return slo.indicator.kind === 'level' ? slo.indicator.atMost : (boundOf(slo) ?? budgetOf(slo));
}
