import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Reason } from './annotations.js';

const Query = z
  .object({
    metricSource: z.object({ type: z.literal('Prometheus'), spec: z.object({ query: z.string() }) }),
  })
  .transform(({ metricSource }) => metricSource.spec.query);

const Ratio = z.object({
  counter: z.literal(true),
  good: Query.optional(),
  bad: Query.optional(),
  total: Query,
});

const Document = z.object({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata: z.object({
    name: z.string(),
    displayName: z.string(),
    annotations: z.object({
      alert: z.string(),
      severity: z.enum(['page', 'ticket']).default('page'),
      serviceLabel: z.string().optional(),
      k6: z.string().optional(),
      by: z.string().optional(),
      event: z.string(),
      unit: z.string(),
      reason: z.string(),
      reasonQuery: z.string().optional(),
      page: z.string().default('/'),
    }),
  }),
  spec: z.object({
    description: z.string(),
    indicator: z.object({
      spec: z.object({
        ratioMetric: Ratio.optional(),
        thresholdMetric: Query.optional(),
      }),
    }),
    timeWindow: z.tuple([z.object({ duration: z.literal('30d'), isRolling: z.literal(true) })]),
    budgetingMethod: z.enum(['Occurrences', 'Timeslices']),
    objectives: z.tuple([
      z.object({
        target: z.number().gt(0).lt(1),
        op: z.literal('lte').optional(),
        value: z.number().optional(),
      }),
    ]),
  }),
});

/** What an objective measures: a share of occurrences, or the share of time in which a value stays at or below a level. */
export type Indicator =
  | { kind: 'share'; part: string; partIs: 'good' | 'bad'; total: string }
  | { kind: 'level'; value: string; atMost: number };

/** One objective of `slo.yaml`. */
export interface Slo {
  name: string;
  title: string;
  description: string;
  /** The name of the alert that fires when the objective is in danger. */
  alert: string;
  /** The severity of the alert of a level. The alert of a share is a page or a ticket by its burn rate. */
  severity: 'page' | 'ticket';
  /** The label of the indicator's series that names the service, when it is not `service`, which names the exporter. */
  serviceLabel?: string;
  /** The k6 metric that must meet the objective, if a load test can measure it. */
  k6?: string;
  /** A label that tells the alerts of one service apart. */
  by?: string;
  /** What its alerts are about: a request, an event, a step. It may name labels. */
  event: string;
  /** What its alerts count, after the number: `sign-ups failed`. */
  unit: string;
  reason: Reason;
  /** The part of the monitor's page that shows it. */
  page?: string;
  /** The share that must be good: 0.995 stands for 99.5 %. */
  target: number;
  indicator: Indicator;
}

/**
 * Parses the objectives of an OpenSLO v1 file.
 * @throws ZodError when an objective has a form that no rule can be generated from
 */
export function readSlos(yaml: string): Slo[] {
  const documents = parseAllDocuments(yaml).map((document) => document.toJS() as { kind: string });
  return documents.filter(({ kind }) => kind === 'SLO').map((document) => sloOf(Document.parse(document)));
}

function sloOf({ metadata, spec }: z.infer<typeof Document>): Slo {
  const [objective] = spec.objectives;
  const { reason, reasonQuery, ...annotations } = metadata.annotations;
  return {
    name: metadata.name,
    title: metadata.displayName,
    description: spec.description,
    ...annotations,
    reason: { text: reason, query: reasonQuery },
    target: objective.target,
    indicator: indicatorOf(metadata.name, spec.indicator.spec, objective.value),
  };
}

function indicatorOf(
  slo: string,
  { ratioMetric: ratio, thresholdMetric: value }: z.infer<typeof Document>['spec']['indicator']['spec'],
  atMost?: number,
): Indicator {
  if (value && atMost !== undefined) return { kind: 'level', value, atMost };
  const part = ratio?.good ?? ratio?.bad;
  if (!ratio || !part)
    throw new Error(
      `slo.yaml: the indicator of ${slo} has no metric: give it a ratioMetric with good or bad, or a thresholdMetric and a value.`,
    );
  return { kind: 'share', part, partIs: ratio.good ? 'good' : 'bad', total: ratio.total };
}

/** The share that may be bad, without the noise of floating point: 0.005 for a target of 0.995. */
export const budgetOf = ({ target }: Slo): number => Number((1 - target).toPrecision(6));

/** The bucket bound, in seconds, of a latency objective; undefined for other objectives. */
export function boundOf({ indicator }: Slo): number | undefined {
  const [, bound] = (indicator.kind === 'share' && /\ble=~?"([\d.]+)/.exec(indicator.part)) || [];
  return bound === undefined ? undefined : Number(bound);
}
