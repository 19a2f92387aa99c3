import { remove, shown, UserError } from '#tooling/platform';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { existsSync, statSync } from 'node:fs';
import { copyFile, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backupKey, unseal } from './archive.js';
import { command } from './command.js';
import { embedded, locate } from './embedded-server.js';
import { fileOf, readWords } from './options.js';
import { StatePaths } from './state-paths.js';

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
  const paths = new StatePaths(data);
  const postgres = await locate(paths, process.env);
  if (existsSync(postgres))
    throw new UserError(
      `${shown(data)} has a state: restore into another folder (--data DIR), or empty it with \`npm run reset\`.`,
    );
  const ids = await erasedBy(fileOf(erased));

  const draft = new StatePaths(paths.restoring);
  const drafted = await locate(draft, process.env);
  const place = (piece: string) => (piece === 'secrets.json' ? draft.secrets : join(dirname(drafted), piece));
  try {
    await remove(draft.all(drafted)); // what an attempt that was killed left behind
    await unseal(fileOf(name), key, place);
    await EmbeddedPostgres.adopt(embedded(draft, process.env));
    const { eraseAgain } = await import('./erasures.js');
    await eraseAgain(ids, draft);
    await copyFile(draft.secrets, paths.secrets);
    await rename(`${drafted}.password`, `${postgres}.password`);
    await rename(drafted, postgres);
  } finally {
    await remove([...draft.all(drafted), draft.data]);
  }
  console.log(`${shown(data)} is as it was, but for whom was erased since: \`npm start\`.`);
});

/** @throws UserError when there is no such folder or file */
async function erasedBy(source: string): Promise<string[]> {
  if (!existsSync(source)) throw new UserError(`${source} is neither a data folder nor a file of ids.`);
  if (!statSync(source).isDirectory()) return (await readFile(source, 'utf8')).split(/\s+/).filter(Boolean);
  const paths = new StatePaths(source);
  if (!existsSync(await locate(paths, process.env))) throw new UserError(`${source} has no state.`);
  const { erasedIn } = await import('./erasures.js');
  return erasedIn(paths);
}
