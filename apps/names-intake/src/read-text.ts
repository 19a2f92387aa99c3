import { readFile, stat } from 'node:fs/promises';
import { BrokenFile } from './official-file.js';

const SENTENCES: Record<string, string> = {
  ENOENT: 'There is no such file: check its path.',
  ENOTDIR: 'There is no such file: check its path.',
  EISDIR: 'It is a folder: name the files in it.',
  EACCES: 'You may not read it: change its permissions, or run the command as another user.',
  EPERM: 'You may not read it: change its permissions, or run the command as another user.',
};

/**
 * Reads a file of UTF-8 text, without its byte order mark.
 * @throws BrokenFile when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readRegular(path).catch((error: unknown) => {
    throw error instanceof BrokenFile ? error : new BrokenFile(whyUnreadable(error as NodeJS.ErrnoException));
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenFile('It is not UTF-8 text: save it as UTF-8.');
  }
}

/** A pipe or a device may never end. */
async function readRegular(path: string): Promise<Buffer> {
  const about = await stat(path);
  if (about.isFile() || about.isDirectory()) return readFile(path);
  throw new BrokenFile('It is a pipe or a device: save what it gives as a file.');
}

/** What is wrong with a file that the system does not let us read, and what to do. */
export const whyUnreadable = ({ code = '', message }: NodeJS.ErrnoException): string =>
  SENTENCES[code] ?? `It cannot be read: ${message}.`;
