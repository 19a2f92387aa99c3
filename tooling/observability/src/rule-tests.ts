import { OUTAGE_MINUTES } from './burns.js';
import { parsePromQl, type Series } from './promql.js';
import { PLATFORM_ALERTS, type PlatformAlert } from './platform-alerts.js';
import { type Alert, alertsIn, type RuleFile } from './rule-file.js';
import { budgetOf, type Indicator, type Slo } from './slo.js';

interface Input {
  series: string;
  values: string;
}

/** One unit test for promtool: which alerts fire at a time. */
interface AlertTest {
  name: string;
  interval: string;
  external_labels: Series;
  input_series: Input[];
  promql_expr_test: { expr: string; eval_time: string; exp_samples: { labels: string; value: number }[] }[];
}

/** A file of unit tests for promtool. */
export interface RuleTests {
  rule_files: string[];
  evaluation_interval: string;
  group_eval_order: string[];
  tests: AlertTest[];
}

type Share = Indicator & { kind: 'share' };

/** How much counters grow in each minute, and for how many minutes, in steps of half a minute. */
type Course = { minutes: number; bad: number; good: number }[];

/** The addresses that the configuration of Prometheus adds. */
const EXTERNAL = { page_url: 'http://page', runbooks_url: 'http://runbooks' };
const STEPS_A_MINUTE = 2;
/** Stands for any service, where the selector names none. */
const ANY = 'some-service';
const PER_MINUTE = 6_000;
/** How long a service behaves one way first, and then another way, where the budget burns for hours. */
const FIRST = 360;
const THEN = 60;
/** Rules are evaluated at the beginning and every so many minutes, at which each course ends: evaluations take most of the time. */
const EVALUATED = FIRST + THEN;

/** Unit tests over hours: each alert fires, at each of its severities, and stays quiet. */
export const ruleTests = (slos: Slo[], rules: RuleFile, ruleFile: string): RuleTests => ({
  rule_files: [ruleFile],
  evaluation_interval: `${EVALUATED}m`,
  group_eval_order: rules.groups.map(({ name }) => name),
  tests: [...slos.flatMap((slo) => hoursOf(slo, alertsIn(rules))), ...PLATFORM_ALERTS.flatMap(platformTests)],
});

/** Unit tests over minutes: an outage pages within five of them, and single failures page nobody. */
export const outageTests = (slos: Slo[], rules: RuleFile, ruleFile: string): RuleTests => ({
  rule_files: [ruleFile],
  evaluation_interval: `${EVALUATED}m`,
  group_eval_order: rules.groups.map(({ name }) => name),
  tests: slos.flatMap((slo) => minutesOf(slo, alertsIn(rules))),
});

function hoursOf(slo: Slo, alerts: Alert[]): AlertTest[] {
  const own = alerts.filter(({ alert }) => alert === slo.alert);
  const { indicator } = slo;
  if (indicator.kind === 'level') {
    const level = (name: string, value: number, firing: Alert[]) =>
      testOf(`${slo.alert}: ${name}`, slo, [input(labelsOf(slo, indicator.value), constant(value))], firing);
    return [
      level('fires above the level', indicator.atMost + 1, own),
      level('stays quiet at the level', indicator.atMost, []),
    ];
  }
  const tickets = own.filter(({ labels }) => labels.severity === 'ticket');
  const burning = (burn: number, minutes: number) => {
    const bad = Math.round(Math.min(burn * budgetOf(slo), 1) * PER_MINUTE);
    return { minutes, bad, good: PER_MINUTE - bad };
  };
  const test = (name: string, first: number, then: number, firing: Alert[]) =>
    testOf(`${slo.alert}: ${name}`, slo, inputsOf(slo, [burning(first, FIRST), burning(then, THEN)]), firing);
  return [
    test('pages when the budget burns fast', 0, 18, own),
    test('pages when the budget burns for hours', 7, 7, own),
    test('no longer pages once that has stopped', 18, 0, tickets),
    test('opens a ticket when the budget burns slowly', 2.1, 2.1, tickets),
    test('stays quiet within the budget', 0.5, 0.5, []),
  ];
}

function minutesOf(slo: Slo, alerts: Alert[]): AlertTest[] {
  if (slo.indicator.kind === 'level') return [];
  const pages = alerts.filter(({ alert, labels }) => alert === slo.alert && labels.severity === 'page');
  const test = (name: string, course: Course, firing: Alert[], severity = '.+') =>
    testOf(`${slo.alert}: ${name}`, slo, inputsOf(slo, course), firing, severity);
  const until = (minutes: number) => ({ minutes: minutes - OUTAGE_MINUTES, bad: 0, good: 4 });
  const outage = { minutes: OUTAGE_MINUTES, bad: 4, good: 0 };
  const nothing = (minutes: number) => ({ minutes, bad: 0, good: 0 });
  return [
    test('pages within five minutes of an outage', [until(EVALUATED), outage], pages, 'page'),
    test('pages when all traffic ever fails', [nothing(EVALUATED - OUTAGE_MINUTES), outage], pages, 'page'),
    test('stays quiet at three failures an hour among few', failures(3, { among: 1 }), []),
    test('stays quiet at three failures an hour among many', failures(3, { among: 100 }), []),
    test('stays quiet at nine requests an hour that all fail', failures(9, { among: 0 }), []),
    test('stays quiet without traffic', [nothing(EVALUATED)], []),
  ];
}

