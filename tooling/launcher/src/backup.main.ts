import { shown, UserError } from '#tooling/platform';
import { backUp, type Piece } from '#tooling/embedded-postgres';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { backupKey, seal } from './archive.js';
import { command } from './command.js';
import { locate, withServer } from './embedded-server.js';
import { fileOf, readWords } from './options.js';
import { StatePaths } from './state-paths.js';

/** Copies the state of the embedded run, as it is at one moment, into one sealed file; the platform may run meanwhile. */
await command(async (args) => {
  const {
    words: [name],
    data,
  } = readWords(args);
  if (!name) throw new UserError('Say where to: npm run backup -- FILE.');
  const key = backupKey(process.env);
  const paths = new StatePaths(data);
  const postgres = await locate(paths, process.env);
  if (!existsSync(postgres)) throw new UserError(`There is nothing in ${shown(data)} yet.`);
  const file = fileOf(name);
  await withServer(paths, process.env, (ownerUrl) => seal(state(ownerUrl), file, key));
  const { size } = await stat(file);
  console.log(`${shown(data)} is in ${shown(file)} (${(size / 1e6).toFixed(1)} MB), sealed with BACKUP_KEY.`);

  async function* state(ownerUrl: string): AsyncGenerator<Piece> {
    yield { path: 'postgres' };
    for await (const piece of backUp(ownerUrl, postgres)) yield { ...piece, path: `postgres/${piece.path}` };
    yield await whole('postgres.password', `${postgres}.password`);
    yield await whole('secrets.json', paths.secrets);
  }
});

async function whole(path: string, file: string): Promise<Piece> {
  return { path, size: (await stat(file)).size, content: createReadStream(file) };
}
