import { counted, displayPath, UserError } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { launcherCommand } from './command.js';
import { type LogLine } from './log-line.js';
import { linesIn } from './log-lines.js';

await launcherCommand(
  {
    name: 'npm run logs',
    about: 'Prints the log lines of all services that contain an id, in order of time.',
    args: [{ name: 'ID', about: 'a correlation ID, or any other id' }],
  },
  async (paths, _options, [id]) => {
    const { logs } = paths;
    if (!existsSync(logs))
      throw new UserError(
        `${displayPath(paths.data)} holds no logs: run \`npm start\` first, or name another folder with --data.`,
      );
    const { found, torn } = await linesIn(logs, id);
    for (const line of found) console.log(formatLine(line));
    if (torn)
      console.error(`${counted(torn, 'line')} with this id cannot be read: a process died while it wrote.`);
    if (!found.length)
      throw new UserError(
        `No line in ${displayPath(logs)} contains ${id}: copy the id from a header X-Correlation-ID, and name the folder of the run with --data if it has one.`,
      );
  },
);

function formatLine({ time, level, service, msg = '', ...fields }: LogLine): string {
  const shown = Object.entries(fields).filter(
    ([name]) => !/^(correlation|causation|trace|span)_id$/.test(name),
  );
  const details = shown.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [time.slice(11, 23), service.padEnd(10), level.padEnd(5), msg, ...details].join(' ');
}
