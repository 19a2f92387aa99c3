import { openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, type Env } from '#libs/service';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { scriptOf } from './job-declaration.js';
import { type DatabaseServer } from './service-settings.js';

/** Runs a job, with `input` on its standard input, and returns its exit code. */
export async function runJob(
  service: string,
  job: string,
  args: string[],
  env: Env,
  input?: string,
): Promise<number> {
  const child = spawn(process.execPath, [scriptOf(service, job), ...args], {
    env,
    cwd: process.env.INIT_CWD, // the caller's folder, to which file names are relative: npm runs scripts in its own
    stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'],
  });
  child.stdin?.end(input);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** The database server of a URL, and the broker of another one. */
export const databaseServerAt = (url: string, brokerUrl = url): DatabaseServer => ({
  url: (database, name, password) => databaseUrl(url, database, { name, password }),
  brokerUrl: (service, password) => openBrokerAdmin(brokerUrl).urlFor(service, password),
});
