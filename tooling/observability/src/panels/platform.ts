import { type PanelTemplate, redFrom, SELECTED } from '../panel.js';
import { BUDGET_LEFT } from './budgets.js';
import { FAILING_REQUESTS } from './service.js';
import { OLDEST_IN_QUEUE, UNSENT_EVENTS, IN_THE_HOSPITAL } from './messaging.js';

/**
 * The counters of the platform, as a regular expression. Every other metric that ends in `_total` counts business
 * events, so the counters of a new service appear by themselves.
 */
export const PLATFORM_COUNTERS = '(http|log|messaging|hospital|metrics|peer|process|spans)_.+';

const BUSINESS_COUNTERS = `{__name__=~".+_total",__name__!~"${PLATFORM_COUNTERS}",${SELECTED}}`;

/** Is the platform well? */
export const PLATFORM_PANELS: PanelTemplate[] = [
  {
    title: 'Services',
    question: 'Does every service answer? One that is down has the alert TargetDown.',
    kind: 'number',
    unit: 'none',
    queries: [{ expr: `up{job="troupe",${SELECTED}}`, legend: '{{service}}' }],
    baseColour: 'red',
    limits: [{ colour: 'green', from: 1 }],
    valueTexts: { 0: 'down', 1: 'up' },
    width: 12,
  },
  {
    title: 'Missing steps',
    question:
      'In how many business processes has a service not done its step in time? The monitor lists them.',
    kind: 'number',
    unit: 'none',
    queries: [
      {
        expr: 'sum by (step_service) (flow_steps_missing{step_service=~"$service"})',
        legend: '{{step_service}}',
      },
    ],
    limits: redFrom(1),
    width: 6,
  },
  { ...IN_THE_HOSPITAL, width: 6 },
  { ...BUDGET_LEFT, width: 24 },
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
  { ...FAILING_REQUESTS, width: 12 },
  { ...OLDEST_IN_QUEUE, width: 12 },
  { ...UNSENT_EVENTS, width: 12 },
];
