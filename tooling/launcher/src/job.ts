import { openBrokerAdmin } from '#libs/messaging';
import { DIST } from '#tooling/platform';
import { databaseUrl, type Env } from '#libs/service';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Server } from './service-settings.js';

/** The one-off jobs of a service are `apps/<service>/src/<job>.main.ts`. */
const scriptOf = (service: string, job: string) => join(DIST, 'apps', service, 'src', `${job}.main.js`);

export const hasJob = (service: string, job: string): boolean => existsSync(scriptOf(service, job));

/** Runs a job to its end, and returns its exit code. */
export async function runJob(
  service: string,
  job: string,
  args: string[],
  env: Env,
  input?: string,
): Promise<number> {
  const child = spawn(process.execPath, [scriptOf(service, job), ...args], {
    env,
    cwd: process.env.INIT_CWD, // npm runs scripts in its own folder; files are named from where the caller is
    stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'],
  });
  child.stdin?.end(input);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** The server that a URL of it names. */
export const serverAt = (url: string): Server => ({
  url: (database, name, password) => databaseUrl(url, database, { name, password }),
  brokerUrl: (service, password) => openBrokerAdmin(url).urlFor(service, password),
});
