import type { Dashboard, Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { matchesSeries, parsePromQl, type Series } from './promql.js';
import { runbookOf } from './annotations.js';
import { OUTAGE_MINUTES, REACHABLE, type Window, WINDOWS } from './burns.js';
import { type Alert, alertsIn, type RuleFile } from './rule-file.js';
import { boundOf, type Slo } from './slo.js';

/** An expression, and where it is used. */
export interface Expression {
  at: string;
  expr: string;
}

/** A query of a panel, in the form of Grafana's Prometheus data source. */
export interface Target {
  refId: string;
  expr: string;
  exemplar?: boolean;
  legendFormat?: string;
  datasource?: { uid?: string };
}

const MAX_PANELS = 12;
const COUNTER = /_(total|bucket|count|sum)\b/;
/** Metrics that Prometheus produces itself. */
const PRODUCED_BY_PROMETHEUS = /^(up|ALERTS|slo:)/;

export const panelsOf = (dashboard: Dashboard): Panel[] => (dashboard.panels ?? []) as Panel[];
export const targetsOf = (panel: Panel): Target[] => (panel.targets ?? []) as unknown as Target[];
export const variablesOf = (dashboard: Dashboard): VariableModel[] => dashboard.templating?.list ?? [];

/** Every expression of a rule file. */
export const expressionsOfRules = ({ groups }: RuleFile): Expression[] =>
  groups.flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      const at = 'alert' in rule ? rule.alert : `${rule.record} of ${rule.labels?.slo}`;
      const reasons = 'alert' in rule ? expressionsOfAnnotations(rule) : [];
      return [rule.expr, ...reasons].map((expr) => ({ at, expr }));
    }),
  );

