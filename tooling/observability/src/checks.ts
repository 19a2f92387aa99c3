import type { Dashboard, Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { chooses, parsePromQl, type Series } from './promql.js';
import { type Alert, alertsIn, type RuleFile, runbookOf } from './rules.js';
import { boundOf, type Slo } from './slo.js';

/** An expression, and where it stands. */
export interface Expression {
  at: string;
  expr: string;
}

/** A query of a panel, as Prometheus' data source writes it. */
export interface Target {
  refId: string;
  expr: string;
  exemplar?: boolean;
  legendFormat?: string;
  datasource?: { uid?: string };
}

const MOST_PANELS = 14;
const COUNTER = /_(total|bucket|count|sum)\b/;
/** Names that Prometheus makes itself. */
const BUILT_IN = /^(up|ALERTS|slo:)/;

export const panelsOf = (dashboard: Dashboard): Panel[] => (dashboard.panels ?? []) as Panel[];
export const targetsOf = (panel: Panel): Target[] => (panel.targets ?? []) as unknown as Target[];
export const variablesOf = (dashboard: Dashboard): VariableModel[] => dashboard.templating?.list ?? [];

/** Every expression of a rule file. */
export const expressionsOfRules = ({ groups }: RuleFile): Expression[] =>
  groups.flatMap(({ rules }) =>
    rules.map((rule) => ({
      at: 'alert' in rule ? rule.alert : `${rule.record} of ${rule.labels?.slo}`,
      expr: rule.expr,
    })),
  );

/** Every expression of a dashboard. */
export const expressionsOfDashboard = (dashboard: Dashboard): Expression[] =>
  panelsOf(dashboard).flatMap((panel) =>
    targetsOf(panel).map(({ refId, expr }) => ({ at: `panel ${panel.title} ${refId}`, expr })),
  );

/** A finding, unless it is as it should be. */
const unless = (isWell: unknown, finding: string): string[] => (isWell ? [] : [finding]);

/** What is wrong with expressions by themselves. */
export function lintExpressions(expressions: Expression[]): string[] {
  return expressions.flatMap(({ at, expr }) => {
    const { errors, selectors } = parsePromQl(expr);
    const unrated = selectors.filter(({ text, isRated }) => COUNTER.test(text) && !isRated);
    return [
      ...errors.slice(0, 1),
      ...unrated.map(({ text }) => `${text} counts up for ever: put it under rate() or increase()`),
      ...unless(!/\bor\s+vector\s*\(/.test(expr), '"or vector()" makes a metric that is missing look alive'),
      ...unless(!/\ble="\d+"/.test(expr), 'Prometheus 3 writes a whole bound with ".0": ask for both'),
    ].map((finding) => `${at}: ${finding}`);
  });
}

/** The selectors that choose nothing of what the services export. A counter starts at 0, so it is there from the start. */
export function lintSelectors(expressions: Expression[], exported: Series[]): string[] {
  return expressions.flatMap(({ at, expr }) =>
    parsePromQl(expr)
      .selectors.filter(
        ({ matchers }) => !matchers.some(({ label, value }) => label === '__name__' && BUILT_IN.test(value)),
      )
      .filter((selector) => !exported.some((series) => chooses(selector, series)))
      .map(({ text }) => `${at}: no service exports ${text}`),
  );
}

/** Recordings that an expression asks for and no rule makes. */
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
      .filter((selector) => !recorded.some((series) => chooses(selector, series)))
      .map(({ text }) => `${at}: no rule records ${text}`),
  );
}

/** What is wrong with a dashboard, by the rules of grafana/dashboard-linter that hold here, and a few of ours. */
export function lintDashboard(dashboard: Dashboard): string[] {
  const panels = panelsOf(dashboard);
  const titles = panels.map(({ title }) => title);
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  const hasSource = variablesOf(dashboard).some(({ type }) => type === 'datasource');
  return [
    ...unless(!dashboard.editable, 'it can be edited by hand'),
    ...unless(hasSource, 'its data source is no variable'),
    ...unless(panels.length <= MOST_PANELS, `it has ${panels.length} panels, more than ${MOST_PANELS}`),
    ...twice.map((title) => `two panels are called ${title}`),
    ...panels.flatMap((panel) => lintPanel(panel).map((finding) => `panel ${panel.title}: ${finding}`)),
  ].map((finding) => `dashboard ${dashboard.title}: ${finding}`);
}

const lintPanel = (panel: Panel): string[] => [
  ...unless(panel.title, 'has no title'),
  ...unless(panel.description?.includes('?'), 'asks no question in its description'),
  ...unless(panel.fieldConfig?.defaults?.unit, 'has no unit'),
  ...unless(panel.targets?.length, 'has no query'),
  ...targetsOf(panel).flatMap((target) => lintTarget(target).map((finding) => `${target.refId} ${finding}`)),
];

const lintTarget = ({ expr, legendFormat, datasource }: Target): string[] => [
  ...unless(legendFormat, 'has no legend'),
  ...unless(datasource?.uid === '${datasource}', 'names a data source'),
  ...unless(/service=~"\$service"/.test(expr), 'ignores the chosen service'),
  ...unless(!/\[\d+\w\]/.test(expr), 'rates over a fixed range: use $__rate_interval'),
];

/** Alerts without a runbook, or that do not say what is the matter, and runbooks of no alert. */
export function lintAlerts(rules: RuleFile, runbooks: string[]): string[] {
  const alerts = alertsIn(rules);
  const wanted = new Set(alerts.map(({ alert }) => runbookOf(alert)));
  return [
    ...alerts
      .filter((alert) => !isComplete(alert))
      .map(({ alert }) => `alert ${alert}: say summary and runbook_url`),
    ...[...wanted].filter((file) => !runbooks.includes(file)).map((file) => `runbooks/${file} is missing`),
    ...runbooks.filter((file) => !wanted.has(file)).map((file) => `runbooks/${file} belongs to no alert`),
  ];
}

const isComplete = ({ alert, annotations }: Alert): boolean =>
  Boolean(annotations?.summary) && (annotations?.runbook_url ?? '').endsWith(`/${runbookOf(alert)}`);

/** Sections that a runbook must have. */
export const SECTIONS = ['What it means', 'Who is hurt', 'First look', 'Safe actions'];

/** Runbooks that leave a question open. */
export const lintRunbooks = (runbooks: Record<string, string>): string[] =>
  Object.entries(runbooks).flatMap(([file, text]) =>
    SECTIONS.filter((section) => !text.includes(`\n## ${section}\n`)).map(
      (section) => `runbooks/${file} has no section "${section}"`,
    ),
  );

/** Latency promises that no histogram can count against. */
export const lintSlos = (slos: Slo[], buckets: readonly number[]): string[] =>
  slos.flatMap((slo) => {
    const bound = boundOf(slo);
    const isCountable = bound === undefined || buckets.includes(bound);
    return isCountable ? [] : [`${slo.name}: ${bound} s is no bucket; choose one of ${buckets.join(', ')}`];
  });