/** So many failures an hour for about seven hours, each alone in its minute, among so much else in each other minute. */
function failures(anHour: number, { among }: { among: number }): Course {
  const [times, period] = [7 * anHour, Math.ceil(60 / anHour)];
  const before = EVALUATED - ((times * period) % EVALUATED);
  const each = [
    { minutes: period - 1, bad: 0, good: among },
    { minutes: 1, bad: 1, good: 0 },
  ];
  return [{ minutes: before, bad: 0, good: among }, ...Array.from({ length: times }, () => each).flat()];
}

function platformTests({ alert, series, labels, fires, quiet }: PlatformAlert): AlertTest[] {
  const test = (name: string, value: number, firing: Alert[]) =>
    testOf(
      `${alert.alert}: ${name}`,
      { alert: alert.alert, labels },
      [input(series, constant(value))],
      firing,
    );
  return [test(`fires at ${fires}`, fires, [alert]), test(`stays quiet at ${quiet}`, quiet, [])];
}

/** @param about whose alerts are meant, and the labels that they must carry */
function testOf(
  name: string,
  about: Slo | { alert: string; labels: Series },
  input_series: Input[],
  firing: Alert[],
  severity = '.+',
): AlertTest {
  const carried = 'labels' in about ? about.labels : carriedBy(about);
  const expr = `ALERTS{alertstate="firing",alertname="${about.alert}",severity=~"${severity}"}`;
  const exp_samples = firing.map(({ alert, labels }) => ({
    labels: textOf({ __name__: 'ALERTS', alertname: alert, alertstate: 'firing', ...carried, ...labels }),
    value: 1,
  }));
  const minutes = Math.max(...input_series.map(({ values }) => lengthOf(values)));
  return {
    name,
    interval: `${60 / STEPS_A_MINUTE}s`,
    external_labels: EXTERNAL,
    input_series,
    promql_expr_test: [{ expr, eval_time: `${minutes}m`, exp_samples }],
  };
}

/** The labels by which the alerts of an objective are told apart, with those of its first series. */
function carriedBy(slo: Slo): Series {
  const { indicator, by, serviceLabel = 'service' } = slo;
  const series = labelsOf(slo, indicator.kind === 'level' ? indicator.value : indicator.total);
  return { service: series[serviceLabel] ?? '', ...(by && { [by]: series[by] ?? '' }) };
}

/** The counters of a share: those of its part, and the rest of its total or the total itself. */
function inputsOf(slo: Slo, course: Course): Input[] {
  const { part, partIs, total } = slo.indicator as Share;
  const [one, all] = [labelsOf(slo, part), labelsOf(slo, total)];
  const partLabel = Object.keys(one).find((label) => !(label in all));
  const isWithin = one.__name__ === all.__name__ && partLabel;
  const of = (value: (minute: Course[number]) => number) =>
    growing(course.map((stretch) => [value(stretch), stretch.minutes]));
  const ofPart = of(({ bad, good }) => (partIs === 'bad' ? bad : good));
  const rest = of(({ bad, good }) => (isWithin ? (partIs === 'bad' ? good : bad) : bad + good));
  return [input(one, ofPart), input(isWithin ? { ...all, [partLabel]: 'other' } : all, rest)];
}

const input = (series: Series, values: string): Input => ({ series: textOf(series), values });

const constant = (value: number) => `${value}+0x${(FIRST + THEN) * STEPS_A_MINUTE}`;

/** A counter that grows at one rate, then at another, and so on. */
function growing(stretches: [growth: number, minutes: number][]): string {
  let value = 0;
  const texts = stretches.map(([growth, minutes]) => {
    const [step, steps] = [growth / STEPS_A_MINUTE, minutes * STEPS_A_MINUTE];
    const from = value + step;
    value += step * steps;
    return `${from}+${step}x${steps - 1}`;
  });
  return ['0', ...texts].join(' ');
}

/** How many minutes values last, of which the first is minute 0. */
const lengthOf = (values: string): number =>
  values.split(' ').reduce((sum, text) => sum + Number(/x(\d+)$/.exec(text)?.[1] ?? 0) + 1, -1) /
  STEPS_A_MINUTE;

/** The labels of a series that a selector matches; for a pattern, its first alternative. */
function labelsOf({ by, serviceLabel = 'service' }: Slo, expr: string): Series {
  const [selector] = parsePromQl(expr).selectors;
  const labels = (selector?.matchers ?? []).map(({ label, value }) => [label, value.split('|')[0] ?? '']);
  return {
    [serviceLabel]: ANY,
    ...(by && { [by]: `some-${by}` }),
    ...(Object.fromEntries(labels) as Series),
  };
}

function textOf({ __name__, ...labels }: Series): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${__name__}{${pairs.join(',')}}`;
}
