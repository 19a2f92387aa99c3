import { boundOf, budgetOf, type Slo } from './slo.js';

/** One panel: a question, and the queries that answer it. */
export interface Panel {
  title: string;
  /** The question, and what to do when the answer is bad. */
  question: string;
  kind: 'number' | 'lines';
  /** A unit of Grafana's. */
  unit: string;
  queries: { expr: string; legend: string; exemplars?: true }[];
  /** The colour below the first limit; green unless said. */
  base?: string;
  /** Where the colour changes; drawn as lines. */
  limits?: { colour: string; from: number }[];
  /** Words for numbers. */
  words?: Record<string, string>;
  /** Columns of 24. */
  width: number;
}

/** Whatever else ends in `_total` counts business, so a new service's counters appear here by themselves. */
export const PLATFORM_COUNTERS = '(http|messaging|hospital|peer|process|nodejs)_.+';

const CHOSEN = 'service=~"$service"';
const p95 = (metric: string, by: string) =>
  `histogram_quantile(0.95, sum by (le, ${by}) (rate(${metric}_bucket{${CHOSEN}}[$__rate_interval])))`;
const perSecond = (metric: string, by: string) =>
  `sum by (${by}) (rate(${metric}{${CHOSEN}}[$__rate_interval]))`;
const red = (from: number) => [{ colour: 'red', from }];

