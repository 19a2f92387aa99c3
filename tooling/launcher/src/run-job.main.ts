import { command } from './command.js';
import { discover } from './registry.js';
import { embedded, startUnlessRunning } from './embedded-server.js';
import { Environment } from './service-settings.js';
import { hasJob, runJob, serverAt } from './job.js';
import { readWords } from './options.js';
import { Places } from './state-paths.js';
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
  const places = new Places(data);
  const portOffset = await offsetOfLauncher(places);
  const environment = new Environment(
    process.env,
    registry,
    await Secrets.open(places.secrets),
    serverAt(`postgres://${HOST}:${POSTGRES_PORT + portOffset}`),
    portOffset,
  );
  process.exitCode = await runJob(name, job, rest, environment.of(service, 0));
});

/** @throws UserError when no launcher runs: what a job says would reach nobody */
async function offsetOfLauncher(places: Places): Promise<number> {
  const idle = await startUnlessRunning(embedded(places, process.env));
  await idle?.stop();
  const launch = await places.lastLaunch();
  if (idle || !launch)
    throw new UserError(`Nothing runs on ${shown(places.data)}: start it with \`npm start\`.`);
  return launch.portOffset;
}
