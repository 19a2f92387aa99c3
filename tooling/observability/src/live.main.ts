import { eventually } from '#tooling/platform';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardsIn, rulesIn, slosOf } from './artefacts.js';
import { panelsOf } from './checks.js';
import { panelFindings, promiseFindings, ruleFindings, variableFindings } from './live-checks.js';
import { LaunchedPlatform } from '#tooling/launcher';
import { type PrometheusApi } from './prometheus-api.js';
import { hasPrometheus, PrometheusServer } from './prometheus-server.js';
import { GET_PROMETHEUS } from './promtool.js';
import { type RuleFile } from './rules.js';
import { type Slo } from './slo.js';
import { Traffic } from './traffic.js';

const WITHIN_MS = 90_000;
const PAUSE_MS = 100;

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
async function everyPanelLives(
  dashboard: Dashboard,
  platform: LaunchedPlatform,
  api: PrometheusApi,
): Promise<void> {
  const traffic = new Traffic(platform.urlOf('signup'), platform.urlOf('names-intake'));
  let panels = new Map<string, string[]>();
  const living = () => [...panels.values()].filter((findings) => !findings.length).length;
  try {
    await eventually(
      async () => {
        await traffic.send();
        panels = await panelFindings(dashboard, api);
        const findings = [...panels.values()].flat();
        if (findings.length) throw new Error('some panels show nothing');
        return true;
      },
      WITHIN_MS,
      PAUSE_MS,
    );
  } finally {
    for (const [title, findings] of panels)
      for (const finding of findings) console.log(`EMPTY   ${title}: ${finding}`);
    console.log(`${dashboard.title}: ${living()} of ${panelsOf(dashboard).length} panels`);
  }
}

async function everyRuleWorks(rules: RuleFile, slos: Slo[], api: PrometheusApi): Promise<void> {
  await eventually(
    async () => {
      const findings = [...(await ruleFindings(rules, api)), ...(await promiseFindings(slos, api))];
      if (findings.length) throw new Error(findings.join('\n'));
      return true;
    },
    WITHIN_MS,
    PAUSE_MS,
  );
  console.log(
    `rules: ${rules.groups.flatMap((group) => group.rules).length} evaluate; ${slos.length} promises are measured`,
  );
}

async function live(root: string): Promise<void> {
  const started = new Started();
  try {
    const platform = await started.add(LaunchedPlatform.start(root));
    const names = platform.services.map(({ name }) => name);
    const { api } = await started.add(PrometheusServer.start(root, platform.services, platform.portOffset));
    console.log(`Prometheus watches ${names.length} services: ${names.join(', ')}`);
    for (const dashboard of dashboardsIn(root)) {
      await everyPanelLives(dashboard, platform, api);
      const missing = await variableFindings(dashboard, names, api);
      if (missing.length) throw new Error(missing.join('\n'));
    }
    await everyRuleWorks(rulesIn(root), slosOf(root), api);
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
