import { join } from 'node:path';
import { DIST, runCommand } from '#tooling/platform';
import { findK6, GET_K6, runK6 } from './k6.js';

/** Runs the smoke workload on a platform of its own. @returns the exit code of k6 */
async function runSmoke(k6: string, root: string): Promise<number> {
  const { LaunchedPlatform } = await import('#tooling/launcher');
  const { GENERATED } = await import('#tooling/observability');
  const platform = await LaunchedPlatform.start(root, process.env);
  try {
    return await runK6(k6, join(DIST, 'perf/workloads/smoke.js'), {
      THRESHOLDS: join(root, GENERATED, 'thresholds.json'),
      SIGNUP_URL: platform.urlOf('signup'),
      LOYALTY_URL: platform.urlOf('loyalty'),
      NAMES_INTAKE_URL: platform.urlOf('names-intake'),
      NAMES_BOARD_URL: platform.urlOf('names-board'),
    });
  } finally {
    await platform.stop();
  }
}

await runCommand(
  {
    name: 'npm run perf:smoke',
    about:
      'Starts the platform, signs customers up and registers births with k6, and fails if an objective is missed.',
  },
  async () => {
    const k6 = findK6(process.env);
    if (!k6) return console.log(`SKIPPED perf:smoke: k6 is not installed; ${GET_K6}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    return runSmoke(k6, process.cwd());
  },
);
