import { FirstFailures, isHandlerFailure, placeOf } from './first-failures.js';
import { type LogLine, readLogLine } from './log-line.js';
import { type StatePaths } from './state-paths.js';
import { closeSync, globSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds between two looks at the logs. */
const EVERY_MS = 300;
/** Most bytes of a log that one look reads. */
const MOST_BYTES = 1024 ** 2;

/** How failures are shown. */
export interface FollowerOptions {
  /** Whether every kind of failure is shown, with its place in the sources; else the first failure of each handler alone. */
  isDetailed: boolean;
  everyMs?: number;
}

/** Shows the failures that services log from now on, each with the command that tells more. */
export class LogFollower {
  /** Where the next line of each log begins. */
  private readonly positions = new Map<string, number>();
  private timer?: NodeJS.Timeout;
  private readonly firstFailures;

  constructor(
    private readonly paths: StatePaths,
    private readonly print: (line: string) => void,
    private readonly options: FollowerOptions,
  ) {
    this.firstFailures = new FirstFailures(paths);
  }

  start(): this {
    for (const file of this.files()) this.positions.set(file, sizeOf(file));
    this.timer = setInterval(() => this.look(), this.options.everyMs ?? EVERY_MS).unref();
    return this;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    for (const file of this.files())
      for (const text of this.newLines(file)) {
        const line = readLogLine(text);
        const failure = line && this.failureIn(line);
        if (failure) this.print(failure);
      }
  }

  /** A failure in words; undefined for a repetition, and for a line about anything else. */
  private failureIn(line: LogLine): string | undefined {
    const { isDetailed } = this.options;
    if (line.msg === 'started') this.firstFailures.restarted(line.service);
    if (line.level !== 'error' && line.level !== 'warn') return undefined;
    if (!isHandlerFailure(line)) return isDetailed ? detailed(line, summaryOf(line), this.paths) : undefined;
    const first = this.firstFailures.tell(line);
    return first && isDetailed ? detailed(line, first, this.paths) : first;
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

/** A failure that is no handler's, in one line. */
function summaryOf({ service, msg = '', err, error }: LogLine): string {
  const cause = err ? `${err.type}: ${err.message}` : error;
  return `${service}: ${msg}${cause ? `: ${cause}` : ''}`;
}

/** A failure with its place in the sources, and the command that shows how it came about. */
function detailed(line: LogLine, summary: string, paths: StatePaths): string {
  const place = placeOf(line);
  const { correlation_id: id } = line;
  return [summary, ...(place ? [place] : []), ...(id ? [paths.advised(`npm run logs -- ${id}`)] : [])].join(
    '\n      ',
  );
}
