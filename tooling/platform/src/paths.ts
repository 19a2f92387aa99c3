import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The root of the checkout; this file runs from `tooling/` in tests and from `dist/tooling/` elsewhere. */
export const ROOT = import.meta.dirname.replace(/([\\/]dist)?[\\/]tooling[\\/]platform[\\/]src$/, '');

/** What the compiler writes. */
export const DIST = join(ROOT, 'dist');

/** Where Node keeps compiled code between runs. */
export const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled');

/** A path relative to the current folder, unless it lies outside of it. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** Removes files and folders; paths that do not exist are skipped. */
export async function remove(paths: string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}
