import { displayPath, HOST, POSTGRES_PORT, Secrets, UserError } from '#tooling/platform';
import { launcherCommand } from './command.js';
import { startUnlessRunning } from './embedded-server.js';
import { discoverRegistry } from './registry.js';
import { ServiceSettings } from './service-settings.js';
import { type StatePaths } from './state-paths.js';

/** The script of package.json that names the service and the job. */
const { npm_lifecycle_event: script } = process.env;

await launcherCommand(
  {
    usage: script
      ? `npm run ${script} -- [ARGUMENT...]`
      : 'node tooling/run.ts launcher/run-job SERVICE JOB [ARGUMENT...]',
    about:
      'Runs a job of a service, apps/SERVICE/src/JOB.main.ts, beside the platform that runs, with the settings of the\n' +
      'service. The arguments go to the job.',
    args: ['SERVICE', 'JOB'],
    takesMore: true,
  },
  async (paths, _options, [name, job, ...rest]) => {
    const { databaseServerAt, hasJob, runJob } = await import('./job.js');
    const registry = await discoverRegistry();
    const service = registry.services.find((service) => service.name === name);
    if (!service || !hasJob(name, job))
      throw new UserError(`There is no job ${job} of ${name}: check for apps/${name}/src/${job}.main.ts.`);
    const portOffset = await offsetOfLauncher(paths);
    const settings = new ServiceSettings(
      process.env,
      registry,
      await Secrets.open(paths.secrets),
      databaseServerAt(`postgres://${HOST}:${POSTGRES_PORT + portOffset}`),
      portOffset,
    );
    return runJob(name, job, rest, settings.of(service, 0));
  },
);

/** @throws UserError when no launcher runs: no service would receive what the job publishes */
async function offsetOfLauncher(paths: StatePaths): Promise<number> {
  const idle = await startUnlessRunning(paths, process.env);
  await idle?.stop();
  const launch = await paths.lastLaunch();
  if (idle || !launch)
    throw new UserError(`Nothing runs on ${displayPath(paths.data)}: start it with \`npm start\`.`);
  return launch.portOffset;
}
