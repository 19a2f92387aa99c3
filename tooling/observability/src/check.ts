import { DURATION_BUCKETS, STEP_BUCKETS } from '#libs/telemetry';
import { FAULTS } from '#tooling/faults';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardsIn, GENERATED, observabilityFiles, rulesIn, slosOf } from './artefacts.js';
import {
  expressionsOfDashboard,
  expressionsOfRules,
  lintAlerts,
  lintDashboard,
  lintDrills,
  lintExpressions,
  lintRecordings,
  lintRunbooks,
  lintSlos,
  lintThresholds,
} from './checks.js';
import { hasPromtool, promtool } from './promtool.js';
import { discoverServices } from '#libs/service';
import { staleFiles } from '#tooling/platform';

/** What is wrong with the folder `observability` of a root, by check; every check needs files alone. */
export async function check(root: string): Promise<Record<string, string[]>> {
  const slos = slosOf(root);
  const rules = rulesIn(root);
  const dashboards = dashboardsIn(root);
  const expressions = [...expressionsOfRules(rules), ...dashboards.flatMap(expressionsOfDashboard)];
  const folder = join(root, 'observability/runbooks');
  const runbooks = globSync('*.md', { cwd: folder });
  const texts = Object.fromEntries(runbooks.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const generated = observabilityFiles(await discoverServices(), root);
  return {
    'every threshold can be reached': lintThresholds(rules),
    'promises can be counted': lintSlos(slos, [...DURATION_BUCKETS, ...STEP_BUCKETS]),
    'generated files are current (npm run generate)': staleFiles(generated, root).map(
      ({ file, why }) => `${file} is ${why}`,
    ),
    [`${expressions.length} expressions are sound`]: lintExpressions(expressions),
    'every recording that is used is made': lintRecordings(expressions, rules),
    [`${dashboards.length} dashboards follow the rules`]: dashboards.flatMap(lintDashboard),
    'alerts and runbooks match': [...lintAlerts(rules, runbooks), ...lintRunbooks(texts, dashboards)],
    'every alert that pages has a drill': lintDrills(
      rules,
      FAULTS.flatMap(({ alert, alsoRaises = [] }) => [alert, ...alsoRaises]).map(({ name }) => name),
    ),
    ...(hasPromtool() && { 'promtool agrees': promtool(join(root, GENERATED, 'prometheus')) }),
  };
}
