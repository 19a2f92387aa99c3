import { type PanelTemplate, SELECTED } from '../panel.js';

const quantile = (share: number, histogram: string, by: string, labels: string): string =>
  `histogram_quantile(${share}, sum by (le, ${by}) (rate(${histogram}_bucket{${labels}}[$__rate_interval])))`;

const seconds = (
  title: string,
  question: string,
  histogram: string,
  labels: string,
  by = 'service',
): PanelTemplate => ({
  title,
  question,
  kind: 'lines',
  unit: 's',
  queries: [0.5, 0.95].map((share) => ({
    expr: quantile(share, histogram, by, labels),
    legend: `{{${by}}} ${share * 100} %`,
  })),
  width: 12,
});

/** Has the platform become slower? Over 30 days, a point is the mean of hours, so that nights can be compared. */
export const NIGHT_PANELS: PanelTemplate[] = [
  seconds(
    'Requests',
    'How long do half and 95 % of the requests take?',
    'http_server_request_duration_seconds',
    SELECTED,
  ),
  seconds(
    'Events',
    'How long after publication are half and 95 % of the events handled?',
    'messaging_end_to_end_seconds',
    SELECTED,
  ),
  seconds(
    'Steps',
    'How long do half and 95 % of the steps of business processes take?',
    'flow_step_duration_seconds',
    'step_service=~"$service"',
    'step_service',
  ),
  {
    title: 'Processor for each request',
    question: 'How many seconds of a core does a request take, events included? It should not grow.',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: `sum (rate(process_cpu_time_seconds_total{${SELECTED}}[$__rate_interval])) / (sum (rate(http_server_requests_total{${SELECTED}}[$__rate_interval])) > 0)`,
        legend: 'what is selected',
      },
    ],
    width: 12,
  },
  {
    title: 'Memory',
    question: 'Does a process hold more memory from one day to the next?',
    kind: 'lines',
    unit: 'bytes',
    queries: [{ expr: `max by (service) (process_memory_usage_bytes{${SELECTED}})`, legend: '{{service}}' }],
    width: 12,
  },
];
