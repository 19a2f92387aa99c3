import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** The root of the checkout; this file runs from `tooling/` in tests and from `dist/tooling/` elsewhere. */
export const ROOT = import.meta.dirname.replace(/([\\/]dist)?[\\/]tooling[\\/]platform[\\/]src$/, '');

/** The folder that the compiler writes to. */
export const DIST = join(ROOT, 'dist');

/** The folder where Node keeps compiled code between runs. */
export const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled');

/** A path for people: relative to the current folder, unless it lies outside of it. */
export function displayPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere || '.';
}

/** A path as the caller names it; npm runs scripts in its own folder. */
export const callersPath = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path);

/** Removes files and folders; paths that do not exist are skipped. */
export async function removeAll(paths: string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}
