import { p95, type PanelTemplate, perSecond, SELECTED } from '../panel.js';

/** The monitor measures queues in the place of their consumers. */
const OF_QUEUE = 'queue=~"$service"';

export const IN_THE_HOSPITAL: PanelTemplate = {
  title: 'In the hospital',
  question: 'How many messages wait for a person to act on them? It should be zero.',
  kind: 'number',
  unit: 'none',
  queries: [{ expr: `sum by (service) (hospital_patients{${SELECTED}})`, legend: '{{service}}' }],
  objective: 'hospital-freshness',
  width: 6,
};

export const OLDEST_IN_QUEUE: PanelTemplate = {
  title: 'Oldest in a queue',
  question:
    'How long has the oldest message waited at the broker for each service? After 60 s, QueueOld pages.',
  kind: 'lines',
  unit: 's',
  queries: [{ expr: `max by (queue) (queue_oldest_age_seconds{${OF_QUEUE}})`, legend: '{{queue}}' }],
  limits: [{ colour: 'red', from: 60 }],
  width: 8,
};

export const UNSENT_EVENTS: PanelTemplate = {
  title: 'Unsent events',
  question: 'How long has the oldest event waited for the broker? The line is the objective.',
  kind: 'lines',
  unit: 's',
  queries: [{ expr: `max by (service) (outbox_oldest_age_seconds{${SELECTED}})`, legend: '{{service}}' }],
  objective: 'outbox-freshness',
  width: 8,
};

/** Which messages wait? */
export const QUEUE_PANELS: PanelTemplate[] = [
  {
    title: 'Depth of queues',
    question: 'How many messages wait at the broker for each service, and how many has a replica taken?',
    kind: 'lines',
    unit: 'none',
    queries: [{ expr: `max by (queue, state) (queue_depth{${OF_QUEUE}})`, legend: '{{queue}} {{state}}' }],
    width: 8,
  },
  OLDEST_IN_QUEUE,
  UNSENT_EVENTS,
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
  {
    title: 'Oldest other attempt',
    question: 'For how long has the oldest of them failed?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: `max by (service, kind) (retry_oldest_age_seconds{${SELECTED}})`,
        legend: '{{service}} {{kind}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Oldest in work',
    question: 'For how long has a service worked on its oldest message or effect?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: `max by (service, kind) (messaging_in_work_oldest_age_seconds{${SELECTED}})`,
        legend: '{{service}} {{kind}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Handlers that ran out of time',
    question: 'Which handlers exceed their limit, so that their attempt is ended?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      {
        expr: perSecond('messaging_handler_timeouts_total', 'service, event'),
        legend: '{{service}} {{event}}',
      },
    ],
    width: 8,
  },
  {
    title: 'Late reactions',
    question: 'Within how many seconds after publication has each service handled 95 % of its events?',
    kind: 'lines',
    unit: 's',
    queries: [
      {
        expr: p95('messaging_end_to_end_seconds', 'service, event'),
        legend: '{{service}} {{event}}',
        exemplars: true,
      },
    ],
    width: 8,
  },
];

/** Which messages were given up? */
export const HOSPITAL_PANELS: PanelTemplate[] = [
  { ...IN_THE_HOSPITAL, width: 12 },
  {
    title: 'Given up',
    question: 'How many messages are given up, and for which reason?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      { expr: perSecond('hospital_admitted_total', 'service, reason'), legend: '{{service}} {{reason}}' },
    ],
    width: 12,
  },
];
