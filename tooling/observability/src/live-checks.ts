import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelsOf, type Target, targetsOf, variablesOf } from './checks.js';
import type { PrometheusApi } from './prometheus-api.js';
import { substituteVariables } from './promql.js';
import { alertsIn, type RuleFile } from './rule-file.js';
import type { Slo } from './slo.js';

/** How far back a live check looks, in seconds. */
const SECONDS = 120;
/** The values of Grafana's variables in a live check, where Prometheus scrapes every second. */
const LIVE_VARIABLES = { __rate_interval: '15s', __range: '1m', service: '.+', flow: '.+' };
const EXEMPLAR_LABELS = ['trace_id', 'correlation_id'];

/** The queries of a dashboard that return no data, by the title of their panel. A panel with data has no findings. */
export async function panelFindings(
  dashboard: Dashboard,
  api: PrometheusApi,
): Promise<Map<string, string[]>> {
  const rows = panelsOf(dashboard).map(
    async (panel) => [panel.title ?? '', await findingsOf(panel, api)] as const,
  );
  return new Map(await Promise.all(rows));
}

async function findingsOf(panel: Panel, api: PrometheusApi): Promise<string[]> {
  return (await Promise.all(targetsOf(panel).map((target) => targetFindings(target, api)))).flat();
}

async function targetFindings({ refId, expr, exemplar }: Target, api: PrometheusApi): Promise<string[]> {
  const query = substituteVariables(expr, LIVE_VARIABLES);
  const numbers = await api.numbers(query, SECONDS);
  const exemplars = exemplar ? await api.exemplars(query, SECONDS) : undefined;
  const isLinked = exemplars?.some((labels) => EXEMPLAR_LABELS.every((label) => labels[label]));
  return [
    ...(numbers.length ? [] : [`${refId} returns no data: ${query}`]),
    ...(exemplars && !isLinked
      ? [`${refId} has no exemplar with ${EXEMPLAR_LABELS.join(' and ')}: ${query}`]
      : []),
  ];
}

/** Variables of the dashboard that do not offer every service, or that offer nothing. */
export async function variableFindings(
  dashboard: Dashboard,
  services: string[],
  api: PrometheusApi,
): Promise<string[]> {
  const queries = variablesOf(dashboard).filter(({ type }) => type === 'query');
  const findings = queries.map(async ({ name, query }) => {
    const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query as string) ?? [];
    const offered = await api.labelValues(label, selector);
    if (name !== 'service') return offered.length ? [] : [`$${name} offers nothing`];
    return services
      .filter((service) => !offered.includes(service))
      .map((service) => `$${name} does not offer ${service}`);
  });
  return (await Promise.all(findings)).flat();
}

/**
 * Rules that Prometheus has not loaded or cannot evaluate.
 * @throws Error when it rejects the expression of an alert
 */
export async function ruleFindings(rules: RuleFile, api: PrometheusApi): Promise<string[]> {
  const loaded = await api.rules();
  const wanted = rules.groups.flatMap((group) => group.rules).length;
  for (const { expr } of alertsIn(rules)) await api.evaluate(expr);
  return [
    ...(loaded.length === wanted ? [] : [`${loaded.length} of ${wanted} rules are loaded`]),
    ...loaded
      .filter(({ health }) => health !== 'ok')
      .map(({ name, health, lastError }) => `rule ${name} is ${health}: ${lastError ?? ''}`),
  ];
}

/** Objectives without a measurement, whose alerts could never fire. */
export async function objectiveFindings(slos: Slo[], api: PrometheusApi): Promise<string[]> {
  const findings = slos.map(async ({ name }) => {
    const numbers = await api.numbers(`slo:sli_error:ratio_rate5m{slo="${name}"}`, SECONDS);
    return numbers.length ? [] : [`${name} is not measured: no metric in Prometheus matches its indicator`];
  });
  return (await Promise.all(findings)).flat();
}
