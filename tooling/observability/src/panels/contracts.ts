import { type PanelTemplate, perSecond, SELECTED } from '../panel.js';

/** Which versions of which contract are in use, and by whom? */
export const CONTRACT_PANELS: PanelTemplate[] = [
  {
    title: 'Versions of APIs, by consumer',
    question:
      'Who still calls which version of an API? A version without a line for longer than its notice can go.',
    kind: 'lines',
    unit: 'reqps',
    queries: [
      {
        expr: perSecond('http_versioned_requests_total', 'service, version, consumer'),
        legend: '{{service}} {{version}} by {{consumer}}',
      },
    ],
    width: 12,
  },
  {
    title: 'Versions of events, by publisher',
    question: 'Which versions of events are still published?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      {
        expr: perSecond('messaging_client_sent_messages_total', 'service, event'),
        legend: '{{service}} {{event}}',
      },
    ],
    width: 12,
  },
  {
    title: 'Versions of events, by consumer',
    question: 'Which service still handles which version of an event?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      { expr: perSecond('messaging_processed_total', 'service, event'), legend: '{{service}} {{event}}' },
    ],
    width: 12,
  },
  {
    title: 'Events that nobody consumes',
    question: 'Which events does no contract need any more?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      { expr: perSecond('messaging_unheard_total', 'service, event'), legend: '{{service}} {{event}}' },
    ],
    width: 12,
  },
  {
    title: 'Broken contracts',
    question: 'Which neighbour answers what its contract does not say? It should be zero.',
    kind: 'lines',
    unit: 'reqps',
    queries: [
      {
        expr: `sum by (service, peer) (rate(peer_failures_total{error_type="contract",${SELECTED}}[$__rate_interval]))`,
        legend: '{{service}} to {{peer}}',
      },
    ],
    width: 12,
  },
  {
    title: 'Messages that break a contract',
    question: 'Which service receives messages that it cannot read, or that another service must not send?',
    kind: 'lines',
    unit: 'cps',
    queries: [
      {
        expr: `sum by (service, reason) (rate(hospital_admitted_total{reason=~"malformed|forged|no-handler",${SELECTED}}[$__rate_interval]))`,
        legend: '{{service}} {{reason}}',
      },
    ],
    width: 12,
  },
];
