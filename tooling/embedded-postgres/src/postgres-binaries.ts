import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError, missingPlatform, unless } from './embedded-postgres-error.js';

/** PostgreSQL refuses to run as root, so root lends it the user `nobody`. */
const NOBODY = 65534;

/** The user that PostgreSQL runs as, when it is not the one who starts it. */
export const serverUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/**
 * The `native` folder (bin, lib, share) of the npm package with PostgreSQL for this platform.
 * @throws {EmbeddedPostgresError} when the package is not installed or there is none.
 */
export function locateBinaries(platform = `${process.platform}-${process.arch}`): string {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${platform.replace('win32', 'windows')}`,
    );
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw missingPlatform(platform, cause);
  }
}

/** Makes the binaries of `native` runnable for the server's user, in a copy when it cannot reach them; returns the folder to use. */
export async function placeBinaries(native: string, fallbackDir?: string): Promise<string> {
  if (await reachable(native)) {
    await completeBinaries(native);
    return native;
  }
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8');
  const copy = join(await refuge(manifest, fallbackDir), 'native');
  if (!existsSync(copy)) await copyBinaries(native, copy);
  return copy;
}

/** Where data that was asked to be in `dataDir` really lies: there, or in a folder that the server's user can reach. */
export async function placeData(dataDir: string, fallbackDir?: string): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true });
  const parent = await realpath(dirname(dataDir));
  const folder = (await reachable(parent))
    ? parent
    : await refuge(join(parent, basename(dataDir)), fallbackDir);
  return join(folder, basename(dataDir));
}

/**
 * Makes library links that are missing and sets the executables' mode bits, which an install script would have done;
 * several processes may do it at once.
 */
export async function completeBinaries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(await readFile(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    await symlink(relative(dirname(target), source), link).catch(unless('EEXIST'));
  }
  for (const name of await readdir(join(native, 'bin'))) {
    const file = join(native, 'bin', name);
    if (((await stat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755);
  }
}

async function copyBinaries(native: string, copy: string): Promise<void> {
  const draft = await mkdtemp(`${copy}.`);
  await cp(native, draft, { recursive: true, filter: async (file) => !(await lstat(file)).isSymbolicLink() });
  for (const name of await readdir(draft, { recursive: true })) await chmod(join(draft, name), 0o755);
  await chmod(draft, 0o755);
  await completeBinaries(draft);
  await rename(draft, copy).catch(unless('ENOTEMPTY', 'EEXIST'));
  await rm(draft, { recursive: true, force: true });
}

async function reachable(folder: string): Promise<boolean> {
  if (!serverUser) return true;
  for (let at = await realpath(folder); ; at = dirname(at)) {
    const { mode, uid } = await stat(at);
    if (!(mode & 0o001) && !(uid === NOBODY && mode & 0o100)) return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder of our own, one for each key; in a public place like /var/tmp somebody else could have made it first. */
async function refuge(key: string, parent = '/var/tmp'): Promise<string> {
  const folder = join(parent, `troupe-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  await mkdir(folder, { recursive: true });
  const { uid, mode } = await lstat(folder);
  const ours = uid === process.getuid?.() && !(mode & 0o022);
  if (ours) await chmod(folder, 0o755);
  if (ours && (await reachable(folder))) return folder;
  throw new EmbeddedPostgresError(
    `${folder} is of no use as PostgreSQL's folder, because it is not ours alone or user ${NOBODY} cannot reach it: set TROUPE_DATA_DIR to a folder that every user may enter.`,
  );
}
