import { callersPath, displayPath, removeAll, UserError } from '#tooling/platform';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { ownerUrlAt, placeFor } from './broker-place.js';
import { dirname, join } from 'node:path';
import { backupKey, SUBSCRIPTIONS, unsealBackup } from './backup-file.js';
import { launcherCommand } from './command.js';
import type { SubscribedSince } from '#libs/messaging';
import type { Json } from './hospital-answers.js';
import { locateDatabase, serverOptions } from './embedded-server.js';
import { checkEmpty } from './servers.js';
import { StatePaths } from './state-paths.js';

await launcherCommand(
  {
    name: 'npm run restore',
    about:
      'Fills an empty data folder from a backup, with the BACKUP_KEY that encrypted it. People who were erased after the\n' +
      'backup are erased again before anyone can read their data.',
    args: [{ name: 'FILE', about: 'the backup', exists: 'file' }],
    options: {
      erased: {
        value: 'DIR|FILE',
        about:
          'the data folder that knows who was erased, or a file with their ids, one a line; it may be empty',
        required: true,
        exists: 'path',
      },
    },
    createsState: true,
  },
  async (paths, { erased }, [name]) => {
    const key = backupKey(process.env);
    const postgres = await locateDatabase(paths, process.env);
    if (existsSync(postgres))
      throw new UserError(
        `${displayPath(paths.data)} holds a state: restore into another folder with --data, or delete the state with \`npm run reset\`.`,
      );
    const ids = await erasedIds(callersPath(erased));
    await restore(callersPath(name), key, ids, paths, postgres);
    console.log(
      `${displayPath(paths.data)} holds the state of the backup, without the people who were erased since: run \`${paths.advised('npm start')}\`.`,
    );
  },
);

/** Prepares the state in a folder of its own, so that an attempt that fails or is killed leaves none. */
async function restore(
  file: string,
  key: Buffer,
  erased: string[],
  paths: StatePaths,
  postgres: string,
): Promise<void> {
  const isNew = !existsSync(paths.data);
  const draft = new StatePaths(paths.restoring);
  const drafted = await locateDatabase(draft, process.env);
  try {
    await unsealBackup(file, key, async () => {
      await removeAll(draft.all(drafted)); // of an attempt that was killed
      for (const folder of [draft, paths]) await EmbeddedPostgres.provide(serverOptions(folder, process.env));
      const files: Record<string, string> = { 'secrets.json': draft.secrets, [SUBSCRIPTIONS]: draft.broker };
      return (entry) => files[entry] ?? join(dirname(drafted), entry);
    });
    await EmbeddedPostgres.adopt(serverOptions(draft, process.env));
    const { eraseAgain } = await import('./erasures.js');
    const subscriptions = await subscriptionsIn(draft);
    const place = placeFor('rabbitmq', process.env);
    if (subscriptions && place.at) await checkEmpty(place, ownerUrlAt(place.at, process.env));
    await eraseAgain(erased, draft, subscriptions);
    if (subscriptions) await paths.saveBrokerPlace(place);
    if (subscriptions && !place.at) await mkdir(paths.rabbitmq, { recursive: true, mode: 0o700 });
    await copyFile(draft.secrets, paths.secrets);
    await rename(`${drafted}.password`, `${postgres}.password`);
    await rename(drafted, postgres);
  } catch (error) {
    if (isNew) await removeAll([paths.data]);
    throw error;
  } finally {
    await removeAll([...draft.all(drafted), draft.data]);
  }
}

/** Since when who hears what, if the backup is of a platform on RabbitMQ. It says nothing of where the draft has its events. */
async function subscriptionsIn({ broker }: StatePaths): Promise<SubscribedSince[] | undefined> {
  if (!existsSync(broker)) return undefined;
  const read = JSON.parse(await readFile(broker, 'utf8')) as Json<SubscribedSince>[];
  await removeAll([broker]);
  return read.map((one) => ({ ...one, since: new Date(one.since) }));
}

/** The ids in a file, or of the tombstones in a data folder. @throws UserError when a folder holds no state */
async function erasedIds(source: string): Promise<string[]> {
  if (!statSync(source).isDirectory()) return (await readFile(source, 'utf8')).split(/\s+/).filter(Boolean);
  const paths = new StatePaths(source);
  if (!existsSync(await locateDatabase(paths, process.env)))
    throw new UserError(`${source} holds no state: name a data folder, or a file of ids, with --erased.`);
  const { erasedPeople } = await import('./erasures.js');
  return erasedPeople(paths);
}
