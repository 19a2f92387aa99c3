import { displayPath, removeAll, UserError } from '#tooling/platform';
import { EmbeddedPostgresError } from '#tooling/embedded-postgres';
import { existsSync } from 'node:fs';
import { launcherCommand } from './command.js';
import { locateDatabase, startUnlessRunning } from './embedded-server.js';
import { StatePaths } from './state-paths.js';

await launcherCommand(
  { name: 'npm run reset', about: 'Deletes all data of the embedded run.' },
  async (paths) => {
    const postgres = await locateDatabase(paths, process.env);
    const start = paths.advised('npm start');
    if (existsSync(postgres)) await stopServer(paths);
    const restoring = new StatePaths(paths.restoring);
    await removeAll(restoring.all(await locateDatabase(restoring, process.env)));
    const { at } = paths.brokerPlace();
    await removeAll(paths.all(postgres));
    if (at) console.log(`RabbitMQ at ${at} keeps its queues: delete the virtual host before the next start.`);
    console.log(`${displayPath(paths.data)} is empty: the next \`${start}\` creates new databases.`);
  },
);

/** Stops a server that a killed launcher left behind: a start ends it, and claims the data. */
async function stopServer(paths: StatePaths): Promise<void> {
  try {
    const server = await startUnlessRunning(paths, process.env);
    if (!server)
      throw new UserError(`A launcher runs on ${displayPath(paths.data)}: stop it first, then reset.`);
    await server.stop();
  } catch (error) {
    // Data that no server can read can be deleted at once.
    if (!(error instanceof EmbeddedPostgresError)) throw error;
  }
}
