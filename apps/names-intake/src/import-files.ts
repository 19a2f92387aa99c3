import type { Env } from '#libs/service';
import { readFile } from 'node:fs/promises';
import type { Progress } from './import-chunk.js';
import { namesIntake } from './names-intake.module.js';
import { BrokenFile, chunkFrom, type OfficialFile, readOfficialFile } from './official-file.js';

/** Where the progress is shown. */
type Say = (text: string) => void;
/** Sends a chunk of a file and answers with the line that is wanted next. */
type Send = (file: OfficialFile, firstLine: number) => Promise<Progress>;

const WIDTH = 30;

/**
 * Takes official files in, as an admin process: one more replica of the service, which sends itself the files by parts.
 * @returns the exit code: 1 when a file was left out, the others are taken in all the same
 */
export async function importFiles(paths: string[], env: Env, say: Say): Promise<number> {
  if (!paths.length) {
    say('Say which files: npm run names:import -- boys.csv girls.csv\n');
    return 1;
  }
  const replica = await namesIntake.start({ ...env, PORT: '0', LOG_LEVEL: 'warn' });
  const send: Send = async (file, firstLine) =>
    post(`${replica.url}/imports/${file.importId}`, file, firstLine, await replica.tokenFor(replica.name));
  try {
    let code = 0;
    for (const path of paths) if (!(await importFile(path, send, say))) code = 1;
    return code;
  } finally {
    await replica.stop();
  }
}

async function importFile(path: string, send: Send, say: Say): Promise<boolean> {
  try {
    const file = readOfficialFile(path, await readFile(path, 'utf8'));
    for (let line = 1; line <= file.names.length;) {
      line = (await send(file, line)).nextLine;
      say(bar(path, line - 1, file.names.length));
    }
    say('\n');
    return true;
  } catch (error) {
    if (!(error instanceof BrokenFile) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    say(`${path} is left out:\n${(error as Error).message}\n`);
    return false;
  }
}

/** @throws Error with the problem that the service answered with */
async function post(url: string, file: OfficialFile, firstLine: number, token: string): Promise<Progress> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-correlation-id': `import-${file.importId.slice(0, 32)}`,
    },
    body: JSON.stringify(chunkFrom(file, firstLine)),
  });
  if (response.ok) return (await response.json()) as Progress;
  throw new Error(`line ${firstLine} and on: ${await response.text()}`);
}

function bar(path: string, done: number, all: number): string {
  const full = Math.round((WIDTH * done) / all);
  return `\r${path}  ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}  ${done} of ${all} names`;
}
