import { databaseUrl } from '#libs/service';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.js';
import { discover } from './discovery.js';
import { embedded, startUnlessRunning } from './embedded.js';
import { Environment, type Server } from './environment.js';
import { readWords } from './options.js';
import { DIST, Places, shown } from './places.js';
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
  const file = join(DIST, 'apps', name, 'src', `${job}.main.js`);
  if (!service || !existsSync(file)) throw new UserError(`There is no job ${job} of ${name}.`);
  const places = new Places(data);
  const portOffset = await offsetOfLauncher(places);
  const environment = new Environment(
    process.env,
    players,
    await Secrets.open(places.secrets),
    serverAt(POSTGRES_PORT + portOffset),
    portOffset,
  );
  const env = environment.of(service, 0);
  // npm runs scripts in its own folder; files are named from where the caller is.
  const child = spawn(process.execPath, [file, ...rest], {
    env,
    cwd: process.env.INIT_CWD,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
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

function serverAt(port: number): Server {
  return {
    url: (database, name, password) =>
      databaseUrl(`postgres://${HOST}:${port}`, database, { name, password }),
  };
}
