import { command } from './command.js';
import { discover } from './registry.js';
import { embedded, startUnlessRunning } from './embedded-server.js';
import { ServiceSettings } from './service-settings.js';
import { hasJob, runJob, serverAt } from './job.js';
import { readWords } from './options.js';
import { StatePaths } from './state-paths.js';
import { HOST, POSTGRES_PORT, Secrets, shown, UserError } from '#tooling/platform';

/**
 * Runs a one-off job of a service, `apps/<service>/src/<job>.main.ts`, beside the launcher that runs, with the settings
 * that the service itself has there.
 */
await command(async (args) => {
  const {
    words: [name = '', job = '', ...rest],
    data,
  } = readWords(args);
  const registry = await discover();
  const service = registry.services.find((service) => service.name === name);
  if (!service || !hasJob(name, job)) throw new UserError(`There is no job ${job} of ${name}.`);
  const paths = new StatePaths(data);
  const portOffset = await offsetOfLauncher(paths);
  const settings = new ServiceSettings(
    process.env,
    registry,
    await Secrets.open(paths.secrets),
    serverAt(`postgres://${HOST}:${POSTGRES_PORT + portOffset}`),
    portOffset,
  );
  process.exitCode = await runJob(name, job, rest, settings.of(service, 0));
});

/** @throws UserError when no launcher runs: what a job says would reach nobody */
async function offsetOfLauncher(paths: StatePaths): Promise<number> {
  const idle = await startUnlessRunning(embedded(paths, process.env));
  await idle?.stop();
  const launch = await paths.lastLaunch();
  if (idle || !launch)
    throw new UserError(`Nothing runs on ${shown(paths.data)}: start it with \`npm start\`.`);
  return launch.portOffset;
}
