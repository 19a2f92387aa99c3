import { readLogLine } from './log-line.js';
import { type StatePaths } from './state-paths.js';
import { closeSync, globSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds between two looks at the logs. */
const EVERY_MS = 300;
/** Most bytes of a log that one look reads. */
const MOST_BYTES = 1024 ** 2;

/** Shows the failures that services log from now on, each with the command that shows how it came about. */
export class LogFollower {
  /** Where the next line of each log begins. */
  private readonly positions = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly paths: StatePaths,
    private readonly print: (line: string) => void,
    private readonly everyMs = EVERY_MS,
  ) {}

  start(): this {
    for (const file of this.files()) this.positions.set(file, sizeOf(file));
    this.timer = setInterval(() => this.look(), this.everyMs).unref();
    return this;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    for (const file of this.files())
      for (const line of this.newLines(file)) {
        const failure = failureIn(line, this.paths);
        if (failure) this.print(failure);
      }
  }

  private files(): string[] {
    return globSync('*.log', { cwd: this.paths.logs }).map((name) => join(this.paths.logs, name));
  }

  /** The lines that are complete; a log that has become shorter was rotated. */
  private newLines(file: string): string[] {
    const size = sizeOf(file);
    const known = this.positions.get(file) ?? 0;
    const from = known > size ? 0 : known;
    if (size === from) {
      this.positions.set(file, from);
      return [];
    }
    const bytes = readPart(file, from, Math.min(size - from, MOST_BYTES));
    const end = bytes.lastIndexOf('\n') + 1;
    // A part without an end of line is no line of ours.
    this.positions.set(file, from + (end || (bytes.length === MOST_BYTES ? bytes.length : 0)));
    return bytes.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
  }
}

/** 0 when it has just been deleted. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function readPart(file: string, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, from));
  } finally {
    closeSync(descriptor);
  }
}

/** A failure in words; undefined for a line about anything else. */
function failureIn(text: string, paths: StatePaths): string | undefined {
  const line = readLogLine(text);
  if (line?.level !== 'error' && line?.level !== 'warn') return undefined;
  const { service, msg = '', event, attempts, err, error, correlation_id: id } = line;
  const about = [event, attempts !== undefined && `attempt ${String(attempts)}`].filter(Boolean).join(', ');
  const cause = err ? `${err.type}: ${err.message}` : error;
  const place = err?.stack?.split('\n').find((frame) => /[\\/](apps|libs)[\\/]/.test(frame));
  return [
    [`${service}: ${msg}`, about && ` (${about})`, cause && `: ${cause}`].filter(Boolean).join(''),
    ...(place ? [place.trim()] : []),
    ...(id ? [paths.advised(`npm run logs -- ${id}`)] : []),
  ].join('\n      ');
}
