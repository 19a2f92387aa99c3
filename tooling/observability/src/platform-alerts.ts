import { annotationsOf, type Reason } from './annotations.js';
import type { Alert } from './rule-file.js';

/** An alert that belongs to no objective, with a series to test it by. */
export interface PlatformAlert {
  alert: Alert;
  /** A series that the alert queries, and the labels that the alert has. */
  series: Record<string, string>;
  labels: Record<string, string>;
  /** Values at which the alert fires, and at which it does not. */
  fires: number;
  quiet: number;
}

interface Rule extends Pick<Alert, 'expr' | 'for'> {
  severity: Alert['labels']['severity'];
  summary: string;
  count: string;
  event: string;
  reason: Reason;
  /** The part of the monitor's page that shows it. */
  page: string;
}

function platformAlert(
  alert: string,
  { severity, summary, count, event, reason, page, ...rule }: Rule,
  test: Omit<PlatformAlert, 'alert'>,
): PlatformAlert {
  const annotations = annotationsOf(alert, { summary, count, event, reason, page });
  return { alert: { alert, ...rule, labels: { severity }, annotations }, ...test };
}

const TARGET_DOWN = platformAlert(
  'TargetDown',
  {
    expr: 'up{job="troupe"} == 0',
    for: '1m',
    severity: 'page',
    summary: '{{ $labels.service }} at {{ $labels.instance }} does not answer',
    count: '1 instance',
    page: '/#/services',
    event: 'GET /metrics',
    reason: { text: 'the process has ended, or cannot be reached from Prometheus' },
  },
  {
    series: { __name__: 'up', job: 'troupe', service: 'some-service', instance: 'host:1' },
    labels: { job: 'troupe', service: 'some-service', instance: 'host:1' },
    fires: 0,
    quiet: 1,
  },
);

const STEP = { flow: 'sign-up', step: 'open-account', step_service: 'loyalty', owner: 'engagement' };

const FLOW_STEP_MISSING = platformAlert(
  'FlowStepMissing',
  {
    expr: 'label_replace(max by (flow, step, step_service, owner) (flow_steps_missing), "service", "$1", "step_service", "(.+)") > 0',
    severity: 'page',
    summary:
      '{{ $labels.step_service }} has not done {{ $labels.step }} of {{ $labels.flow }} in time, in {{ $value }} processes; {{ $labels.owner }} owns it',
    count: '{{ $value }} processes',
    page: '/#/processes?state=stuck&flow={{ $labels.flow }}',
    event: '{{ $labels.step }} of {{ $labels.flow }}',
    reason: {
      text: 'attempts that failed in the last hour',
      query:
        'sum by (event, outcome) (increase(messaging_processed_total{service="$service",outcome=~"retry|hospital"}[1h])) > 0',
    },
  },
  {
    series: { __name__: 'flow_steps_missing', service: 'monitor', ...STEP },
    labels: { ...STEP, service: 'loyalty' },
    fires: 3,
    quiet: 0,
  },
);

const DISPATCH = { flow: 'order', step: 'dispatch', step_service: 'warehouse', owner: 'logistics' };

const MONEY_WITHOUT_GOODS = platformAlert(
  'MoneyWithoutGoods',
  {
    expr: 'label_replace(max by (flow, step, step_service, owner) (flow_steps_missing{flow="order",step=~"dispatch|refund"}), "service", "$1", "step_service", "(.+)") > 0',
    severity: 'ticket',
    summary: '{{ $value }} orders were paid more than a minute ago, and neither dispatched nor refunded',
    count: '{{ $value }} orders',
    page: '/#/processes?state=stuck&flow={{ $labels.flow }}',
    event: '{{ $labels.step }} of {{ $labels.flow }}',
    reason: {
      text: 'attempts of warehouse and finance that failed in the last hour',
      query:
        'sum by (service, event, outcome) (increase(messaging_processed_total{service=~"warehouse|finance",outcome=~"retry|hospital"}[1h])) > 0',
    },
  },
  {
    series: { __name__: 'flow_steps_missing', service: 'monitor', ...DISPATCH },
    labels: { ...DISPATCH, service: 'warehouse' },
    fires: 1,
    quiet: 0,
  },
);

const QUEUE_OLD = platformAlert(
  'QueueOld',
  {
    expr: 'label_replace(max by (queue) (queue_oldest_age_seconds), "service", "$1", "queue", "(.+)") > 60',
    for: '30s',
    severity: 'page',
    summary:
      '{{ $labels.queue }} has not handled an event that the broker took {{ $value | printf "%.0f" }} seconds ago',
    count: '{{ $value | printf "%.0f" }} seconds old',
    page: '/#/queues',
    event: 'the oldest message in the queue {{ $labels.queue }}',
    reason: { text: 'messages at the broker', query: 'sum by (state) (queue_depth{queue="$service"})' },
  },
  {
    series: { __name__: 'queue_oldest_age_seconds', service: 'monitor', queue: 'loyalty' },
    labels: { queue: 'loyalty', service: 'loyalty' },
    fires: 61,
    quiet: 60,
  },
);

const MONITOR_BEHIND = platformAlert(
  'MonitorBehind',
  {
    expr: 'max by (service) (monitor_lag_seconds) > 60',
    for: '30s',
    severity: 'ticket',
    summary:
      'the monitor judges processes {{ $value | printf "%.0f" }} seconds late, so missing steps are announced late',
    count: '{{ $value | printf "%.0f" }} seconds behind',
    page: '/#/queues',
    event: 'the deadlines of business processes',
    reason: { text: 'messages in its queue', query: 'sum by (state) (queue_depth{queue="$service"})' },
  },
  {
    series: { __name__: 'monitor_lag_seconds', service: 'monitor' },
    labels: { service: 'monitor' },
    fires: 61,
    quiet: 60,
  },
);

const TOTAL = { service: 'customers', total: 'verifications' };

const EVENTS_UNRECONCILED = platformAlert(
  'EventsUnreconciled',
  {
    expr: 'max by (service, total) (unreconciled_events) > 0',
    for: '1m',
    severity: 'ticket',
    summary:
      '{{ $labels.service }} took {{ $value }} events as done on which none of its rules acted ({{ $labels.total }})',
    count: '{{ $value }} events',
    page: '/#/services',
    event: 'the events that the total {{ $labels.total }} counts',
    reason: { text: 'a handler returned without acting' },
  },
  {
    series: { __name__: 'unreconciled_events', ...TOTAL },
    labels: TOTAL,
    fires: 1,
    quiet: 0,
  },
);

/**
 * What is wrong with the platform itself. The monitor measures what is unfinished, in every service's place: a consumer
 * that has stopped exports nothing.
 */
export const PLATFORM_ALERTS = [
  TARGET_DOWN,
  FLOW_STEP_MISSING,
  MONEY_WITHOUT_GOODS,
  QUEUE_OLD,
  EVENTS_UNRECONCILED,
  MONITOR_BEHIND,
];
