import { Refusal } from '#libs/messaging';

/** The code of the problem that a service answers while it is full. It works, so no circuit breaker counts it. */
export const FULL = 'full';

/** How much the newest run weighs in the mean. */
const WEIGHT = 0.1;

/** What a queue needs to know of its work. */
export interface WorkQueueOptions {
  /** How many runs there may be at once. */
  most: number;
  /** Longest wait for a turn, in milliseconds. */
  maxWaitMs: number;
  /** What a run takes, in milliseconds, as long as none was measured. */
  expectedMs: number;
  /** A clock in milliseconds. */
  now?: () => number;
}

/**
 * Runs work of which a machine can do only a little at once. Whoever would wait too long is refused at once, and told to
 * come back when there is room: each one a little later than the one before.
 */
export class WorkQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private meanMs: number;
  /** The moment that the last refused caller was told. */
  private promised = -Infinity;
  private readonly now: () => number;

  constructor(private readonly options: WorkQueueOptions) {
    this.meanMs = options.expectedMs;
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * Runs `work` when it is its turn.
   * @throws Refusal (503, with the seconds to wait) at once, when its turn would come too late
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.most) this.running++;
    else await this.turn();
    const began = this.now();
    try {
      return await work();
    } finally {
      this.meanMs += (this.now() - began - this.meanMs) * WEIGHT;
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  /** A run that ends hands its place to the one that waits longest. */
  private turn(): Promise<void> {
    const { maxWaitMs } = this.options;
    if ((this.waiting.length + 1) * this.shareMs > maxWaitMs) throw this.refusal();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** How long one place in the queue takes, in milliseconds. */
  private get shareMs(): number {
    return this.meanMs / this.options.most;
  }

  private refusal(): Refusal {
    const now = this.now();
    this.promised = Math.max(this.promised, now + this.options.maxWaitMs) + this.shareMs;
    const retryAfter = Math.ceil((this.promised - now) / 1000);
    return new Refusal(FULL, `Too many requests at once: try again in ${retryAfter} seconds.`, 503, {
      retryAfter,
    });
  }
}
