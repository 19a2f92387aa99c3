import type { RabbitmqIntervals } from './rabbitmq-intervals.js';

/** The pauses between one try and the next, in milliseconds: each twice as long as the last, up to the longest. */
export class Pauses {
  private failed = 0;

  constructor(private readonly intervals: Pick<RabbitmqIntervals, 'retryLowMs' | 'retryHighMs'>) {}

  next(): number {
    const { retryLowMs, retryHighMs } = this.intervals;
    return Math.min(retryHighMs, retryLowMs * 2 ** this.failed++);
  }

  /** A try has succeeded. */
  reset(): void {
    this.failed = 0;
  }
}
