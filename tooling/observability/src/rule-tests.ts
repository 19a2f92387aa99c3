import { parsePromQl, type Series } from './promql.js';
import { type Alert, alertsIn, PLATFORM_ALERTS, type PlatformAlert, type RuleFile } from './rules.js';
import { budgetOf, type Indicator, type Slo } from './slo.js';

interface AlertTest {
  name: string;
  interval: '1m';
  input_series: { series: string; values: string }[];
  alert_rule_test: {
    eval_time: string;
    alertname: string;
    exp_alerts: { exp_labels: Series; exp_annotations: Series }[];
  }[];
}

type Share = Indicator & { kind: 'share' };
type Level = Indicator & { kind: 'level' };

/** For how many minutes a service behaves one way first, and then another way. */
const FIRST = 360;
const THEN = 60;
const MINUTES = FIRST + THEN;
/** Stands for any service, where the selector names none. */
const ANY = 'some-service';
const PER_MINUTE = 6_000;

/** Unit tests for promtool: each alert fires, at each of its severities, and stays quiet. */
export const ruleTests = (slos: Slo[], rules: RuleFile, ruleFile: string) => ({
  rule_files: [ruleFile],
  evaluation_interval: `${THEN}m`,
  group_eval_order: rules.groups.map(({ name }) => name),
  tests: [...slos.flatMap((slo) => testsOf(slo, alertsIn(rules))), ...PLATFORM_ALERTS.flatMap(platformTests)],
});

function testsOf(slo: Slo, alerts: Alert[]): AlertTest[] {
  const own = alerts.filter(({ alert }) => alert === slo.alert);
  return slo.indicator.kind === 'level'
    ? levelTests(slo, slo.indicator, own)
    : shareTests(slo, slo.indicator, own);
}

function levelTests(
  { alert, serviceLabel = 'service' }: Slo,
  { value, atMost }: Level,
  own: Alert[],
): AlertTest[] {
  const series = [{ [serviceLabel]: ANY, ...labelsOf(value) }];
  const labels = { service: series[0]?.[serviceLabel] ?? ANY };
  return [
    testOf(`${alert}: fires above the level`, alert, series, [constant(atMost + 1)], own, labels),
    testOf(`${alert}: stays quiet at the level`, alert, series, [constant(atMost)], [], labels),
  ];
}

function shareTests(slo: Slo, share: Share, own: Alert[]): AlertTest[] {
  const tickets = own.filter(({ labels }) => labels.severity === 'ticket');
  const { serviceLabel: label = 'service' } = slo;
  const series = seriesOf(share).map((one) => ({ [label]: ANY, ...one }));
  const growth = (burn: number) => growthOf(share, burn * budgetOf(slo));
  const test = (name: string, values: string[], firing: Alert[]) =>
    testOf(`${slo.alert}: ${name}`, slo.alert, series, values, firing, {
      service: series[0]?.[label] ?? ANY,
    });
  return [
    test('pages when the budget burns fast', growing(growth(0), growth(18)), own),
    test('pages when the budget burns for hours', growing(growth(7), growth(7)), own),
    test('no longer pages once that has stopped', growing(growth(18), growth(0)), tickets),
    test('opens a ticket when the budget burns slowly', growing(growth(1.1), growth(1.1)), tickets),
    test('stays quiet within the budget', growing(growth(0.5), growth(0.5)), []),
    test('stays quiet without traffic', growing([0, 0], [0, 0]), []),
  ];
}

function platformTests({ alert, series, labels, fires, quiet }: PlatformAlert): AlertTest[] {
  const carried = Object.fromEntries(labels.map((label) => [label, series[label] ?? '']));
  const test = (name: string, value: number, firing: Alert[]) =>
    testOf(`${alert.alert}: ${name}`, alert.alert, [series], [constant(value)], firing, carried, value);
  return [test(`fires at ${fires}`, fires, [alert]), test(`stays quiet at ${quiet}`, quiet, [])];
}

/**
 * @param labels those that the alerts must carry
 * @param value what the expression of the alerts returns, if their texts show it
 */
function testOf(
  name: string,
  alertname: string,
  series: Series[],
  values: string[],
  firing: Alert[],
  labels: Series,
  value?: number,
): AlertTest {
  const exp_alerts = firing.map((alert) => ({
    exp_labels: { ...labels, ...alert.labels },
    exp_annotations: { ...alert.annotations, summary: rendered(alert.annotations.summary, labels, value) },
  }));
  return {
    name,
    interval: '1m',
    input_series: series.map((one, at) => ({ series: textOf(one), values: values[at] ?? '' })),
    alert_rule_test: [{ eval_time: `${MINUTES}m`, alertname, exp_alerts }],
  };
}

/** The series that make up a share: the part, and the rest of the total. */
function seriesOf({ part, total }: Share): Series[] {
  const [one, all] = [labelsOf(part), labelsOf(total)];
  const partLabel = Object.keys(one).find((label) => !(label in all));
  return [one, one.__name__ === all.__name__ && partLabel ? { ...all, [partLabel]: 'other' } : all];
}

/** How much each counter grows per minute if the share `bad` is bad. */
function growthOf({ part, partIs, total }: Share, bad: number): number[] {
  const ofPart = Math.round((partIs === 'bad' ? bad : 1 - bad) * PER_MINUTE);
  const isWithin = labelsOf(part).__name__ === labelsOf(total).__name__;
  return [ofPart, isWithin ? PER_MINUTE - ofPart : PER_MINUTE];
}

const constant = (value: number) => `${value}+0x${MINUTES}`;

/** Counters that grow at one rate first, and then at another. */
const growing = (first: number[], then: number[]): string[] =>
  first.map((growth, at) => {
    const later = then[at] ?? 0;
    return `0+${growth}x${FIRST} ${growth * FIRST + later}+${later}x${THEN}`;
  });

/** The labels of a series that a selector matches; for a pattern, its first alternative. */
function labelsOf(expr: string): Series {
  const [selector] = parsePromQl(expr).selectors;
  const labels = (selector?.matchers ?? []).map(({ label, value }) => [label, value.split('|')[0] ?? '']);
  return { service: ANY, ...(Object.fromEntries(labels) as Series) };
}

function textOf({ __name__, ...labels }: Series): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${__name__}{${pairs.join(',')}}`;
}

const rendered = (template: string, labels: Series, value?: number): string =>
  template
    .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '')
    .replaceAll('{{ $value }}', String(value));
