import { counted, eventually } from '#tooling/platform';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardsIn, rulesIn, slosOf } from './artefacts.js';
import { GET_ALERTMANAGER, hasAlertmanager } from './alertmanager-server.js';
import { panelsOf } from './checks.js';
import { checkAlerts } from './live-alerts.js';
import { panelFindings, objectiveFindings, ruleFindings, variableFindings } from './live-checks.js';
import { LaunchedPlatform, linesIn } from '#tooling/launcher';
import { join } from 'node:path';
import { GET_LOG_STORE, hasLogStore, LogStore } from './log-store.js';
import { type PrometheusApi } from './prometheus-api.js';
import { PrometheusServer } from './prometheus-server.js';
import { type RuleFile } from './rule-file.js';
import { type Slo } from './slo.js';
import { Traffic } from './traffic.js';

/** The first Prometheus tells nobody: its rules have windows of hours. */
const NOBODY = {
  alertmanager: '127.0.0.1:9',
  page: 'http://page.invalid',
  runbooks: 'http://runbooks.invalid',
};
const WITHIN_MS = 90_000;
const PAUSE_MS = 100;

/** What this command has started, to be stopped in the opposite order. */
class ShutdownStack {
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

/** Counters start at 0, and only an increase that Prometheus has seen is measured: traffic waits for its first look at each service. */
async function untilAllAreScraped(services: string[], api: PrometheusApi): Promise<void> {
  await eventually(async () => {
    const up = Math.max(0, ...(await api.numbers('sum(up)', PAUSE_MS / 1_000)));
    if (up < services.length) throw new Error(`Prometheus reaches ${up} of ${services.length} services.`);
    return true;
  }, WITHIN_MS);
  console.log(`Prometheus scrapes ${counted(services.length, 'service')}: ${services.join(', ')}`);
}

/** Sends traffic to the platform until every panel of the dashboard has data. */
async function untilEveryPanelHasData(
  dashboard: Dashboard,
  traffic: Traffic,
  api: PrometheusApi,
): Promise<void> {
  let panels = new Map<string, string[]>();
  const withData = () => [...panels.values()].filter((findings) => !findings.length).length;
  try {
    await eventually(
      async () => {
        await traffic.send();
        panels = await panelFindings(dashboard, api);
        const findings = [...panels.values()].flat();
        if (findings.length)
          throw new Error(
            `${dashboard.title}: some panels have no data, see above: compare their queries with /metrics.`,
          );
        return true;
      },
      WITHIN_MS,
      PAUSE_MS,
    );
  } finally {
    for (const [title, findings] of panels)
      for (const finding of findings) console.log(`EMPTY   ${title}: ${finding}`);
    console.log(`${dashboard.title}: ${withData()} of ${panelsOf(dashboard).length} panels have data`);
  }
}

async function untilEveryRuleWorks(
  rules: RuleFile,
  slos: Slo[],
  traffic: Traffic,
  api: PrometheusApi,
): Promise<void> {
  await eventually(
    async () => {
      await traffic.eraseFirst();
      const findings = [...(await ruleFindings(rules, api)), ...(await objectiveFindings(slos, api))];
      if (findings.length) throw new Error(findings.join('\n'));
      return true;
    },
    WITHIN_MS,
    PAUSE_MS,
  );
  console.log(
    `rules: ${rules.groups.flatMap((group) => group.rules).length} are evaluated; ${slos.length} objectives are measured`,
  );
}

/** The log store has every line of a sign-up that the services have written, and as many of each service. */
async function untilEveryLineIsFound(store: LogStore, logs: string, correlationId: string): Promise<void> {
  const byService = await eventually(
    async () => {
      const [stored, written] = [await store.linesOf(correlationId), await linesIn(logs, correlationId)];
      const [there, wanted] = [countByService(stored), countByService(written.found)];
      if (!wanted || there !== wanted) throw new Error(`The log store has ${there}, the files ${wanted}.`);
      return wanted;
    },
    WITHIN_MS,
    PAUSE_MS,
  );
  console.log(`logs: every line of a sign-up is found by its correlation ID: ${byService}`);
}

function countByService(lines: { service?: string }[]): string {
  const counts = Map.groupBy(lines, ({ service = 'unknown' }) => service);
  return [...counts]
    .map(([service, { length }]) => `${length} of ${service}`)
    .toSorted()
    .join(', ');
}

/**
 * Starts the platform, a Prometheus and a log store, and checks every panel and every rule on real traffic.
 * @throws Error with what stays without data after 90 s
 */
export async function checkLive(root: string): Promise<void> {
  const running = new ShutdownStack();
  try {
    const platform = await running.add(LaunchedPlatform.start(root));
    const names = platform.services.map(({ name }) => name);
    const { services, portOffset: offset } = platform;
    const { api } = await running.add(PrometheusServer.start({ root, services, offset, ...NOBODY }));
    const logs = join(platform.data, 'logs');
    const logStore = hasLogStore() ? await running.add(LogStore.start(logs)) : undefined;
    await untilAllAreScraped(names, api);
    const traffic = await Traffic.open(platform);
    for (const dashboard of dashboardsIn(root)) {
      await untilEveryPanelHasData(dashboard, traffic, api);
      const missing = await variableFindings(dashboard, names, api);
      if (missing.length) throw new Error(missing.join('\n'));
    }
    await untilEveryRuleWorks(rulesIn(root), slosOf(root), traffic, api);
    if (logStore) await untilEveryLineIsFound(logStore, logs, traffic.correlationId);
    else console.log(`SKIPPED logs: VictoriaLogs is not installed; ${GET_LOG_STORE}`);
    if (hasAlertmanager())
      for (const proof of await checkAlerts(root, services, offset)) console.log(`alerts: ${proof}`);
    else console.log(`SKIPPED alerts: Alertmanager is not installed; ${GET_ALERTMANAGER}`);
  } finally {
    await running.stop();
  }
}
