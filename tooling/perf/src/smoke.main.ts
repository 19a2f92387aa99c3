import { join } from 'node:path';
import { DIST } from '#tooling/platform';
import { LaunchedPlatform } from '#tooling/launcher';
import { GENERATED } from '#tooling/observability';
import { findK6, GET_K6, runK6 } from './k6.js';

/** Runs the smoke workload on a platform of its own. @returns the exit code of k6 */
async function runSmoke(k6: string, root: string): Promise<number> {
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

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const k6 = findK6(process.env);
if (k6) process.exitCode = await runSmoke(k6, process.cwd());
else console.log(`SKIPPED perf:smoke: k6 is not installed; ${GET_K6}`);
