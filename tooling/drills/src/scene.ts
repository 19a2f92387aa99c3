import { LaunchedPlatform, RunningPlatform, StatePaths } from '#tooling/launcher';
import { GET_PROMETHEUS, hasPrometheus, PrometheusServer } from '#tooling/observability';
import { UserError } from '#tooling/platform';
import type { Scene } from './drill.js';

/** How many times shorter the windows of the rules are: five minutes become ten seconds. */
const SHORTER = 30;
/** A drill reads the alerts where they fire, so they need not arrive anywhere. */
const NOBODY = {
  alertmanager: '127.0.0.1:9',
  page: 'http://page.invalid',
  runbooks: 'http://runbooks.invalid',
};

/**
 * Runs `work` with the platform of a data folder, or else with one of its own, and with a Prometheus beside it whose rules
 * have shorter windows.
 * @param print says what is missing
 */
export async function withScene<Result>(
  root: string,
  paths: StatePaths,
  print: (line: string) => void,
  work: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  const running = await RunningPlatform.find(paths);
  if (running) return watched(root, running, print, work);
  print('Nothing runs here, so the drill starts a platform of its own.');
  // oxlint-disable-next-line node/no-process-env -- with an environment it gets no limits
  const launched = await LaunchedPlatform.start(root, process.env);
  try {
    const own = await RunningPlatform.find(new StatePaths(launched.data));
    if (!own) throw new UserError('The platform that the drill has started does not answer: try again.');
    return await watched(root, own, print, work);
  } finally {
    await launched.stop();
  }
}

async function watched<Result>(
  root: string,
  platform: RunningPlatform,
  print: (line: string) => void,
  work: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  if (!hasPrometheus()) {
    print(
      `SKIPPED every alert: prometheus is not installed, so only the monitor is checked; ${GET_PROMETHEUS}`,
    );
    return work({ platform, print });
  }
  const { services, portOffset: offset } = platform;
  const server = await PrometheusServer.start({ root, services, offset, shorter: SHORTER, ...NOBODY });
  try {
    return await work({ platform, prometheus: server.api, print });
  } finally {
    await server.stop();
  }
}