/** The one dashboard that answers: is anybody hurt, where, and since when? */
export function overview(slos: Slo[]): Panel[] {
  const slo = (name: string): Slo => {
    const found = slos.find((one) => one.name === name);
    if (!found) throw new Error(`the dashboard draws a line for ${name}, which slo.yaml does not promise`);
    return found;
  };
  const levelOf = (name: string) => {
    const { indicator } = slo(name);
    return indicator.kind === 'level' ? indicator.atMost : 0;
  };
  return [
    {
      title: 'Services',
      question: 'Does every service answer? One that is down has the alert TargetDown.',
      kind: 'number',
      unit: 'none',
      queries: [{ expr: `up{job="troupe",${CHOSEN}}`, legend: '{{service}}' }],
      base: 'red',
      limits: [{ colour: 'green', from: 1 }],
      words: { 0: 'down', 1: 'up' },
      width: 9,
    },
    {
      title: 'Error budget left',
      question:
        'How much of the 30 days of error budget is left for each promise of slo.yaml? Below zero it is broken.',
      kind: 'number',
      unit: 'percentunit',
      queries: [
        {
          expr: `1 - slo:sli_error:ratio_rate30d{${CHOSEN}} / on (slo) group_left () slo:error_budget:ratio`,
          legend: '{{slo}} {{service}}',
        },
      ],
      base: 'red',
      limits: [
        { colour: 'orange', from: 0 },
        { colour: 'green', from: 0.25 },
      ],
      width: 10,
    },
    {
      title: 'In the hospital',
      question: 'How many messages wait for a person to act on them? Zero is well.',
      kind: 'number',
      unit: 'none',
      queries: [{ expr: `sum by (service) (hospital_patients{${CHOSEN}})`, legend: '{{service}}' }],
      limits: red(levelOf('hospital-freshness') + 1),
      width: 5,
    },
    {
      title: 'Business',
      question:
        'What do customers get done, by the counters of every service? A line that ends is an outage.',
      kind: 'lines',
      unit: 'cpm',
      queries: [
        {
          expr: `60 * sum by (service, counter) (rate(label_replace({__name__=~".+_total",__name__!~"${PLATFORM_COUNTERS}",${CHOSEN}}, "counter", "$1", "__name__", "(.+)_total")[$__rate_interval:5s]))`,
          legend: '{{service}} {{counter}}',
        },
      ],
      width: 12,
    },
    {
      title: 'Burn rate',
      question:
        'How many times too fast did each promise spend its budget in the last hour? 14.4 wakes somebody.',
      kind: 'lines',
      unit: 'none',
      queries: [
        {
          expr: `slo:sli_error:ratio_rate1h{${CHOSEN}} / on (slo) group_left () slo:error_budget:ratio`,
          legend: '{{slo}} {{service}}',
        },
      ],
      limits: [
        { colour: 'orange', from: 1 },
        { colour: 'red', from: 14.4 },
      ],
      width: 12,
    },
    {
      title: 'Requests',
      question: 'What is asked of which service?',
      kind: 'lines',
      unit: 'reqps',
      queries: [
        {
          expr: perSecond('http_server_requests_total', 'service, method, route'),
          legend: '{{service}} {{method}} {{route}}',
        },
      ],
      width: 8,
    },
    {
      title: 'Failing requests',
      question: 'Which share of its requests does a service answer by an error of ours (5xx)?',
      kind: 'lines',
      unit: 'percentunit',
      queries: [
        {
          expr: `sum by (service) (rate(http_server_requests_total{status="5xx",${CHOSEN}}[$__rate_interval])) / (${perSecond('http_server_requests_total', 'service')} > 0)`,
          legend: '{{service}}',
        },
      ],
      limits: red(budgetOf(slo('signup-availability'))),
      width: 8,
    },
    {
      title: 'Slow requests',
      question:
        'Within which time are 95 % of the requests of a route answered? The line is the promise for sign-ups; a dot opens its trace.',
      kind: 'lines',
      unit: 's',
      queries: [
        {
          expr: p95('http_server_request_duration_seconds', 'service, method, route'),
          legend: '{{service}} {{method}} {{route}}',
          exemplars: true,
        },
      ],
      limits: red(boundOf(slo('signup-latency')) ?? 0),
      width: 8,
    },
    {
      title: 'Events said',
      question: 'Which events has the broker taken from which service?',
      kind: 'lines',
      unit: 'cps',
      queries: [
        { expr: perSecond('messaging_published_total', 'service, event'), legend: '{{service}} {{event}}' },
      ],
      width: 8,
    },
    {
      title: 'Events heard',
      question: 'What became of the attempts to handle events: done, duplicate, erased, retry or hospital?',
      kind: 'lines',
      unit: 'cps',
      queries: [
        {
          expr: perSecond('messaging_processed_total', 'service, outcome'),
          legend: '{{service}} {{outcome}}',
        },
      ],
      width: 8,
    },
    {
      title: 'Late reactions',
      question:
        'How long after an event was said had 95 % of its hearers dealt with it? The line is the promise.',
      kind: 'lines',
      unit: 's',
      queries: [
        {
          expr: p95('messaging_end_to_end_seconds', 'service, event'),
          legend: '{{service}} {{event}}',
          exemplars: true,
        },
      ],
      limits: red(boundOf(slo('reaction-latency')) ?? 0),
      width: 8,
    },
    {
      title: 'Unsent events',
      question: 'How long has the oldest event waited for the broker? The line is the promise.',
      kind: 'lines',
      unit: 's',
      queries: [{ expr: `max by (service) (outbox_oldest_age_seconds{${CHOSEN}})`, legend: '{{service}}' }],
      limits: red(levelOf('outbox-freshness')),
      width: 8,
    },
    {
      title: 'Waiting for another attempt',
      question: 'How many messages and outside effects failed and will be tried again?',
      kind: 'lines',
      unit: 'none',
      queries: [
        { expr: `sum by (service, kind) (retry_waiting{${CHOSEN}})`, legend: '{{service}} {{kind}}' },
      ],
      width: 8,
    },
    {
      title: 'Neighbours',
      question:
        'Whom has a service stopped calling because they fail? 0 calls, 1 tries carefully, 2 does not call.',
      kind: 'lines',
      unit: 'none',
      queries: [
        { expr: `max by (service, peer) (circuit_state{${CHOSEN}})`, legend: '{{service}} to {{peer}}' },
      ],
      limits: red(2),
      words: { 0: 'closed', 1: 'half open', 2: 'open' },
      width: 8,
    },
  ];
}
