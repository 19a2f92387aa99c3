import { readFile } from 'node:fs/promises';
import {
  EmbeddedPostgres,
  EmbeddedPostgresError,
  type EmbeddedPostgresOptions,
} from '#tooling/embedded-postgres';
import type { Env } from '#libs/service';
import { type StatePaths } from './state-paths.js';
import { HOST, POSTGRES_PORT } from '#tooling/platform';

/** Where the embedded run has its database server. */
export const embedded = ({ postgres }: StatePaths, env: Env): EmbeddedPostgresOptions => ({
  dataDir: postgres,
  fallbackDir: env.TROUPE_DATA_DIR,
});

/** Where its data lies, which is elsewhere when its user cannot reach the wanted place. */
export const locate = (paths: StatePaths, env: Env): Promise<string> =>
  EmbeddedPostgres.locate(embedded(paths, env));

/** Starts the embedded server on a free port; undefined when a launcher that lives has it. */
export async function startUnlessRunning(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | undefined> {
  try {
    return await EmbeddedPostgres.start(options);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && /is in use by process/.test(error.message))
      return undefined;
    throw error;
  }
}

/** Works on the embedded server as its superuser: on the one that runs, or on one that is started for it. */
export async function withServer<Result>(
  paths: StatePaths,
  env: Env,
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = await startUnlessRunning(embedded(paths, env));
  try {
    return await work(server?.url() ?? (await runningUrl()));
  } finally {
    await server?.stop();
  }

  async function runningUrl(): Promise<string> {
    const password = await readFile(`${await locate(paths, env)}.password`, 'utf8');
    const { portOffset = 0 } = (await paths.lastLaunch()) ?? {};
    return `postgres://postgres:${password}@${HOST}:${POSTGRES_PORT + portOffset}/postgres`;
  }
}
