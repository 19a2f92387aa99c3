import sonicBoom from 'sonic-boom';

/** Told by a {@link LogOutput} about lines that are lost. */
export interface LostLines {
  /** For each line that is dropped. */
  onDrop(): void;
  /** When lines are written again after `dropped` were lost. */
  onRecovery(dropped: number): void;
}

/** How many bytes of lines wait for an output that takes none. */
const WAITING_BYTES = 1024 * 1024;
const RETRY_MS = 1_000;

/**
 * A file descriptor that log lines are written to. While it takes none, because the disk is full, the pipe is closed or
 * its reader stands still, lines wait, and those beyond 1 MiB are dropped. Writing never throws and never blocks.
 */
export class LogOutput {
  private readonly output: sonicBoom.SonicBoom;
  private dropped = 0;
  private retry?: NodeJS.Timeout;

  /** @param fd a pipe must be non-blocking, as standard output is after its first use through `process.stdout` */
  constructor(
    fd: number,
    private readonly lost: LostLines,
  ) {
    this.output = new sonicBoom.SonicBoom({
      fd,
      sync: true,
      maxLength: WAITING_BYTES,
      retryEAGAIN: () => false,
    });
    this.output.on('drop', () => this.drop());
    this.output.on('error', () => this.retryLater());
    this.output.on('drain', () => this.recover());
  }

  write(line: string): void {
    this.output.write(line);
  }

  private drop(): void {
    this.dropped += 1;
    this.lost.onDrop();
  }

  /** A service that has nothing more to log must get rid of its last lines, too. */
  private retryLater(): void {
    this.retry ??= setTimeout(() => {
      this.retry = undefined;
      this.output.write('');
    }, RETRY_MS).unref();
  }

  private recover(): void {
    const { dropped } = this;
    this.dropped = 0;
    if (dropped) this.lost.onRecovery(dropped);
  }
}
