import { ofRelease, p95, type PanelTemplate, perSecond, redFrom, SELECTED } from '../panel.js';

const REQUESTS = 'http_server_requests_total';
const FAILED = `sum by (service) (rate(${REQUESTS}{status="5xx",${SELECTED}}[$__rate_interval]))`;

const byRelease = (counter: string): string =>
  `sum by (service, release) (${ofRelease(`rate(${counter}[$__rate_interval])`)})`;

export const FAILING_REQUESTS: PanelTemplate = {
  title: 'Failing requests',
  question: 'Which share of its requests does a service answer with an error of its own (5xx)?',
  kind: 'lines',
  unit: 'percentunit',
  queries: [{ expr: `${FAILED} / (${perSecond(REQUESTS, 'service')} > 0)`, legend: '{{service}}' }],
  objective: 'signup-availability',
  width: 8,
};

const SLOW_REQUESTS: PanelTemplate = {
  title: 'Slow requests',
  question:
    'Within how many seconds are 95 % of the requests to a route answered? The line is the objective for sign-ups; a dot opens its trace.',
  kind: 'lines',
  unit: 's',
  queries: [
    {
      expr: p95('http_server_request_duration_seconds', 'service, method, route'),
      legend: '{{service}} {{method}} {{route}}',
      exemplars: true,
    },
  ],
  objective: 'signup-latency',
  width: 8,
};

/** Rate, errors and duration of what a service is asked, of what it asks, and of what it hears. */
export const SERVICE_PANELS: PanelTemplate[] = [
  {
    title: 'Requests',
    question: 'How many requests does each route of each service receive?',
    kind: 'lines',
    unit: 'reqps',
    queries: [
      { expr: perSecond(REQUESTS, 'service, method, route'), legend: '{{service}} {{method}} {{route}}' },
    ],
    width: 8,
  },
  FAILING_REQUESTS,
  SLOW_REQUESTS,
  {
    title: 'Calls',
    question: 'How many calls does a service make to each neighbour and third party?',
    kind: 'lines',
    unit: 'reqps',
    queries: [
      {
        expr: perSecond('http_client_request_duration_seconds_count', 'service, peer'),
        legend: '{{service}} to {{peer}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Failing calls',
    question: 'Which calls fail, and why?',
    kind: 'lines',
    unit: 'reqps',
    queries: [
      {
        expr: perSecond('peer_failures_total', 'service, peer, error_type'),
        legend: '{{service}} to {{peer}}: {{error_type}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Slow calls',
    question: 'Within how many seconds are 95 % of the calls to a neighbour or third party answered?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: p95('http_client_request_duration_seconds', 'service, peer'),
        legend: '{{service}} to {{peer}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Events processed',
    question: 'What became of the attempts to handle events: done, duplicate, erased, retry or hospital?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      { expr: perSecond('messaging_processed_total', 'service, outcome'), legend: '{{service}} {{outcome}}' },
    ],
    width: 8,
  },
  {
    title: 'Slow handlers',
    question: 'Within how many seconds does an attempt to handle an event end, in 95 %?',
    kind: 'lines',
    unit: 's',
    queries: [
      { expr: p95('messaging_process_duration_seconds', 'service, event'), legend: '{{service}} {{event}}' },
    ],
    width: 8,
  },
  {
    title: 'Circuit breakers',
    question:
      'Which services and third parties are no longer called because they fail? 0: calls pass, 1: one call is tried, 2: no calls.',
    kind: 'lines',
    unit: 'none',
    queries: [
      { expr: `max by (service, peer) (circuit_state{${SELECTED}})`, legend: '{{service}} to {{peer}}' },
    ],
    limits: redFrom(2),
    valueTexts: { 0: 'closed', 1: 'half open', 2: 'open' },
    width: 8,
  },
  {
    title: 'Releases',
    question: 'Which releases of a service run, and how many processes of each?',
    kind: 'lines',
    unit: 'none',
    queries: [
      {
        expr: `count by (service, release, version) (troupe_build_info{${SELECTED}})`,
        legend: '{{service}} {{release}} ({{version}})',
      },
    ],
    width: 8,
  },
  {
    title: 'Failing requests of a release',
    question: 'Does a release fail more of its requests (5xx) than the one that runs beside it?',
    kind: 'lines',
    unit: 'percentunit',
    queries: [
      {
        expr: `${byRelease(`${REQUESTS}{status="5xx",${SELECTED}}`)} / (${byRelease(`${REQUESTS}{${SELECTED}}`)} > 0)`,
        legend: '{{service}} {{release}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Slow requests of a release',
    question: 'Within how many seconds does a release answer 95 % of its requests?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (le, service, release) (${ofRelease(`rate(http_server_request_duration_seconds_bucket{${SELECTED}}[$__rate_interval])`)}))`,
        legend: '{{service}} {{release}}',
      },
    ],
    width: 8,
  },
];
