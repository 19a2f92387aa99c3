import { statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { callersPath } from './paths.ts';
import { UsageError } from './user-error.ts';

/** What must exist at a path; `path` is a file or a folder. */
export type PathKind = 'file' | 'folder' | 'path';

/** @throws UsageError when nothing of that kind is at a path of the caller */
export function checkExists(kind: PathKind, value: string): void {
  const found = statsOf(value);
  if (!found)
    throw new UsageError(
      `There is no ${kind === 'path' ? 'file or folder' : kind} ${value}: check its path.`,
    );
  if (kind === 'file' && found.isDirectory()) throw new UsageError(`${value} is a folder: name a file.`);
  if (kind === 'folder' && !found.isDirectory()) throw new UsageError(`${value} is a file: name a folder.`);
}

/**
 * A path whose parent is a file is refused, too: nothing can be created there.
 * @throws UsageError when a path of the caller is a file
 */
export function checkNoFile(option: string, value: string): void {
  for (let path = callersPath(value); path !== dirname(path); path = dirname(path))
    if (statsOf(path)?.isFile()) throw new UsageError(`${path} is a file: name a folder with --${option}.`);
}

/** What is at a path of the caller; undefined when nothing is, or when its parent is a file. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(callersPath(path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
