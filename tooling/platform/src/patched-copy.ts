import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One careless change of a file, as built. */
export interface Patch {
  file: string;
  /** Text that the file has exactly once. */
  was: string;
  becomes: string;
}

/**
 * The text of a file of a folder with one change.
 * @throws Error when the file does not have the text exactly once: then the change must be written anew
 */
export function patchedText(folder: string, { file, was, becomes }: Patch): string {
  const source = readFileSync(join(folder, file), 'utf8');
  const times = source.split(was).length - 1;
  if (times !== 1) throw new Error(`${join(folder, file)} has this ${times} times instead of once: ${was}`);
  return source.replace(was, () => becomes);
}

/** Copies a folder, with one change. What was at `to` is replaced. @throws Error as `patchedText` does */
export function patchedCopy(folder: string, to: string, patch: Patch): void {
  const text = patchedText(folder, patch);
  rmSync(to, { recursive: true, force: true });
  cpSync(folder, to, { recursive: true });
  writeFileSync(join(to, patch.file), text);
}
