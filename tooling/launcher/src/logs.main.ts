import { UserError } from '#tooling/platform';
import { createReadStream } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { command } from './command.js';
import { readWords } from './options.js';
import { StatePaths } from './state-paths.js';

interface Line {
  time: string;
  level: string;
  service: string;
  msg?: string;
  [field: string]: unknown;
}

/** Prints, in time order, the log lines of every service that hold one id: a correlation ID, or any other. */
await command(async (args) => {
  const { words, data } = readWords(args);
  const [id] = words;
  if (!id) throw new UserError('Say which business process: npm run logs -- <correlation-id>.');
  const { logs } = new StatePaths(data);
  const found: Line[] = [];
  for await (const file of glob('*.log', { cwd: logs }))
    found.push(...(await linesWith(id, join(logs, file))));
  found.sort((one, other) => one.time.localeCompare(other.time));
  for (const line of found) console.log(readable(line));
  if (!found.length)
    throw new UserError(`No line in ${logs} holds ${id}: copy the id from an X-Correlation-ID header.`);
});

async function linesWith(id: string, file: string): Promise<Line[]> {
  const found: Line[] = [];
  for await (const text of createInterface({ input: createReadStream(file) })) {
    // Other lines are the last words of a process that could not start.
    if (text.startsWith('{') && text.includes(id)) found.push(JSON.parse(text) as Line);
  }
  return found;
}

function readable({ time, level, service, msg = '', ...fields }: Line): string {
  const told = Object.entries(fields).filter(
    ([name]) => !/^(correlation|causation|trace|span)_id$/.test(name),
  );
  const details = told.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [time.slice(11, 23), service.padEnd(10), level.padEnd(5), msg, ...details].join(' ');
}
