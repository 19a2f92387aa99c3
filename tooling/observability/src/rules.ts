import { budgetOf, type Indicator, type Slo } from './slo.js';

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
  groups: { name: string; rules: (Recording | Alert)[] }[];
}

/** One way of spending a budget too fast: seen in a long window, and still seen in the short one. */
interface Burn {
  factor: number;
  long: string;
  short: string;
}

/**
 * How fast a budget of 30 days must burn to wake somebody, or to be looked at on a working day: the multiwindow,
 * multi-burn-rate alerts of the Site Reliability Workbook, chapter 5.
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

/** Every window that a burn alert looks at. */
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** From the root of the repository; put the address where yours is served in front. */
const RUNBOOKS = 'observability/runbooks/';

/** The runbook of an alert: `SignupsFail` has `signups-fail.md`. */
export const runbookOf = (alert: string): string =>
  `${alert.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;

const errorRatio = (window: string) => `slo:sli_error:ratio_rate${window}`;

/** Recordings first, because the alerts look at them. */
export const rulesOf = (slos: Slo[]): RuleFile => ({
  groups: [
    { name: 'slo-recordings', rules: slos.flatMap(recordingsOf) },
    { name: 'slo-alerts', rules: slos.flatMap(alertsOf) },
    { name: 'platform-alerts', rules: [targetDown] },
  ],
});

function recordingsOf(slo: Slo): Recording[] {
  const labels = { slo: slo.name };
  const windows = slo.indicator.kind === 'share' ? WINDOWS : ['5m'];
  return [
    ...windows.map((window) => ({
      record: errorRatio(window),
      expr: badShare(slo.indicator, window),
      labels,
    })),
    { record: errorRatio('30d'), expr: `avg_over_time(${errorRatio('5m')}{slo="${slo.name}"}[30d])`, labels },
    { record: 'slo:error_budget:ratio', expr: `vector(${budgetOf(slo)})`, labels },
  ];
}

/** The share that is bad, for each service. Without traffic there is no share, and so no alert. */
function badShare(indicator: Indicator, window: string): string {
  if (indicator.kind === 'level') {
    return `avg_over_time((max by (service) (${indicator.value}) > bool ${indicator.atMost})[${window}:15s])`;
  }
  const rate = (selector: string) => `sum by (service) (rate(${selector}[${window}]))`;
  const share = `${rate(indicator.part)} / (${rate(indicator.total)} > 0)`;
  return indicator.partIs === 'bad' ? share : `1 - ${share}`;
}

/** A level that is broken spends its budget for as long as it is, so its alert says so at once. */
function alertsOf(slo: Slo): Alert[] {
  const { indicator } = slo;
  const annotations = {
    summary: `{{ $labels.service }} breaks a promise: ${slo.description}`,
    runbook_url: RUNBOOKS + runbookOf(slo.alert),
  };
  if (indicator.kind === 'level') {
    return [
      {
        alert: slo.alert,
        expr: `max by (service) (${indicator.value}) > ${indicator.atMost}`,
        for: '1m',
        labels: { severity: slo.severity, slo: slo.name },
        annotations,
      },
    ];
  }
  return (['page', 'ticket'] as const).map((severity) => ({
    alert: slo.alert,
    expr: BURNS[severity].map((burn) => burns(slo, burn)).join('\nor\n'),
    labels: { severity, slo: slo.name },
    annotations,
  }));
}

function burns(slo: Slo, { factor, long, short }: Burn): string {
  const tooFast = (window: string) =>
    `${errorRatio(window)}{slo="${slo.name}"} > ${factor} * ${budgetOf(slo)}`;
  return `(${tooFast(short)} and ${tooFast(long)})`;
}

const targetDown: Alert = {
  alert: 'TargetDown',
  expr: 'up{job="troupe"} == 0',
  for: '1m',
  labels: { severity: 'page' },
  annotations: {
    summary: '{{ $labels.service }} at {{ $labels.instance }} does not answer',
    runbook_url: RUNBOOKS + runbookOf('TargetDown'),
  },
};

/** Every alert of a rule file. */
export const alertsIn = ({ groups }: RuleFile): Alert[] =>
  groups.flatMap(({ rules }) => rules.filter((rule): rule is Alert => 'alert' in rule));
