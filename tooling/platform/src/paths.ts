import { mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from './user-error.ts';

/** The root of the checkout; this file runs from `tooling/` in tests and from `dist/tooling/` elsewhere. */
export const ROOT = import.meta.dirname.replace(/([\\/]dist)?[\\/]tooling[\\/]platform[\\/]src$/, '');

/** The folder that the compiler writes to. */
export const DIST = join(ROOT, 'dist');

/** The folder where Node keeps compiled code between runs. */
export const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled');

/** A path for people: relative to the folder of the caller, unless it lies outside of it. */
export const displayPath = (path: string): string => shortened(path, callersPath('.'));

/** A path as the caller names it; npm runs scripts in its own folder. */
export const callersPath = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path);

/** A path relative to the current folder, as git needs it, unless it lies outside of it. */
export const fromHere = (path: string): string => shortened(path, '.');

function shortened(path: string, base: string): string {
  const absolute = resolve(path);
  const inside = relative(base, absolute);
  return inside.startsWith('..') ? absolute : inside || '.';
}

/**
 * Makes a folder, and checks that it can be written to. Node's recursive `mkdir` never ends in a folder such as /proc.
 * @throws UserError when it cannot
 */
export function makeFolder(folder: string): void {
  try {
    makeParts(resolve(folder));
    rmdirSync(mkdtempSync(join(folder, '.writable-')));
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new UserError(`${displayPath(folder)} cannot be written to (${reason}): name another folder.`, {
      cause,
    });
  }
}

function makeParts(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  makeParts(dirname(folder));
  mkdirSync(folder);
}

/** Removes files and folders; paths that do not exist are skipped. */
export async function removeAll(paths: string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}
