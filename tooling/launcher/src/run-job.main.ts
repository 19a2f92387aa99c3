import { HOST, POSTGRES_PORT, ROOT, Secrets, UserError } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launcherCommand, nothingRuns, SERVICE } from './command.js';
import { startUnlessRunning } from './embedded-server.js';
import { findJob, jobsOf } from './job-declaration.js';
import { discoverRegistry } from './registry.js';
import { brokerAddress } from './servers.js';
import { ServiceSettings } from './service-settings.js';
import { type StatePaths } from './state-paths.js';

const {
  positionals: [service = '', name = ''],
} = parseArgs({ options: { data: { type: 'string' } }, strict: false, allowPositionals: true });
const declared = await findJob(service, name);
const script = declared && scriptOfJob(service, name);
const preset = script !== undefined;

await launcherCommand(
  {
    name: preset ? `npm run ${script}` : 'node tooling/run.ts launcher/run-job',
    about: `${declared?.about ?? 'Runs a job of a service, apps/SERVICE/src/JOB.main.ts.'}\nThe platform must be running.`,
    args: [
      { ...SERVICE, preset },
      { name: 'JOB', about: 'its job', preset, oneOf: () => jobsOf(service) },
      ...(declared?.args ?? []),
    ],
  },
  async (paths, _options, [_service, _job, ...args]) => {
    const { databaseServerAt, runJob } = await import('./job.js');
    const portOffset = await offsetOfLauncher(paths);
    const registry = await discoverRegistry();
    const databases = `postgres://${HOST}:${POSTGRES_PORT + portOffset}`;
    const settings = new ServiceSettings(
      process.env,
      registry,
      await Secrets.open(paths.secrets),
      databaseServerAt(databases, brokerAddress(paths.brokerPlace(), databases, portOffset)),
      portOffset,
    );
    const found = registry.services.find((one) => one.name === service)!;
    return runJob(service, name, args, settings.of(found, 0));
  },
);

/** The script of package.json that gives the service and the job. */
function scriptOfJob(...job: string[]): string | undefined {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return Object.keys(scripts).find((one) => scripts[one]?.endsWith(`launcher/run-job ${job.join(' ')}`));
}

/** @throws UserError when no launcher runs: no service would receive what the job publishes */
async function offsetOfLauncher(paths: StatePaths): Promise<number> {
  const launch = paths.lastLaunch();
  if (!launch) throw new UserError(nothingRuns(paths));
  const idle = await startUnlessRunning(paths, process.env);
  await idle?.stop();
  if (idle) throw new UserError(nothingRuns(paths));
  return launch.portOffset;
}
