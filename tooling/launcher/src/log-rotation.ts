import { copyFileSync, existsSync, globSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** In bytes. A log and the part that was rotated away have at most about twice as many, a day of calm use. */
const LARGEST_LOG = 20 * 1024 ** 2;
/** Milliseconds between two looks at the sizes. */
const EVERY_MS = 5_000;

/**
 * Moves the content of a log that is too large to `<log>.1`, in place of what was there. Its writers keep their
 * descriptors, which append, and go on at the start. The services of this process write while nothing else runs in it, so
 * no line is lost; another process could write in the instant between the copy and the cut.
 */
export function rotate(log: string, largest = LARGEST_LOG): void {
  if (!existsSync(log) || statSync(log).size <= largest) return;
  copyFileSync(log, `${log}.1`);
  truncateSync(log);
}

/** Rotates logs while the platform runs. */
export class LogRotation {
  private timer?: NodeJS.Timeout;

  /**
   * @param folder the folder of the logs of services
   * @param others the paths of other logs
   */
  constructor(
    private readonly folder: string,
    private readonly others: string[],
    private readonly largest = LARGEST_LOG,
    private readonly everyMs = EVERY_MS,
  ) {}

  /** Rotates what is too large now, and what becomes so. */
  start(): this {
    this.rotateAll();
    this.timer = setInterval(() => this.rotateAll(), this.everyMs).unref();
    return this;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
  }

  private rotateAll(): void {
    const logs = globSync('*.log', { cwd: this.folder }).map((name) => join(this.folder, name));
    for (const log of [...logs, ...this.others]) {
      try {
        rotate(log, this.largest);
      } catch {
        // A full disk has no room for a copy: the log grows, or loses lines, until there is.
      }
    }
  }
}
