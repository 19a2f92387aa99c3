import { type PanelTemplate, SELECTED } from '../panel.js';

/**
 * The counters of the platform, as a regular expression. Every other metric that ends in `_total` counts business
 * events, so the counters of a new service appear by themselves.
 */
export const PLATFORM_COUNTERS = '(http|log|messaging|hospital|metrics|peer|process|nodejs|spans)_.+';

const BUSINESS_COUNTERS = `{__name__=~".+_total",__name__!~"${PLATFORM_COUNTERS}",${SELECTED}}`;

const burnRate = (window: string) =>
  `slo:sli_error:ratio_rate${window}{${SELECTED}} / on (slo) group_left () slo:error_budget:ratio`;

/** Is everything up, within its budget, and in use? */
export const HEALTH_PANELS: PanelTemplate[] = [
  {
    title: 'Services',
    question: 'Does every service answer? One that is down has the alert TargetDown.',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `up{job="troupe",${SELECTED}}`, legend: '{{service}}' }],
    baseColour: 'red',
    limits: [{ colour: 'green', from: 1 }],
    valueTexts: { 0: 'down', 1: 'up' },
    width: 9,
  },
  {
    title: 'Error budget left',
    question:
      'How much of the error budget of 30 days is left for each objective in slo.yaml? Below zero, the objective is missed.',
    kind: 'number',
    unit: 'percentunit',
    queries: [{ expr: `1 - ${burnRate('30d')}`, legend: '{{slo}} {{service}}' }],
    baseColour: 'red',
    limits: [
      { colour: 'orange', from: 0 },
      { colour: 'green', from: 0.25 },
    ],
    width: 10,
  },
  {
    title: 'In the hospital',
    question: 'How many messages wait for a person to act on them? It should be zero.',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `sum by (service) (hospital_patients{${SELECTED}})`, legend: '{{service}}' }],
    objective: 'hospital-freshness',
    width: 5,
  },
  {
    title: 'Business',
    question:
      'What do customers achieve, by the business counters of every service? A line that ends is an outage.',
    kind: 'lines',
    unit: 'cpm',
    queries: [
      {
        expr: `60 * sum by (service, counter) (rate(label_replace(${BUSINESS_COUNTERS}, "counter", "$1", "__name__", "(.+)_total")[$__rate_interval:5s]))`,
        legend: '{{service}} {{counter}}',
      },
    ],
    width: 12,
  },
  {
    title: 'Burn rate',
    question:
      'How many times too fast did each objective spend its error budget in the last hour? At 14.4, the alert pages.',
    kind: 'lines',
    unit: 'none',
    queries: [{ expr: burnRate('1h'), legend: '{{slo}} {{service}}' }],
    limits: [
      { colour: 'orange', from: 1 },
      { colour: 'red', from: 14.4 },
    ],
    width: 12,
  },
];
