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
import { EmbeddedPostgresError, ignoreCodes, unsupportedPlatform } from './embedded-postgres-error.js';

/** PostgreSQL refuses to run as root, so root runs it as the user `nobody`. */
const NOBODY = 65534;

/** The user that PostgreSQL runs as, unless it is the user who starts it. */
export const serverUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/**
 * The `native` folder (bin, lib, share) of the npm package with PostgreSQL for this platform.
 * @throws {EmbeddedPostgresError} when the package is not installed, or none exists for the platform
 */
export function locateBinaries(platform = `${process.platform}-${process.arch}`): string {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${platform.replace('win32', 'windows')}`,
    );
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw unsupportedPlatform(platform, cause);
  }
}

/** Makes the binaries in `native` runnable for the server's user, in a copy if necessary; returns their folder. */
export async function provideBinaries(native: string, fallbackDir?: string): Promise<string> {
  if (await canServerEnter(native)) {
    await completeBinaries(native);
    return native;
  }
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8');
  const copy = join(await makeSafe(fallbackPath(manifest, fallbackDir)), 'native');
  if (!existsSync(copy)) await copyBinaries(native, copy);
  return copy;
}

/**
 * The folder for data that is wanted in `dataDir`: that one, or another if the server's user cannot enter it. Nothing is
 * created.
 */
export async function locateData(dataDir: string, fallbackDir?: string): Promise<string> {
  const parent = await futurePath(dirname(dataDir));
  const folder = (await canServerEnter(parent))
    ? parent
    : fallbackPath(join(parent, basename(dataDir)), fallbackDir);
  return join(folder, basename(dataDir));
}

/** Makes the folder around the data. @returns what {@link locateData} returns */
export async function provideData(dataDir: string, fallbackDir?: string): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true });
  const located = await locateData(dataDir, fallbackDir);
  if (dirname(located) !== (await realpath(dirname(dataDir)))) await makeSafe(dirname(located));
  return located;
}

/** The real path of a folder that may not exist yet. */
async function futurePath(folder: string): Promise<string> {
  const real = await realpath(folder).catch(ignoreCodes('ENOENT'));
  return real ?? join(await futurePath(dirname(folder)), basename(folder));
}

/**
 * Makes the library links that are missing, and the programs executable: npm packages contain neither links nor modes.
 * Several processes may do it at once.
 */
export async function completeBinaries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(await readFile(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    await symlink(relative(dirname(target), source), link).catch(ignoreCodes('EEXIST'));
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
  await rename(draft, copy).catch(ignoreCodes('ENOTEMPTY', 'EEXIST'));
  await rm(draft, { recursive: true, force: true });
}

async function canServerEnter(folder: string): Promise<boolean> {
  if (!serverUser) return true;
  for (let at = await futurePath(folder); ; at = dirname(at)) {
    const { mode, uid } = (await stat(at).catch(ignoreCodes('ENOENT'))) ?? newFolder();
    if (!(mode & 0o001) && !(uid === NOBODY && mode & 0o100)) return false;
    if (at === dirname(at)) return true;
  }
}

/** What a folder would be that this process makes. */
const newFolder = () => ({ mode: 0o777 & ~process.umask(), uid: process.getuid?.() });

/** The path of a folder for each key. */
const fallbackPath = (key: string, parent = '/var/tmp'): string =>
  join(parent, `troupe-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);

/** Makes a folder that only this user can write to. In a public folder, another user could have made it first. */
async function makeSafe(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { uid, mode } = await lstat(folder);
  const isSafe = uid === process.getuid?.() && !(mode & 0o022);
  if (isSafe) await chmod(folder, 0o755);
  if (isSafe && (await canServerEnter(folder))) return folder;
  throw new EmbeddedPostgresError(
    `${folder} cannot hold PostgreSQL's data, because other users may write to it or user ${NOBODY} cannot enter it: set TROUPE_DATA_DIR to a folder that every user may enter.`,
  );
}
