import { join } from 'node:path';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { displayPath } from '#tooling/platform';
import { canWriteToPrometheus, type K6 } from './k6.js';
import { runLoadTest } from './load-test.js';
import { milliseconds } from './picture.js';
import { type Links, reportOf, verdictOf } from './report.js';
import type { LoadResult } from './result.js';
import { checkTarget, type Environments } from './target.js';

/** What is measured, and where its report goes. */
export interface Wanted {
  scenario: string;
  workload: string;
  /** The gateway of a platform that runs; by default a platform is started for the run. */
  target?: string | undefined;
  folder: string;
  replaced?: Record<string, string>;
}

/** Runs a scenario under a workload, and writes its report. @returns the exit code */
export async function perf(k6: K6, root: string, env: NodeJS.ProcessEnv, wanted: Wanted): Promise<number> {
  const { target } = wanted;
  if (target !== undefined) {
    const { origin, protocol, hostname, port } = new URL(target);
    const monitor = `${protocol}//${hostname}:${Number(port) - 10}`; // 4000 beside 4010
    return measure(k6, root, env, { ...wanted, target: origin, monitor });
  }
  const { LaunchedPlatform } = await import('#tooling/launcher');
  const { fillShop } = await import('./shop.js');
  const platform = await LaunchedPlatform.start(root, env);
  try {
    await fillShop(platform);
    const monitor = platform.urlOf('monitor');
    return await measure(k6, root, env, { ...wanted, target: platform.urlOf('gateway'), monitor });
  } finally {
    await platform.stop();
  }
}

async function measure(
  k6: K6,
  root: string,
  env: NodeJS.ProcessEnv,
  { target, monitor, folder, ...test }: Wanted & { target: string; monitor: string },
): Promise<number> {
  const { GENERATED } = await import('#tooling/observability');
  const environments = await json<Environments>(join(root, 'contracts/environments.json'));
  const revision = await checkTarget(target, env, environments);
  const result = await runLoadTest(k6, {
    ...test,
    target,
    revision,
    thresholds: await json(join(root, GENERATED, 'thresholds.json')),
    writesToPrometheus: writesToPrometheus(k6, env),
  });
  const traces = env.TRACES_URL ?? 'http://localhost:9411/zipkin/traces';
  await write(result, folder, { monitor: env.MONITOR_PUBLIC_URL ?? monitor, traces });
  return result.isPassed ? 0 : 1;
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
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${result.name}-${result.workload}`);
  await writeFile(`${file}.json`, JSON.stringify(result, null, 2));
  await writeFile(`${file}.html`, reportOf(result, links));
  for (const { name, count, medianMs, p95Ms, maxMs } of result.steps)
    console.log(
      `${name.padEnd(34)} ${String(count).padStart(6)}  median ${milliseconds(medianMs)}, 95 % ${milliseconds(p95Ms)}, most ${milliseconds(maxMs)}`,
    );
  console.log(`${verdictOf(result)}\n${displayPath(`${file}.html`)}`);
}

const json = async <Content>(file: string): Promise<Content> =>
  JSON.parse(await readFile(file, 'utf8')) as Content;
