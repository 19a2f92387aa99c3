import type { RabbitmqIntervals } from './rabbitmq-intervals.js';

/** The pauses between one try and the next, in milliseconds: each twice as long as the last, up to the longest. */
export class Pauses {
  private failed = 0;
  private timer?: NodeJS.Timeout | undefined;

  constructor(private readonly intervals: Pick<RabbitmqIntervals, 'retryLowMs' | 'retryHighMs'>) {}

  next(): number {
    const { retryLowMs, retryHighMs } = this.intervals;
    return Math.min(retryHighMs, retryLowMs * 2 ** this.failed++);
  }

  /** Tries after the next pause, unless a try is waiting for its turn. */
  beforeNext(attempt: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      attempt();
    }, this.next()).unref();
  }

  /** The try that is waiting for its turn does not come. */
  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A try has succeeded. */
  reset(): void {
    this.failed = 0;
  }
}
