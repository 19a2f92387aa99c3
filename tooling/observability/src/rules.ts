import { type Annotations, annotationsOf } from './annotations.js';
import { burnsOf, LEAST, type Window, WINDOWS } from './burns.js';
import { PLATFORM_ALERTS } from './platform-alerts.js';
import type { Alert, Recording, RuleFile, Severity } from './rule-file.js';
import { budgetOf, type Indicator, type Slo } from './slo.js';

const errorRatio = (window: string) => `slo:sli_error:ratio_rate${window}`;
const badCount = (window: string) => `slo:bad_events:increase${window}`;
const totalCount = (window: string) => `slo:events:increase${window}`;

/** Windows up to an hour are measured often, because pages wait for them. Longer ones cost more, and move slowly. */
const isQuick = (window: Window): boolean => WINDOWS[window] <= WINDOWS['1h'];
const windowsLike = (isWanted: (window: Window) => boolean) =>
  (Object.keys(WINDOWS) as Window[]).filter(isWanted);

/** The rule file. Recordings come first, because the alerts query them. */
export const rulesOf = (slos: Slo[]): RuleFile => ({
  groups: [
    { name: 'slo-recordings', interval: '10s', rules: slos.flatMap(quickRecordings) },
    { name: 'slo-budgets', interval: '1m', rules: slos.flatMap(slowRecordings) },
    { name: 'slo-alerts', interval: '10s', rules: slos.flatMap(alertsOf) },
    { name: 'platform-alerts', interval: '5s', rules: PLATFORM_ALERTS.map(({ alert }) => alert) },
  ],
});

function quickRecordings(slo: Slo): Recording[] {
  const labels = { slo: slo.name };
  const { indicator } = slo;
  if (indicator.kind === 'level')
    return [{ record: errorRatio('5m'), expr: shareOfTime(slo, indicator, '5m'), labels }];
  return [...windowsLike(isQuick).map((window) => ratioOf(slo, window)), ...countsOf(slo, LEAST.page.window)];
}

function slowRecordings(slo: Slo): Recording[] {
  const labels = { slo: slo.name };
  const overMonth = (recording: string) => `sum_over_time(${recording}{slo="${slo.name}"}[30d])`;
  const isShare = slo.indicator.kind === 'share';
  return [
    ...(isShare
      ? [
          ...windowsLike((window) => !isQuick(window)).map((window) => ratioOf(slo, window)),
          ...countsOf(slo, LEAST.ticket.window),
          ...countsOf(slo, '5m'),
        ]
      : []),
    {
      record: errorRatio('30d'),
      // Of a share, each request weighs the same: a bad hour without traffic costs no budget.
      expr: isShare
        ? `${overMonth(badCount('5m'))} / (${overMonth(totalCount('5m'))} > 0)`
        : `avg_over_time(${errorRatio('5m')}{slo="${slo.name}"}[30d])`,
      labels,
    },
    { record: 'slo:error_budget:ratio', expr: `vector(${budgetOf(slo)})`, labels },
  ];
}

/** How many were bad, and how many there were. */
const countsOf = (slo: Slo, window: string): Recording[] => [
  { record: badCount(window), expr: badOf(slo, 'increase', window), labels: { slo: slo.name } },
  {
    record: totalCount(window),
    expr: sumOf(slo, 'increase', (slo.indicator as Share).total, window),
    labels: { slo: slo.name },
  },
];

/** The share that is bad. Without traffic there is no share, and therefore no alert. */
const ratioOf = (slo: Slo, window: string): Recording => {
  const total = sumOf(slo, 'rate', (slo.indicator as Share).total, window);
  return {
    record: errorRatio(window),
    expr: `${badOf(slo, 'rate', window)} / (${total} > 0)`,
    labels: { slo: slo.name },
  };
};

type Share = Indicator & { kind: 'share' };
type Level = Indicator & { kind: 'level' };

const shareOfTime = (slo: Slo, { value, atMost }: Level, window: string): string =>
  `avg_over_time((${highest({ ...slo, by: undefined }, value)} > bool ${atMost})[${window}:15s])`;

function badOf(slo: Slo, how: 'rate' | 'increase', window: string): string {
  const { part, partIs, total } = slo.indicator as Share;
  const ofPart = sumOf(slo, how, part, window);
  return partIs === 'bad' ? ofPart : `(${sumOf(slo, how, total, window)} - ${ofPart})`;
}

const sumOf = (slo: Slo, how: 'rate' | 'increase', selector: string, window: string): string =>
  `sum by (${labelsOf(slo)}) (${ofService(slo, `${how}(${selector}[${window}])`)})`;

const highest = (slo: Slo, value: string): string => `max by (${labelsOf(slo)}) (${ofService(slo, value)})`;

/** What tells the alerts of an objective apart. */
const labelsOf = ({ by }: Slo): string => ['service', ...(by ? [by] : [])].join(', ');

/** The series of `expr` under the service that they are about, in place of the one that exports them. */
const ofService = ({ serviceLabel }: Slo, expr: string): string =>
  serviceLabel ? `label_replace(${expr}, "service", "$1", "${serviceLabel}", "(.+)")` : expr;

/** A level alerts at once: above it, the budget is spent minute by minute. A share alerts by burn rate. */
function alertsOf(slo: Slo): Alert[] {
  const { indicator } = slo;
  if (indicator.kind === 'level') {
    const expr = `${highest(slo, indicator.value)} > ${indicator.atMost}`;
    const labels = { severity: slo.severity, slo: slo.name };
    return [{ alert: slo.alert, expr, for: '1m', labels, annotations: textsOf(slo, 'now') }];
  }
  const severities = slo.severity === 'ticket' ? (['ticket'] as const) : (['page', 'ticket'] as const);
  return severities.map((severity) => ({
    alert: slo.alert,
    expr: burnsTooFast(slo, severity),
    labels: { severity, slo: slo.name },
    annotations: textsOf(slo, `in the last ${LEAST[severity].window}`),
  }));
}

/** Its value is the number of failures. */
function burnsTooFast(slo: Slo, severity: Severity): string {
  const of = (recording: string) => `${recording}{slo="${slo.name}"}`;
  const { window, failures, traffic } = LEAST[severity];
  const pairs = burnsOf(slo, severity).map(
    ({ above, short, long }) =>
      `(${of(errorRatio(short))} > ${above} and ${of(errorRatio(long))} > ${above})`,
  );
  const enough = [`${of(badCount(window))} > ${failures}`, `${of(totalCount(window))} >= ${traffic}`];
  return [...enough, `(${pairs.join(' or ')})`].join('\nand ');
}

const textsOf = (slo: Slo, when: string): Annotations =>
  annotationsOf(slo.alert, {
    summary: `{{ $labels.service }} misses an objective: ${slo.description}`,
    count: `{{ $value | printf "%.0f" }} ${slo.unit} ${when}`,
    event: slo.event,
    reason: slo.reason,
    page: slo.page,
  });
