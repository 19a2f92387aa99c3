import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardsIn, rulesIn, slosOf } from './src/artefacts.js';
import { panelsOf } from './src/checks.js';
import { eventually } from './src/eventually.js';
import { panelFindings, promiseFindings, ruleFindings, variableFindings } from './src/live-checks.js';
import { Platform } from './src/platform.js';
import type { PrometheusApi } from './src/prometheus-api.js';
import { hasPrometheus, PrometheusServer } from './src/prometheus-server.js';
import { GET_PROMETHEUS } from './src/promtool.js';
import type { RuleFile } from './src/rules.js';
import type { Slo } from './src/slo.js';
import { Visitors } from './src/visitors.js';

const WITHIN_MS = 90_000;

/** Everything that is started here, to be stopped in the opposite order. */
class Started {
  private readonly stops: (() => Promise<void>)[] = [];

  async add<Thing extends { stop(): Promise<void> }>(starting: Promise<Thing>): Promise<Thing> {
    const thing = await starting;
    this.stops.unshift(() => thing.stop());
    return thing;
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) await stop();
  }
}

/** Uses the platform until every panel of the dashboard shows something. */
async function everyPanelLives(dashboard: Dashboard, platform: Platform, api: PrometheusApi): Promise<void> {
  const visitors = new Visitors(platform.urlOf('signup'), platform.urlOf('names-intake'));
  let panels = new Map<string, string[]>();
  const living = () => [...panels.values()].filter((findings) => !findings.length).length;
  try {
    await eventually(async () => {
      await visitors.come();
      panels = await panelFindings(dashboard, api);
      const findings = [...panels.values()].flat();
      if (findings.length) throw new Error('some panels show nothing');
    }, WITHIN_MS);
  } finally {
    for (const [title, findings] of panels)
      for (const finding of findings) console.log(`EMPTY   ${title}: ${finding}`);
    console.log(`${dashboard.title}: ${living()} of ${panelsOf(dashboard).length} panels`);
  }
}

async function everyRuleWorks(rules: RuleFile, slos: Slo[], api: PrometheusApi): Promise<void> {
  await eventually(async () => {
    const findings = [...(await ruleFindings(rules, api)), ...(await promiseFindings(slos, api))];
    if (findings.length) throw new Error(findings.join('\n'));
  }, WITHIN_MS);
  console.log(
    `rules: ${rules.groups.flatMap((group) => group.rules).length} evaluate; ${slos.length} promises are measured`,
  );
}

async function live(house: string): Promise<void> {
  const started = new Started();
  try {
    const platform = await started.add(Platform.start(house));
    const names = platform.services.map(({ name }) => name);
    const { api } = await started.add(PrometheusServer.start(house, platform.services, platform.offset));
    console.log(`Prometheus watches ${names.length} services: ${names.join(', ')}`);
    for (const dashboard of dashboardsIn(house)) {
      await everyPanelLives(dashboard, platform, api);
      const missing = await variableFindings(dashboard, names, api);
      if (missing.length) throw new Error(missing.join('\n'));
    }
    await everyRuleWorks(rulesIn(house), slosOf(house), api);
  } finally {
    await started.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
if (hasPrometheus()) {
  await live(process.cwd()).catch((error: Error) => {
    console.error(`FAILED  ${error.message}`);
    process.exitCode = 1;
  });
} else {
  console.log(`SKIPPED obs:live: there is no prometheus on this machine; ${GET_PROMETHEUS}`);
}
