import { createReadStream } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type LogLine, readLogLine } from './log-line.js';

/** A letter, digit or mark that an id may have: next to a text, it makes it a part of another id. */
const PART_OF_ID = '[\\w.-]';

/** The lines of all logs in a folder that contain an id, in order of time, and how many with the id are torn. */
export async function linesIn(folder: string, id: string): Promise<{ found: LogLine[]; torn: number }> {
  const found: LogLine[] = [];
  let torn = 0;
  for await (const file of glob('*.log{.1,}', { cwd: folder })) {
    const read = await linesWith(id, join(folder, file));
    found.push(...read.found);
    torn += read.torn;
  }
  return { found: found.toSorted((one, other) => one.time.localeCompare(other.time)), torn };
}

/**
 * The lines of a log that contain an id, and not only as a part of another one. Other processes write the file, and one may have died in the middle of a line.
 * @returns the lines, and how many with the id are torn
 */
export async function linesWith(id: string, file: string): Promise<{ found: LogLine[]; torn: number }> {
  const found: LogLine[] = [];
  const named = new RegExp(`(?<!${PART_OF_ID})${id.replaceAll(/[^\w-]/g, String.raw`\$&`)}(?!${PART_OF_ID})`);
  let torn = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    // Lines that are not JSON say why a process could not start.
    if (!line.startsWith('{') || !named.test(line)) continue;
    const whole = readLogLine(line);
    const read = whole ?? behindTorn(line);
    if (!whole) torn++;
    if (read && named.test(JSON.stringify(read))) found.push(read);
  }
  return { found, torn };
}

/** The line that another process wrote behind a torn one, without a break between them. */
function behindTorn(line: string): LogLine | undefined {
  const begins = [...line.matchAll(/\{"/g)].map(({ index }) => index).slice(1);
  for (const at of begins) {
    const read = readLogLine(line.slice(at));
    if (read) return read;
  }
  return undefined;
}
