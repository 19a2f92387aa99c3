import { remove, shown, UserError } from '#tooling/platform';
import { EmbeddedPostgresError } from '#tooling/embedded-postgres';
import { existsSync } from 'node:fs';
import { command } from './command.js';
import { embedded, locate, startUnlessRunning } from './embedded-server.js';
import { readWords } from './options.js';
import { StatePaths } from './state-paths.js';

/** Empties the state of the embedded run. */
await command(async (args) => {
  const { data } = readWords(args);
  const paths = new StatePaths(data);
  const options = embedded(paths, process.env);
  const postgres = await locate(paths, process.env);
  if (existsSync(postgres)) await endServer();
  const restoring = new StatePaths(paths.restoring);
  await remove(restoring.all(await locate(restoring, process.env)));
  await remove(paths.all(postgres));
  console.log(`${shown(data)} is empty: the next \`npm start\` begins anew.`);

  /** A start claims the data, and ends the server of a launcher that was killed. */
  async function endServer(): Promise<void> {
    try {
      const server = await startUnlessRunning(options);
      if (!server) throw new UserError(`A launcher runs on ${shown(data)}: stop it first, then reset.`);
      await server.stop();
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresError)) throw error;
      // Data that no server can read may go.
    }
  }
});
