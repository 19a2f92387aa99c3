import { budgetOf, type Slo } from './slo.js';

/** A recording rule of Prometheus. */
export interface Recording {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

/** An alert rule of Prometheus. */
export interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: 'page' | 'ticket'; slo?: string };
  annotations: { summary: string; runbook_url: string };
}

/** A rule file of Prometheus. */
export interface RuleFile {
  groups: { name: string; interval?: string; rules: (Recording | Alert)[] }[];
}

/** One burn rate that is too fast: exceeded in the long window, and still exceeded in the short one. */
interface Burn {
  factor: number;
  long: string;
  short: string;
}

/**
 * How fast an error budget of 30 days must burn to page, or to open a ticket: the multiwindow, multi-burn-rate alerts of
 * the Site Reliability Workbook, chapter 5.
 */
const BURNS: Record<'page' | 'ticket', [Burn, Burn]> = {
  page: [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ],
  ticket: [
    { factor: 3, long: '1d', short: '2h' },
    { factor: 1, long: '3d', short: '6h' },
  ],
};

/** Every window of the burn-rate alerts. */
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** Relative to the root of the repository; put the URL of your repository in front. */
const RUNBOOKS = 'observability/runbooks/';

/** The runbook of an alert: `SignupsFail` has `signups-fail.md`. */
export const runbookOf = (alert: string): string =>
  `${alert.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;

const errorRatio = (window: string) => `slo:sli_error:ratio_rate${window}`;

/** The rule file. Recordings come first, because the alerts query them. */
export const rulesOf = (slos: Slo[]): RuleFile => ({
  groups: [
    { name: 'slo-recordings', rules: slos.flatMap(recordingsOf) },
    { name: 'slo-alerts', rules: slos.flatMap(alertsOf) },
    { name: 'platform-alerts', interval: '5s', rules: PLATFORM_ALERTS.map(({ alert }) => alert) },
  ],
});

function recordingsOf(slo: Slo): Recording[] {
  const labels = { slo: slo.name };
  const windows = slo.indicator.kind === 'share' ? WINDOWS : ['5m'];
  return [
    ...windows.map((window) => ({
      record: errorRatio(window),
      expr: badShare(slo, window),
      labels,
    })),
    { record: errorRatio('30d'), expr: `avg_over_time(${errorRatio('5m')}{slo="${slo.name}"}[30d])`, labels },
    { record: 'slo:error_budget:ratio', expr: `vector(${budgetOf(slo)})`, labels },
  ];
}

/** The share that is bad, for each service. Without traffic there is no share, and therefore no alert. */
function badShare(slo: Slo, window: string): string {
  const { indicator } = slo;
  if (indicator.kind === 'level')
    return `avg_over_time((${highest(slo, indicator.value)} > bool ${indicator.atMost})[${window}:15s])`;
  const rate = (selector: string) => `sum by (service) (${ofService(slo, `rate(${selector}[${window}])`)})`;
  const share = `${rate(indicator.part)} / (${rate(indicator.total)} > 0)`;
  return indicator.partIs === 'bad' ? share : `1 - ${share}`;
}

/** The highest value of each service. */
const highest = (slo: Slo, value: string): string => `max by (service) (${ofService(slo, value)})`;

/** The series of `expr` under the service that they are about, in place of the one that exports them. */
const ofService = ({ serviceLabel }: Slo, expr: string): string =>
  serviceLabel ? `label_replace(${expr}, "service", "$1", "${serviceLabel}", "(.+)")` : expr;

/** A level alerts at once: above it, the budget is spent minute by minute. A share alerts by burn rate. */
function alertsOf(slo: Slo): Alert[] {
  const { indicator } = slo;
  const annotations = {
    summary: `{{ $labels.service }} misses an objective: ${slo.description}`,
    runbook_url: RUNBOOKS + runbookOf(slo.alert),
  };
  if (indicator.kind === 'level') {
    return [
      {
        alert: slo.alert,
        expr: `${highest(slo, indicator.value)} > ${indicator.atMost}`,
        for: '1m',
        labels: { severity: slo.severity, slo: slo.name },
        annotations,
      },
    ];
  }
  return (['page', 'ticket'] as const).map((severity) => ({
    alert: slo.alert,
    expr: BURNS[severity].map((burn) => burnsTooFast(slo, burn)).join('\nor\n'),
    labels: { severity, slo: slo.name },
    annotations,
  }));
}

function burnsTooFast(slo: Slo, { factor, long, short }: Burn): string {
  const tooFast = (window: string) =>
    `${errorRatio(window)}{slo="${slo.name}"} > ${factor} * ${budgetOf(slo)}`;
  return `(${tooFast(short)} and ${tooFast(long)})`;
}

/** An alert that belongs to no objective, with a series to test it by. */
export interface PlatformAlert {
  alert: Alert;
  /** A series that the alert queries, and what it carries of its labels. */
  series: Record<string, string>;
  labels: string[];
  /** Values at which the alert fires, and at which it does not. */
  fires: number;
  quiet: number;
}

function platformAlert(
  alert: string,
  rule: Pick<Alert, 'expr' | 'for'> & { severity: Alert['labels']['severity']; summary: string },
  test: Omit<PlatformAlert, 'alert'>,
): PlatformAlert {
  const { severity, summary, ...rest } = rule;
  const annotations = { summary, runbook_url: RUNBOOKS + runbookOf(alert) };
  return { alert: { alert, ...rest, labels: { severity }, annotations }, ...test };
}

/**
 * What is wrong with the platform itself. The monitor measures what is unfinished, in every service's place: a consumer
 * that has stopped exports nothing.
 */
export const PLATFORM_ALERTS: PlatformAlert[] = [
  platformAlert(
    'TargetDown',
    {
      expr: 'up{job="troupe"} == 0',
      for: '1m',
      severity: 'page',
      summary: '{{ $labels.service }} at {{ $labels.instance }} does not answer',
    },
    {
      series: { __name__: 'up', job: 'troupe', service: 'some-service', instance: 'host:1' },
      labels: ['job', 'service', 'instance'],
      fires: 0,
      quiet: 1,
    },
  ),
  platformAlert(
    'FlowStepMissing',
    {
      expr: 'max by (flow, step, step_service, owner) (flow_steps_missing) > 0',
      severity: 'page',
      summary:
        '{{ $labels.step_service }} has not done {{ $labels.step }} of {{ $labels.flow }} in time, in {{ $value }} processes; {{ $labels.owner }} owns it',
    },
    {
      series: {
        __name__: 'flow_steps_missing',
        service: 'monitor',
        flow: 'sign-up',
        step: 'open-account',
        step_service: 'loyalty',
        owner: 'engagement',
      },
      labels: ['flow', 'step', 'step_service', 'owner'],
      fires: 3,
      quiet: 0,
    },
  ),
  platformAlert(
    'QueueOld',
    {
      expr: 'max by (queue) (queue_oldest_age_seconds) > 60',
      for: '30s',
      severity: 'page',
      summary: '{{ $labels.queue }} has not handled an event that the broker took {{ $value }} seconds ago',
    },
    {
      series: { __name__: 'queue_oldest_age_seconds', service: 'monitor', queue: 'loyalty' },
      labels: ['queue'],
      fires: 61,
      quiet: 60,
    },
  ),
  platformAlert(
    'MonitorBehind',
    {
      expr: 'max by (service) (monitor_lag_seconds) > 60',
      for: '30s',
      severity: 'ticket',
      summary: 'the monitor judges processes {{ $value }} seconds late, so missing steps are announced late',
    },
    {
      series: { __name__: 'monitor_lag_seconds', service: 'monitor' },
      labels: ['service'],
      fires: 61,
      quiet: 60,
    },
  ),
];

/** Every alert of a rule file. */
export const alertsIn = ({ groups }: RuleFile): Alert[] =>
  groups.flatMap(({ rules }) => rules.filter((rule): rule is Alert => 'alert' in rule));
