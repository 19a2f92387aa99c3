import { Database, EmbeddedPostgres } from '#libs/database';
import { databaseUrl, provisionBroker, provisionService, type Service } from '#libs/service';
import { sql } from 'kysely';
import { existsSync, statSync } from 'node:fs';
import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backupKey, unseal } from './archive.js';
import { command } from './command.js';
import { discover, type Players } from './discovery.js';
import { embedded, withServer } from './embedded.js';
import { Environment, serverAt } from './environment.js';
import { hasJob, runJob } from './job.js';
import { fileOf, readWords } from './options.js';
import { Places, shown } from './places.js';
import { Secrets } from './secrets.js';
import { UserError } from './user-error.js';

/** The one-off that erases people again; the services that have it know who was erased. */
const ERASE = 'erase';
const USAGE =
  'Say from what, and who must stay forgotten: npm run restore -- FILE --erased STATE. STATE is a data folder that knows who was erased since the backup, or a file with their ids, one a line (an empty one when nobody was).';

/** Makes a backup the state of the embedded run. Whoever was erased since the backup is erased before anybody sees it. */
await command(async (args) => {
  const {
    words: [name],
    data,
    erased,
  } = readWords(args);
  if (!name || !erased) throw new UserError(USAGE);
  const key = backupKey(process.env);
  const places = new Places(data);
  const postgres = await locate(places);
  if (existsSync(postgres))
    throw new UserError(
      `${shown(data)} has a state: restore into another folder (--data DIR), or empty it with \`npm run reset\`.`,
    );
  const players = await discover();
  const erasers = players.services.filter((service) => hasJob(service.name, ERASE));
  const ids = await erasedIn(fileOf(erased), erasers);

  const draft = new Places(places.restoring);
  const drafted = await locate(draft);
  const place = (piece: string) => (piece === 'secrets.json' ? draft.secrets : join(dirname(drafted), piece));
  try {
    await remove(draft.all(drafted)); // what an attempt that was killed left behind
    await unseal(fileOf(name), key, place);
    await EmbeddedPostgres.adopt(embedded(draft, process.env));
    await erase(ids, draft, players, erasers);
    await copyFile(draft.secrets, places.secrets);
    await rename(`${drafted}.password`, `${postgres}.password`);
    await rename(drafted, postgres);
  } finally {
    await remove([...draft.all(drafted), draft.data]);
  }
  console.log(`${shown(data)} is as it was, but for whom was erased since: \`npm start\`.`);
});

async function remove(paths: string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

function locate(places: Places): Promise<string> {
  return EmbeddedPostgres.locate(embedded(places, process.env));
}

/** @throws UserError when there is no such folder or file */
async function erasedIn(source: string, erasers: Service[]): Promise<string[]> {
  if (!existsSync(source)) throw new UserError(`${source} is neither a data folder nor a file of ids.`);
  if (!statSync(source).isDirectory()) return (await readFile(source, 'utf8')).split(/\s+/).filter(Boolean);
  const places = new Places(source);
  if (!existsSync(await locate(places))) throw new UserError(`${source} has no state.`);
  return withServer(places, process.env, async (ownerUrl) => {
    const found = await Promise.all(erasers.map(({ name }) => forgotten(databaseUrl(ownerUrl, name))));
    return found.flat();
  });
}

/** The opaque ids of everybody whom a service has forgotten. */
async function forgotten(url: string): Promise<string[]> {
  const database = new Database(url, { connections: 1 });
  const found = await sql<{ id: string }>`select datasubject as id from messaging.tombstone`
    .execute(database.query)
    .finally(() => database.close());
  return found.rows.map(({ id }) => id);
}

/** Brings what is needed for it up to date first: a backup may be older than the services. */
async function erase(ids: string[], places: Places, players: Players, erasers: Service[]): Promise<void> {
  const secrets = await Secrets.open(places.secrets);
  await withServer(places, process.env, async (ownerUrl) => {
    await provisionBroker(ownerUrl);
    const environment = new Environment(process.env, players, secrets, serverAt(ownerUrl), 0);
    for (const service of erasers) {
      await provisionService(ownerUrl, service, secrets.password(service.name));
      const code = await runJob(service.name, ERASE, [], environment.of(service, 0), ids.join('\n'));
      if (code) throw new UserError(`${service.name} could not erase again: the state was not restored.`);
    }
  });
  await secrets.save();
}
