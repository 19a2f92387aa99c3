import type { Env } from '#libs/service';
import { DataInUseError, EmbeddedPostgres, type EmbeddedPostgresOptions } from '#tooling/embedded-postgres';
import { displayPath, HOST, POSTGRES_PORT, UserError } from '#tooling/platform';
import { existsSync } from 'node:fs';
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

/** The folder of the database. @throws UserError when nothing has been stored there */
export async function requireState(paths: StatePaths, env: Env): Promise<string> {
  const postgres = await locateDatabase(paths, env);
  if (existsSync(postgres)) return postgres;
  throw new UserError(
    `${displayPath(paths.data)} holds no state: run \`npm start\` first, or name another folder with --data.`,
  );
}

/**
 * Starts the embedded server on a free port; undefined when a running launcher uses its data.
 * @throws UserError when there is no state: only a start creates one
 */
export async function startUnlessRunning(paths: StatePaths, env: Env): Promise<EmbeddedPostgres | undefined> {
  await requireState(paths, env);
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

/** The URL of the server that a running launcher has started, under its superuser. */
export async function runningServerUrl(paths: StatePaths, env: Env): Promise<string> {
  const password = await readFile(`${await locateDatabase(paths, env)}.password`, 'utf8');
  const { portOffset = 0 } = paths.lastLaunch() ?? {};
  return `postgres://postgres:${password}@${HOST}:${POSTGRES_PORT + portOffset}/postgres`;
}
