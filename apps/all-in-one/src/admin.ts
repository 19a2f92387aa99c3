import { command } from './command.js';
import { discover } from './discovery.js';
import { embedded, startUnlessRunning } from './embedded.js';
import { Environment } from './environment.js';
import { hasJob, runJob, serverAt } from './job.js';
import { readWords } from './options.js';
import { Places, shown } from './places.js';
import { HOST, POSTGRES_PORT } from './ports.js';
import { Secrets } from './secrets.js';
import { UserError } from './user-error.js';

/**
 * Runs a one-off job of a service, `apps/<service>/src/<job>.main.ts`, beside the launcher that runs, with the settings
 * that the service itself has there.
 */
await command(async (args) => {
  const {
    words: [name = '', job = '', ...rest],
    data,
  } = readWords(args);
  const players = await discover();
  const service = players.services.find((service) => service.name === name);
  if (!service || !hasJob(name, job)) throw new UserError(`There is no job ${job} of ${name}.`);
  const places = new Places(data);
  const portOffset = await offsetOfLauncher(places);
  const environment = new Environment(
    process.env,
    players,
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
