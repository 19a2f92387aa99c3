import type { Env } from '#libs/service';
import { DataInUseError, EmbeddedPostgres, type EmbeddedPostgresOptions } from '#tooling/embedded-postgres';
import { HOST, POSTGRES_PORT } from '#tooling/platform';
import { readFile } from 'node:fs/promises';
import { type StatePaths } from './state-paths.js';

/** How to start the database server of the embedded run. */
export const serverOptions = ({ postgres }: StatePaths, env: Env): EmbeddedPostgresOptions => ({
  dataDir: postgres,
  fallbackDir: env.TROUPE_DATA_DIR,
});

/** The folder of the database, which is elsewhere when the server's user cannot enter the wanted one. */
export const locateDatabase = (paths: StatePaths, env: Env): Promise<string> =>
  EmbeddedPostgres.locate(serverOptions(paths, env));

/** Starts the embedded server on a free port; undefined when a running launcher uses its data. */
export async function startUnlessRunning(paths: StatePaths, env: Env): Promise<EmbeddedPostgres | undefined> {
  try {
    return await EmbeddedPostgres.start(serverOptions(paths, env));
  } catch (error) {
    if (error instanceof DataInUseError) return undefined;
    throw error;
  }
}

/**
 * Connects to the embedded server as its superuser. If no launcher runs, the server is started for the time of `work`.
 */
export async function withServer<Result>(
  paths: StatePaths,
  env: Env,
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = await startUnlessRunning(paths, env);
  try {
    return await work(server?.url() ?? (await runningServerUrl(paths, env)));
  } finally {
    await server?.stop();
  }
}

async function runningServerUrl(paths: StatePaths, env: Env): Promise<string> {
  const password = await readFile(`${await locateDatabase(paths, env)}.password`, 'utf8');
  const { portOffset = 0 } = (await paths.lastLaunch()) ?? {};
  return `postgres://postgres:${password}@${HOST}:${POSTGRES_PORT + portOffset}/postgres`;
}
