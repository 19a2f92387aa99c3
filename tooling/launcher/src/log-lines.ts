import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type LogLine, readLogLine } from './log-line.js';

/**
 * The lines of a log that contain a text. Other processes write the file, and one may have died in the middle of a line.
 * @returns the lines, and how many with the text are torn
 */
export async function linesWith(text: string, file: string): Promise<{ found: LogLine[]; torn: number }> {
  const found: LogLine[] = [];
  let torn = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    // Lines that are not JSON say why a process could not start.
    if (!line.startsWith('{') || !line.includes(text)) continue;
    const whole = readLogLine(line);
    const read = whole ?? behindTorn(line);
    if (!whole) torn++;
    if (read && JSON.stringify(read).includes(text)) found.push(read);
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
