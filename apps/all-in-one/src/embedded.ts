import { EmbeddedPostgres, EmbeddedPostgresError, type EmbeddedPostgresOptions } from '#libs/database';
import type { Env } from '#libs/service';
import type { Places } from './places.js';

/** Where the embedded run has its database server. */
export const embedded = ({ postgres }: Places, env: Env): EmbeddedPostgresOptions => ({
  dataDir: postgres,
  fallbackDir: env.TROUPE_DATA_DIR,
});

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
