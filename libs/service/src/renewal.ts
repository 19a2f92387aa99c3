/** The pause after the first failure, and the longest one, in milliseconds. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps something from elsewhere fresh in the background: fetches it at once, and again before it is old. After a failure it
 * tries again, after a pause that doubles.
 */
export class Renewal {
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private isStopped = false;

  /** @param renew resolves with the milliseconds after which to renew again */
  constructor(private readonly renew: () => Promise<number>) {}

  start(): void {
    void this.attempt();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** A failure is not logged: whoever needs what is missing fails, and says why. */
  private async attempt(): Promise<void> {
    const waitMs = await this.renew().then(
      (ms) => {
        this.pauseMs = FIRST_PAUSE_MS;
        return ms;
      },
      () => {
        const { pauseMs } = this;
        this.pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        return pauseMs;
      },
    );
    if (!this.isStopped) this.timer = setTimeout(() => void this.attempt(), waitMs).unref();
  }
}
