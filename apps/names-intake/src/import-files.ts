import type { Env } from '#libs/service';
import type { Progress } from './import-chunk.js';
import { job } from './import.job.js';
import { namesIntake } from './names-intake.module.js';
import { BrokenFile, chunkFrom, type OfficialFile, readOfficialFile } from './official-file.js';
import { printable } from './printable.js';
import { readText } from './read-text.js';

/** Prints the progress. */
type Print = (text: string) => void;
/** Sends the chunk of a file that begins at `firstLine`. */
type Send = (file: OfficialFile, firstLine: number) => Promise<Progress>;

const WIDTH = 30;
/** How long the service may take for one chunk, in milliseconds. */
const CHUNK_MS = 60_000;

/**
 * Imports official files, as an admin process: one more replica of the service, which sends the files to itself in chunks.
 * @returns the exit code: 1 when a file was not imported, which never stops the others; 2 when no file is named
 */
export async function importFiles(paths: string[], env: Env, print: Print): Promise<number> {
  if (!paths.length) {
    const [{ name, about }] = job.args;
    print(`${name} is missing: name ${about}.\n`);
    return 2;
  }
  const replica = await namesIntake.start({ ...env, PORT: '0', LOG_LEVEL: 'warn' });
  const send: Send = async (file, firstLine) =>
    post(`${replica.url}/imports/${file.importId}`, file, firstLine, await replica.tokenFor(replica.name));
  try {
    let code = 0;
    for (const path of paths) if (!(await importFile(path, send, print))) code = 1;
    return code;
  } finally {
    await replica.stop();
  }
}

/** Returns false after saying why a file was not imported, or not completely. */
async function importFile(path: string, send: Send, print: Print): Promise<boolean> {
  let done = 0;
  try {
    const file = readOfficialFile(path, await readText(path));
    while (done < file.names.length) {
      done = (await send(file, done + 1)).nextLine - 1;
      print(bar(path, done, file.names.length));
    }
    print('\n');
    return true;
  } catch (error) {
    print(
      error instanceof BrokenFile
        ? printable(`${path} was skipped:\n${error.message}\n`)
        : printable(`\n${path} was imported up to line ${done}: ${reasonOf(error as Error)}\n`) +
            `Import it again: it continues there.\n`,
    );
    return false;
  }
}

const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message);

/** @throws Error with what the service says of the chunk */
async function post(url: string, file: OfficialFile, firstLine: number, token: string): Promise<Progress> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-correlation-id': `import-${file.importId.slice(0, 32)}`,
    },
    body: JSON.stringify(chunkFrom(file, firstLine)),
    signal: AbortSignal.timeout(CHUNK_MS),
  });
  if (response.ok) return (await response.json()) as Progress;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(
    `the service answered ${response.status} to the chunk from line ${firstLine} on: ${problem.detail ?? ''}`,
  );
}

function bar(path: string, done: number, all: number): string {
  const full = Math.round((WIDTH * done) / all);
  return `\r${printable(path)}  ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}  ${done} of ${all} names`;
}
