import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { staleFiles, writeFiles } from '#tooling/platform';
import { artefactsOf, filesOf, GENERATED, slosOf } from '../src/artefacts.js';
import {
  lintAlerts,
  lintDashboard,
  lintDrills,
  lintExpressions,
  lintRecordings,
  lintRunbooks,
  lintSlos,
  lintThresholds,
  panelsOf,
  SECTIONS,
  targetsOf,
} from '../src/checks.js';
import { hasPromtool, promtool } from '../src/promtool.js';
import { outageTests, ruleTests } from '../src/rule-tests.js';
import { runbookOf } from '../src/annotations.js';
import { alertsIn } from '../src/rule-file.js';
import { rulesOf } from '../src/rules.js';

const root = resolve('.');
const slos = slosOf(root);
const rules = rulesOf(slos);
const artefacts = artefactsOf(slos, [{ name: 'one', port: 4001, owner: 'team' }]);
const here = (expr: string) => [{ at: 'here', expr }];

/** The dashboard with one mistake. */
function dashboard(spoil: (dashboard: Dashboard) => void): Dashboard {
  const copy = JSON.parse(artefacts['grafana/dashboards/platform.json'] ?? '') as Dashboard;
  spoil(copy);
  return copy;
}
const firstPanel = (spoilt: Dashboard) => panelsOf(spoilt)[0]!;
/** One panel more than a dashboard may have. */
const fill = (it: Dashboard) => {
  while (it.panels!.length <= 12) it.panels!.push({ ...firstPanel(it), title: `Panel ${it.panels!.length}` });
};
const firstTarget = (spoilt: Dashboard) => targetsOf(firstPanel(spoilt))[0]!;

describe('the check of expressions finds', () => {
  it.each([
    ['invalid PromQL', 'sum by (service (up)', 'not PromQL'],
    [
      'an unknown Grafana variable',
      'rate(messaging_client_sent_messages_total[$__rate_intervall])',
      'not PromQL',
    ],
    ['a counter outside rate', 'sum(messaging_client_sent_messages_total)', 'is a counter'],
    ['an expression that hides a missing metric', 'up or vector(0)', 'hides that a metric is missing'],
    ['a bound that Prometheus 3 writes differently', 'rate(x_seconds_bucket{le="1"}[5m])', 'Prometheus 3'],
  ])('%s', (_, expr, finding) => {
    expect(lintExpressions(here(expr))).toEqual([expect.stringContaining(finding)]);
  });

  it('a recording that no rule makes', () => {
    expect(lintRecordings(here('slo:sli_error:ratio_rate5m{slo="signup-availability"}'), rules)).toEqual([]);
    expect(lintRecordings(here('slo:sli_error:ratio_rate4m'), rules)).toEqual([
      expect.stringContaining('no rule records'),
    ]);
    expect(lintRecordings(here('slo:sli_error:ratio_rate5m{slo="x"}'), rules)).toHaveLength(1);
  });
});

describe('the check of dashboards finds', () => {
  it.each<[string, (dashboard: Dashboard) => void, string]>([
    ['one that can be edited by hand', (it) => void (it.editable = true), 'edited by hand'],
    ['a fixed data source', (it) => void (it.templating!.list = []), 'not a variable'],
    ['too many panels', fill, 'at most 12'],
    ['two panels with one title', (it) => void (it.panels![1]!.title = firstPanel(it).title), 'two panels'],
    ['a panel without a title', (it) => void (firstPanel(it).title = ''), 'no title'],
    ['a panel without a question', (it) => void (firstPanel(it).description = 'Services.'), 'no question'],
    ['a panel without a unit', (it) => void delete firstPanel(it).fieldConfig!.defaults.unit, 'no unit'],
    ['a panel without a query', (it) => void (firstPanel(it).targets = []), 'no query'],
    ['a query without a legend', (it) => void (firstTarget(it).legendFormat = ''), 'no legend'],
    [
      'a query with a fixed data source',
      (it) => void (firstTarget(it).datasource = { uid: 'mine' }),
      'names a data source',
    ],
    [
      'a query that ignores the variable $service',
      (it) => void (firstTarget(it).expr = 'up'),
      'ignores what is selected',
    ],
    [
      'a fixed range',
      (it) => void (firstTarget(it).expr = 'rate(x_total{service=~"$service"}[5m])'),
      'fixed range',
    ],
  ])('%s', (_, spoil, finding) => {
    expect(lintDashboard(dashboard(spoil))).toEqual([expect.stringContaining(finding)]);
  });
});

