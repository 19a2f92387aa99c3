import { p95, type PanelTemplate, perSecond, SELECTED } from '../panel.js';

/** Which events travel, and how soon are they handled? */
export const EVENT_PANELS: PanelTemplate[] = [
  {
    title: 'Events published',
    question: 'Which events of which service has the broker confirmed?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      { expr: perSecond('messaging_published_total', 'service, event'), legend: '{{service}} {{event}}' },
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
    title: 'Late reactions',
    question:
      'Within how many seconds after publication has each service handled 95 % of its events? The line is the objective.',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: p95('messaging_end_to_end_seconds', 'service, event'),
        legend: '{{service}} {{event}}',
        exemplars: true,
      },
    ],
    objective: 'reaction-latency',
    width: 8,
  },
];

/** Which events and effects wait? */
export const BACKLOG_PANELS: PanelTemplate[] = [
  {
    title: 'Unsent events',
    question: 'How long has the oldest event waited for the broker? The line is the objective.',
    kind: 'lines',
    unit: 's',
    queries: [{ expr: `max by (service) (outbox_oldest_age_seconds{${SELECTED}})`, legend: '{{service}}' }],
    objective: 'outbox-freshness',
    width: 8,
  },
  {
    title: 'Waiting for another attempt',
    question: 'How many messages and outside effects failed, and wait for another attempt?',
    kind: 'lines',
    unit: 'none',
    queries: [
      { expr: `sum by (service, kind) (retry_waiting{${SELECTED}})`, legend: '{{service}} {{kind}}' },
    ],
    width: 8,
  },
];
