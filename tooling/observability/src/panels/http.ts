import { p95, type PanelTemplate, perSecond, redFrom, SELECTED } from '../panel.js';

const REQUESTS = 'http_server_requests_total';
const FAILED = `sum by (service) (rate(${REQUESTS}{status="5xx",${SELECTED}}[$__rate_interval]))`;

/** Which requests arrive, fail or are slow? */
export const REQUEST_PANELS: PanelTemplate[] = [
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
  {
    title: 'Failing requests',
    question: 'Which share of its requests does a service answer with an error of its own (5xx)?',
    kind: 'lines',
    unit: 'percentunit',
    queries: [{ expr: `${FAILED} / (${perSecond(REQUESTS, 'service')} > 0)`, legend: '{{service}}' }],
    objective: 'signup-availability',
    width: 8,
  },
  {
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
  },
];

/** Which calls are no longer made? */
export const PEER_PANELS: PanelTemplate[] = [
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
];