describe('the check of alerts finds', () => {
  const runbooks = [
    ...new Set(
      rules.groups.flatMap((group) => group.rules.flatMap((rule) => ('alert' in rule ? [rule.alert] : []))),
    ),
  ].map(runbookOf);

  it('one without a runbook', () => {
    expect(lintAlerts(rules, runbooks.slice(1))).toEqual([expect.stringContaining('is missing')]);
  });

  it('a runbook without an alert', () => {
    expect(lintAlerts(rules, [...runbooks, 'forgotten.md'])).toEqual([expect.stringContaining('no alert')]);
  });

  it('one without a summary', () => {
    const spoilt = structuredClone(rules);
    for (const rule of spoilt.groups.at(-1)!.rules.slice(0, 1))
      Object.assign(rule, { annotations: { summary: '', runbook_url: '' } });
    expect(lintAlerts(spoilt, runbooks)).toEqual([expect.stringContaining('lacks its runbook_url')]);
  });

  it('an alert that pages and has no drill', () => {
    const paging = alertsIn(rules).filter(({ labels }) => labels.severity === 'page');
    const names = [...new Set(paging.map(({ alert }) => alert))];
    expect(lintDrills(rules, names)).toEqual([]);
    expect(lintDrills(rules, names.slice(1))).toEqual([
      `alert ${names[0]} pages and has no drill: add a fault that raises it to tooling/faults`,
    ]);
  });

  it('a runbook that lacks a section', () => {
    const text = SECTIONS.slice(1)
      .map((section) => `\n## ${section}\n`)
      .join('');
    expect(lintRunbooks({ 'open.md': text }, [])).toEqual([expect.stringContaining(SECTIONS[0]!)]);
  });

  it('a runbook that names a dashboard or a panel which does not exist', () => {
    const text = `${SECTIONS.map((section) => `\n## ${section}\n`).join('')}the dashboard _Platform_, panels _Services_ and\n_Old panel_; the dashboard _Overview_`;
    expect(lintRunbooks({ 'old.md': text }, [dashboard(() => undefined)])).toEqual([
      expect.stringContaining('the dashboard Overview'),
      expect.stringContaining('the panel Old panel'),
    ]);
  });

  it('a threshold that few outages reach, or too late', () => {
    expect(lintThresholds(rules)).toEqual([]);
    const [latency] = slos.filter(({ name }) => name === 'signup-latency');
    const spoilt = JSON.stringify(rulesOf([latency!]));
    const uncapped = JSON.parse(spoilt.replaceAll('> 0.25', '> 14.4 * 0.05')) as typeof rules;
    expect(lintThresholds(uncapped)).toContainEqual(expect.stringContaining('needs 72 % of failures'));
    const slow = JSON.parse(spoilt.replaceAll('ratio_rate15m{', 'ratio_rate1h{')) as typeof rules;
    expect(lintThresholds(slow)).toEqual([expect.stringContaining('does not page within')]);
  });

  it('an objective without a histogram bucket', () => {
    expect(lintSlos(slos, [0.25, 1, 2])).toEqual([expect.stringContaining('0.5 s is not a bucket')]);
  });
});

describe('the check of generated files', () => {
  const inFolder = (examine: (folder: string) => void, files = artefacts) => {
    const folder = mkdtempSync(join(tmpdir(), 'observability-'));
    try {
      writeFiles(filesOf(files), folder);
      examine(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const generated = (folder: string, file: string) => join(folder, GENERATED, file);

  it('finds an edited, a missing and a leftover file', () => {
    inFolder((folder) => {
      expect(staleFiles(filesOf(artefacts), folder)).toEqual([]);
      writeFileSync(generated(folder, 'thresholds.json'), '{}');
      rmSync(generated(folder, 'prometheus/rules.yml'));
      cpSync(generated(folder, 'prometheus/embedded.yml'), generated(folder, 'prometheus/old.yml'));
      expect(staleFiles(filesOf(artefacts), folder)).toEqual([
        { file: `${GENERATED}/prometheus/old.yml`, why: 'left over' },
        { file: `${GENERATED}/prometheus/rules.yml`, why: 'missing' },
        { file: `${GENERATED}/thresholds.json`, why: 'stale' },
      ]);
    });
  });

  it('finds a service that is not scraped', () => {
    inFolder((folder) => {
      const more = artefactsOf(slos, [
        { name: 'one', port: 4001, owner: 'team' },
        { name: 'two', port: 4002, owner: 'team' },
      ]);
      expect(staleFiles(filesOf(more), folder)).toEqual([
        { file: `${GENERATED}/prometheus/compose.yml`, why: 'stale' },
        { file: `${GENERATED}/prometheus/embedded.yml`, why: 'stale' },
      ]);
    });
  });

  const one = slos.slice(0, 1);
  const rulesOfOne = {
    'prometheus/rules.yml': stringify(rulesOf(one), { lineWidth: 0 }),
    'prometheus/rules.test.yml': stringify(ruleTests(one, rulesOf(one), 'rules.yml')),
    'prometheus/outage.test.yml': stringify(outageTests(one, rulesOf(one), 'rules.yml')),
  };

  (hasPromtool() ? it : it.skip).each([
    ['an alert that no longer pages at once', /> 14\.4 \*/g, '> 1440 *'],
    ['an alert that no longer pages after hours', /> 6 \*/g, '> 600 *'],
    ['an outage that pages too late', /ratio_rate1h\{/g, 'ratio_rate6h{'],
    ['an alert at three failures an hour', /> 3\.5/g, '> 0'],
    ['an alert at nine requests an hour', />= 10\b/g, '>= 0'],
    ['an alert that never stops firing', /> 1 \*/g, '>= 0 *'],
    ['a rule with invalid PromQL', /sum by/g, 'sum bye'],
  ])('finds %s, by promtool', (_, from, to) => {
    inFolder((folder) => {
      const file = generated(folder, 'prometheus/rules.yml');
      const text = readFileSync(file, 'utf8');
      const spoilt = text.replaceAll(from, to);
      expect(spoilt).not.toBe(text);
      writeFileSync(file, spoilt);
      expect(promtool(join(folder, GENERATED, 'prometheus'))).toContainEqual(
        expect.stringContaining('FAILED'),
      );
    }, rulesOfOne);
  });
});
