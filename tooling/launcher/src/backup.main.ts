import { callersPath, displayPath, UsageError } from '#tooling/platform';
import { type BackupEntry, backUpCluster } from '#tooling/embedded-postgres';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backupKey, sealBackup, SUBSCRIPTIONS } from './backup-file.js';
import { launcherCommand } from './command.js';
import { requireState } from './embedded-server.js';
import { type OwnerUrls, withEmbeddedServers } from './servers.js';
import { type StatePaths } from './state-paths.js';

await launcherCommand(
  {
    name: 'npm run backup',
    about:
      'Writes the state of the embedded run, as it is at one moment, into one file that is encrypted with BACKUP_KEY.\n' +
      'The platform may run meanwhile. Of RabbitMQ, it has who hears what: a restore sends again what was not handled.',
    args: [{ name: 'FILE', about: 'the file to write' }],
  },
  async (paths, _options, [name]) => {
    const file = newFile(name);
    const key = backupKey(process.env);
    const postgres = await requireState(paths, process.env);
    await withEmbeddedServers(paths, process.env, (urls) =>
      sealBackup(entriesOf(paths, postgres, urls), file, key),
    );
    const { size } = await stat(file);
    console.log(
      `${displayPath(file)} (${(size / 1e6).toFixed(1)} MB) holds the state of ${displayPath(paths.data)}, encrypted with BACKUP_KEY.`,
    );
  },
);

/** @throws UsageError when the file exists already, or has no folder */
function newFile(name: string): string {
  const file = callersPath(name);
  if (existsSync(file)) throw new UsageError(`${name} exists already: choose another name.`);
  if (!existsSync(dirname(file)))
    throw new UsageError(`There is no folder ${dirname(name)}: create it, or choose another one.`);
  return file;
}

async function* entriesOf(
  paths: StatePaths,
  postgres: string,
  { databases, broker }: OwnerUrls,
): AsyncGenerator<BackupEntry> {
  const { openBrokerAdmin } = await import('#libs/messaging');
  yield { path: 'postgres' };
  for await (const entry of backUpCluster(databases, postgres))
    yield { ...entry, path: `postgres/${entry.path}` };
  yield await wholeFile('postgres.password', `${postgres}.password`);
  yield await wholeFile('secrets.json', paths.secrets);
  const subscriptions = await openBrokerAdmin(broker).subscriptions?.();
  if (subscriptions) yield textFile(SUBSCRIPTIONS, JSON.stringify(subscriptions));
}

function textFile(path: string, text: string): BackupEntry {
  const content = (async function* () {
    yield Buffer.from(text);
  })();
  return { path, size: Buffer.byteLength(text), content };
}

async function wholeFile(path: string, file: string): Promise<BackupEntry> {
  return { path, size: (await stat(file)).size, content: createReadStream(file) };
}
