import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { GeneratedFiles } from '#tooling/platform';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { dashboardOf, dashboardProviders, datasources } from './grafana.js';
import { DASHBOARDS } from './dashboards.js';
import { matchesSeries, parsePromQl } from './promql.js';
import { alertmanagerConfig } from './alertmanager.js';
import {
  byName,
  type Observed,
  onThisMachine,
  prometheusConfig,
  type PrometheusOptions,
} from './prometheus.js';
import type { RuleFile } from './rule-file.js';
import { outageTests, ruleTests } from './rule-tests.js';
import { rulesOf } from './rules.js';
import { readSlos, type Slo } from './slo.js';
import { thresholdsOf } from './thresholds.js';

/** Where everything generated lies, below the root. */
export const GENERATED = 'observability/generated';

/** File names below `generated/`, with what belongs into them. */
export type Artefacts = Record<string, string>;

const yaml = (content: unknown) =>
  `# Generated from slo.yaml and apps/ by npm run generate. Edit those.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
const json = (content: unknown) => `${JSON.stringify(content, null, 2)}\n`;

export const slosOf = (root: string): Slo[] =>
  readSlos(readFileSync(join(root, 'observability/slo.yaml'), 'utf8'));

/** The rules, as they were generated. */
export const rulesIn = (root: string): RuleFile =>
  parse(readFileSync(join(root, GENERATED, 'prometheus/rules.yml'), 'utf8')) as RuleFile;

/** Every dashboard, as it was generated. */
export const dashboardsIn = (root: string): Dashboard[] =>
  globSync('grafana/dashboards/*.json', { cwd: join(root, GENERATED) }).map(
    (file) => JSON.parse(readFileSync(join(root, GENERATED, file), 'utf8')) as Dashboard,
  );

const EMBEDDED: PrometheusOptions = {
  alertmanager: '127.0.0.1:9093',
  page: 'http://127.0.0.1:4000',
  runbooks: 'http://127.0.0.1:4000/runbooks',
};

/** Prometheus puts variables of its environment into the addresses. */
const IN_CONTAINERS: PrometheusOptions = {
  tokenFile: '/tmp/metrics-token',
  alertmanager: 'alertmanager:9093',
  page: '${MONITOR_PUBLIC_URL}',
  runbooks: '${RUNBOOKS_URL}',
};

/** Everything that Prometheus, Alertmanager, Grafana and k6 read, made of the promises and of the services there are. */
export function artefactsOf(slos: Slo[], services: Observed[]): Artefacts {
  const rules = rulesOf(slos);
  return {
    'prometheus/embedded.yml': yaml(prometheusConfig(services, onThisMachine(), EMBEDDED)),
    'prometheus/compose.yml': yaml(prometheusConfig(services, byName, IN_CONTAINERS)),
    'alertmanager/compose.yml': yaml(
      // its container puts the real address in, or takes every webhook out
      alertmanagerConfig(services, {
        webhook: (severity, owner) => `http://alert-webhook.invalid/${severity}/${owner}`,
      }),
    ),
    'prometheus/rules.yml': yaml(rules),
    'prometheus/rules.test.yml': yaml(ruleTests(slos, rules, 'rules.yml')),
    'prometheus/outage.test.yml': yaml(outageTests(slos, rules, 'rules.yml')),
    ...Object.fromEntries(
      DASHBOARDS.map((one) => [`grafana/dashboards/${one.name}.json`, json(dashboardOf(one, slos))]),
    ),
    'grafana/provisioning/datasources/troupe.yml': yaml(datasources()),
    'grafana/provisioning/dashboards/troupe.yml': yaml(dashboardProviders()),
    'thresholds.json': json(thresholdsOf(slos)),
  };
}

/** The artefacts at their places; nothing else belongs into `generated/`. */
export const filesOf = (artefacts: Artefacts): GeneratedFiles => ({
  texts: Object.fromEntries(Object.entries(artefacts).map(([file, text]) => [`${GENERATED}/${file}`, text])),
  owned: [`${GENERATED}/**/*.*`],
});

/** Everything generated of `observability/slo.yaml` and of the services. @throws ZodError when a promise is malformed */
export const observabilityFiles = (services: Observed[], root: string): GeneratedFiles =>
  filesOf(artefactsOf(slosOf(root), services));

/** Tells whether an objective of a checkout counts a step of a flow at its deadline. */
export function promisedSteps(root: string): (step: { flow: string; step: string }) => boolean {
  const selectors = slosOf(root).flatMap(({ indicator }) =>
    indicator.kind === 'share' ? parsePromQl(indicator.total).selectors : [],
  );
  return (step) =>
    selectors.some((selector) => matchesSeries(selector, { __name__: 'flow_steps_total', ...step }));
}
