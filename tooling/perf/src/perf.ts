import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFile, writeFile } from 'node:fs/promises';
import { DIST, displayPath, makeFolder } from '#tooling/platform';
import { growthOf, summaryOf } from './growth/growth.js';
import type { Watch } from './growth/watch.js';
import { canWriteToPrometheus, type K6 } from './k6.js';
import { runLoadTest } from './load-test.js';
import { milliseconds } from './picture.js';
import { type Links, reportOf, verdictOf } from './report.js';
import { hasPassed, type LoadResult } from './result.js';
import { checkTarget, type Environments, gatewayAt } from './target.js';

/** How often a platform is looked at for what grows. */
const LOOKS = 240;

/** What is measured, and where its report goes. */
export interface Wanted {
  scenario: string;
  workload: string;
  /** The gateway of a platform that runs; by default a platform is started for the run. */
  target?: string | undefined;
  folder: string;
  replaced?: Record<string, string>;
}

/**
 * Runs a scenario under a workload, and writes its report.
 * @returns the exit code
 * @throws UserError before the load begins, when the report could not be written
 */
export async function perf(k6: K6, root: string, env: NodeJS.ProcessEnv, wanted: Wanted): Promise<number> {
  makeFolder(wanted.folder);
  process.once('exit', tellInterrupted);
  try {
    return await run(k6, root, env, wanted);
  } finally {
    process.off('exit', tellInterrupted);
  }
}

const tellInterrupted = () => console.error('Interrupted: no report of this run is written.');

async function run(k6: K6, root: string, env: NodeJS.ProcessEnv, wanted: Wanted): Promise<number> {
  const { target } = wanted;
  const everyS = await watchedEvery(wanted);
  if (target !== undefined) {
    if (everyS) console.log('What grows is not watched: that takes a platform that this command starts.');
    const origin = gatewayAt(target);
    const { protocol, hostname, port } = new URL(origin);
    const monitor = port ? `${protocol}//${hostname}:${Number(port) - 10}` : origin; // 4000 beside 4010
    return measure(k6, root, env, { ...wanted, target: origin, monitor });
  }
  const { LaunchedPlatform, StatePaths, withServer } = await import('#tooling/launcher');
  const { fillShop } = await import('./shop.js');
  const platform = await LaunchedPlatform.start(root, env);
  try {
    await fillShop(platform);
    const urls = { target: platform.urlOf('gateway'), monitor: platform.urlOf('monitor') };
    if (!everyS) return await measure(k6, root, env, { ...wanted, ...urls });
    const { Watch } = await import('./growth/watch.js');
    return await withServer(new StatePaths(platform.data, platform.portOffset), env, (owner) =>
      measure(k6, root, env, { ...wanted, ...urls }, Watch.start(platform.pid, owner, everyS)),
    );
  } finally {
    await platform.stop();
  }
}

async function measure(
  k6: K6,
  root: string,
  env: NodeJS.ProcessEnv,
  { target, monitor, folder, ...test }: Wanted & { target: string; monitor: string },
  watch?: Watch,
): Promise<number> {
  const { GENERATED } = await import('#tooling/observability');
  const environments = await json<Environments>(join(root, 'contracts/environments.json'));
  const revision = await checkTarget(target, env, environments);
  const measured = await runLoadTest(k6, {
    ...test,
    target,
    revision,
    thresholds: await json(join(root, GENERATED, 'thresholds.json')),
    writesToPrometheus: writesToPrometheus(k6, env),
  });
  const [watched] = await Promise.allSettled([watch?.stop()]);
  const series = watched.status === 'fulfilled' ? watched.value : undefined;
  const result = { ...measured, ...(series && { growth: series.map(growthOf) }) };
  const traces = env.TRACES_URL ?? 'http://localhost:9411/zipkin/traces';
  await write(result, folder, { monitor: env.MONITOR_PUBLIC_URL ?? monitor, traces });
  if (watched.status === 'rejected') throw watched.reason; // once there is a report of what was measured
  return hasPassed(result) ? 0 : 1;
}

/** Seconds between two looks at what may grow, if a workload looks for that. */
async function watchedEvery({ workload, replaced }: Wanted): Promise<number | undefined> {
  const file = pathToFileURL(join(DIST, 'perf/workloads', `${workload}.js`)).href;
  const { stages, findsGrowth } = (
    (await import(file)) as { workload: { stages: { seconds: number }[]; findsGrowth?: boolean } }
  ).workload;
  const seconds = stages.reduce((sum, part) => sum + Number(replaced?.SECONDS ?? part.seconds), 0);
  if (!findsGrowth) return undefined;
  if (process.platform === 'linux') return seconds / LOOKS;
  console.log('What grows is not watched: only Linux tells it.');
  return undefined;
}

function writesToPrometheus(k6: K6, { K6_PROMETHEUS_RW_SERVER_URL: url }: NodeJS.ProcessEnv): boolean {
  if (!url) return false;
  const can = canWriteToPrometheus(k6);
  console.log(
    can ? `Samples go to ${url}.` : 'Nothing goes to Prometheus: this build of k6 cannot write to it.',
  );
  return can;
}

async function write(result: LoadResult, folder: string, links: Links): Promise<void> {
  const file = join(folder, `${result.name}-${result.workload}`);
  for (const { name, count, medianMs, p95Ms, maxMs } of result.steps)
    console.log(
      `${name.padEnd(34)} ${String(count).padStart(6)}  median ${milliseconds(medianMs)}, 95 % ${milliseconds(p95Ms)}, most ${milliseconds(maxMs)}`,
    );
  if (result.growth) console.log(summaryOf(result.growth));
  console.log(verdictOf(result));
  await writeFile(`${file}.json`, JSON.stringify(result, null, 2));
  await writeFile(`${file}.html`, reportOf(result, links));
  process.off('exit', tellInterrupted);
  console.log(displayPath(`${file}.html`));
}

const json = async <Content>(file: string): Promise<Content> =>
  JSON.parse(await readFile(file, 'utf8')) as Content;