/** The queries in the annotations of alerts. */
const expressionsOfAnnotations = ({ annotations }: Alert): string[] =>
  [...annotations.reason.matchAll(/with (?:printf|query) ("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) =>
    (JSON.parse(text) as string).replaceAll('"%s"', '".+"').replaceAll('=".+"', '=~".+"'),
  );

/** Every expression of a dashboard. */
export const expressionsOfDashboard = (dashboard: Dashboard): Expression[] =>
  panelsOf(dashboard).flatMap((panel) =>
    targetsOf(panel).map(({ refId, expr }) => ({ at: `panel ${panel.title} ${refId}`, expr })),
  );

/** The finding, unless the condition holds. */
const unless = (condition: unknown, finding: string): string[] => (condition ? [] : [finding]);

/** Mistakes that an expression shows by itself. */
export function lintExpressions(expressions: Expression[]): string[] {
  return expressions.flatMap(({ at, expr }) => {
    const { errors, selectors } = parsePromQl(expr);
    const unrated = selectors.filter(({ text, isRated }) => COUNTER.test(text) && !isRated);
    return [
      ...errors.slice(0, 1),
      ...unrated.map(({ text }) => `${text} is a counter: wrap it in rate() or increase()`),
      ...unless(!/\bor\s+vector\s*\(/.test(expr), '"or vector()" hides that a metric is missing: remove it'),
      ...unless(
        !/\ble="\d+"/.test(expr),
        'Prometheus 3 writes a whole bound with ".0": match both forms, such as le=~"1|1[.]0"',
      ),
    ].map((finding) => `${at}: ${finding}`);
  });
}

/** Selectors that match no exported series. Counters start at 0, so every series exists from the start. */
export function lintSelectors(expressions: Expression[], exported: Series[]): string[] {
  return expressions.flatMap(({ at, expr }) =>
    parsePromQl(expr)
      .selectors.filter(
        ({ matchers }) =>
          !matchers.some(({ label, value }) => label === '__name__' && PRODUCED_BY_PROMETHEUS.test(value)),
      )
      .filter((selector) => !exported.some((series) => matchesSeries(selector, series)))
      .map(({ text }) => `${at}: no service exports ${text}`),
  );
}

/** Recordings that an expression uses and no rule makes. */
export function lintRecordings(expressions: Expression[], { groups }: RuleFile): string[] {
  const recorded = groups.flatMap(({ rules }) =>
    rules.flatMap((rule) => ('record' in rule ? [{ ...rule.labels, __name__: rule.record }] : [])),
  );
  return expressions.flatMap(({ at, expr }) =>
    parsePromQl(expr)
      .selectors.map((selector) => ({
        ...selector,
        matchers: selector.matchers.filter(({ label }) => ['__name__', 'slo'].includes(label)),
      }))
      .filter(({ matchers }) =>
        matchers.some(({ label, value }) => label === '__name__' && value.startsWith('slo:')),
      )
      .filter((selector) => !recorded.some((series) => matchesSeries(selector, series)))
      .map(({ text }) => `${at}: no rule records ${text}`),
  );
}

/** Violations of the rules of grafana/dashboard-linter that apply here, and of a few more. */
export function lintDashboard(dashboard: Dashboard): string[] {
  const panels = panelsOf(dashboard);
  const titles = panels.map(({ title }) => title);
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  const hasSource = variablesOf(dashboard).some(({ type }) => type === 'datasource');
  return [
    ...unless(!dashboard.editable, 'it can be edited by hand: make it read-only'),
    ...unless(hasSource, 'its data source is not a variable: add one'),
    ...unless(panels.length <= MAX_PANELS, `it has ${panels.length} panels: keep at most ${MAX_PANELS}`),
    ...twice.map((title) => `two panels have the title ${title}: rename one`),
    ...panels.flatMap((panel) => lintPanel(panel).map((finding) => `panel ${panel.title}: ${finding}`)),
  ].map((finding) => `dashboard ${dashboard.title}: ${finding}`);
}

const lintPanel = (panel: Panel): string[] => [
  ...unless(panel.title, 'has no title'),
  ...unless(panel.description?.includes('?'), 'has no question in its description'),
  ...unless(panel.fieldConfig?.defaults?.unit, 'has no unit'),
  ...unless(panel.targets?.length, 'has no query'),
  ...targetsOf(panel).flatMap((target) => lintTarget(target).map((finding) => `${target.refId} ${finding}`)),
];

const lintTarget = ({ expr, legendFormat, datasource }: Target): string[] => [
  ...unless(legendFormat, 'has no legend'),
  ...unless(datasource?.uid === '${datasource}', 'names a data source: use ${datasource}'),
  ...unless(/=~"\$(service|flow)"/.test(expr), 'ignores what is selected: add service=~"$service"'),
  ...unless(!/\[\d+\w\]/.test(expr), 'has a fixed range: use $__rate_interval'),
];

/** Alerts without a runbook or a summary, and runbooks without an alert. */
export function lintAlerts(rules: RuleFile, runbooks: string[]): string[] {
  const alerts = alertsIn(rules);
  const wanted = new Set(alerts.map(({ alert }) => runbookOf(alert)));
  return [
    ...alerts
      .filter((alert) => !isComplete(alert))
      .map(({ alert }) => `alert ${alert} lacks its runbook_url or one of ${ANNOTATIONS.join(', ')}: add it`),
    ...[...wanted]
      .filter((file) => !runbooks.includes(file))
      .map((file) => `runbooks/${file} is missing: write it, or remove its alert`),
    ...runbooks
      .filter((file) => !wanted.has(file))
      .map((file) => `runbooks/${file} belongs to no alert: delete it`),
  ];
}

const ANNOTATIONS = ['summary', 'count', 'event', 'reason', 'page_url'] as const;

const isComplete = ({ alert, annotations }: Alert): boolean =>
  ANNOTATIONS.every((name) => annotations[name]) &&
  annotations.runbook_url === `{{ $externalLabels.runbooks_url }}/${runbookOf(alert)}`;

/** Alerts that page, and that no fault raises: nobody has seen them fire. */
export function lintDrills(rules: RuleFile, drilled: readonly string[]): string[] {
  const paging = alertsIn(rules).filter(({ labels }) => labels.severity === 'page');
  return [...new Set(paging.map(({ alert }) => alert))]
    .filter((alert) => !drilled.includes(alert))
    .map((alert) => `alert ${alert} pages and has no drill: add a fault that raises it to tooling/faults`);
}

/** The sections that every runbook must have. */
export const SECTIONS = ['What it means', 'Who is hurt', 'First look', 'Safe actions'];

/** Runbooks that lack a section, or that send the reader to a dashboard or a panel which does not exist. */
export const lintRunbooks = (runbooks: Record<string, string>, dashboards: Dashboard[]): string[] =>
  Object.entries(runbooks).flatMap(([file, text]) => [
    ...SECTIONS.filter((section) => !text.includes(`\n## ${section}\n`)).map(
      (section) => `runbooks/${file} has no section "${section}": add it`,
    ),
    ...namedIn(text, 'dashboards?')
      .filter((name) => !dashboards.some(({ title }) => title === name))
      .map((name) => `runbooks/${file} names the dashboard ${name}, which does not exist: correct it`),
    ...namedIn(text, 'panels?')
      .filter((name) => !dashboards.flatMap(panelsOf).some(({ title }) => title === name))
      .map((name) => `runbooks/${file} names the panel ${name}, which does not exist: correct it`),
  ]);

/** The names in italics after a word: `panels _Late reactions_ and _Unsent events_`. */
const namedIn = (text: string, word: string): string[] =>
  [...text.matchAll(new RegExp(`\\b${word}\\s+((?:_[^_]+_(?:,\\s+|\\s+and\\s+)?)+)`, 'g'))].flatMap(
    ([, names = '']) =>
      [...names.matchAll(/_([^_]+)_/g)].map(([, name = '']) => name.replaceAll(/\s+/g, ' ')),
  );

const THRESHOLD = /:ratio_rate(\w+)\{[^}]*\} > ([\d.]+)(?: \* ([\d.]+))?/g;

/**
 * Burn-rate alerts that need more failures than an outage brings, or that no window of a total outage reaches in time.
 * They are found in the rules, however these were made.
 */
export function lintThresholds(rules: RuleFile): string[] {
  return alertsIn(rules).flatMap(({ alert, expr, labels }) => {
    const burns = [...expr.matchAll(THRESHOLD)].map(([, window = '', rate, budget = '1']) => ({
      share: Number(rate) * Number(budget),
      minutes: WINDOWS[window as Window] ?? 0,
    }));
    const tooHigh = burns.filter(({ share }) => share > REACHABLE);
    // Each burn rate compares its short window first, and its long one next.
    const inTime = burns.some(({ share, minutes }, at) => at % 2 === 1 && share * minutes <= OUTAGE_MINUTES);
    return [
      ...tooHigh.map(({ share }) => `needs ${Math.round(share * 100)} % of failures: cap it at ${REACHABLE}`),
      ...unless(
        labels.severity === 'ticket' || !burns.length || inTime,
        `does not page within ${OUTAGE_MINUTES} minutes of an outage: shorten its window`,
      ),
    ].map((finding) => `${alert}: ${finding}`);
  });
}

/** Latency objectives whose bound is not a bucket of the histograms. */
export const lintSlos = (slos: Slo[], buckets: readonly number[]): string[] =>
  slos.flatMap((slo) => {
    const bound = boundOf(slo);
    return unless(
      bound === undefined || buckets.includes(bound),
      `${slo.name}: ${bound} s is not a bucket: choose one of ${buckets.join(', ')}`,
    );
  });
