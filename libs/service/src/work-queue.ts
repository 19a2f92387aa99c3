import type { Refusal } from '#libs/messaging';
import { Full } from './common-problems.js';

/** How much the newest run weighs in the mean. */
const WEIGHT = 0.1;
/**
 * How many refused callers are told to come for each place. A run often takes less time than expected: with one caller a
 * place, 500 sign-ups at once left the processor idle for a third of the time. Those who come too early are told again.
 */
const TOLD_PER_PLACE = 2;

/** After so many times the longest wait, a turn comes too late, although it was expected in time. */
const PATIENCE = 1.5;

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

/** Work that waits for its turn. */
interface Waiting {
  /** When it began to wait. */
  since: number;
  start: () => void;
  refuse: () => void;
}

/**
 * Runs work of which a machine can do only a little at once. Whoever would wait too long is refused at once, and told to
 * come back when there is room: each one a little later than the one before.
 */
export class WorkQueue {
  private admitted = 0;
  private running = 0;
  private readonly waiting: Waiting[] = [];
  private meanMs: number;
  /** The moment that the last refused caller was told. */
  private promised = -Infinity;
  private readonly now: () => number;

  constructor(private readonly options: WorkQueueOptions) {
    this.meanMs = options.expectedMs;
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * Decides at once, before anything else is done for a request, whether there is room for its work.
   * @param request may call `run`, and wait for other things before and after
   * @throws Refusal (503, with the seconds to wait) when its turn would come too late
   */
  async admit<T>(request: () => Promise<T>): Promise<T> {
    const { most, maxWaitMs } = this.options;
    if ((this.admitted + 1 - most) * this.shareMs > maxWaitMs) throw this.refusal();
    this.admitted++;
    try {
      return await request();
    } finally {
      this.admitted--;
    }
  }

  /**
   * Runs the work of an admitted request when it is its turn. A run that ends gives its place to the one that waits longest.
   * @throws Refusal as `admit` does, when the runs before it took much longer than expected
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.most) this.running++;
    else await this.turn();
    const began = this.now();
    try {
      return await work();
    } finally {
      this.meanMs += (this.now() - began - this.meanMs) * WEIGHT;
      this.startNext();
    }
  }

  private turn(): Promise<void> {
    return new Promise((start, reject) =>
      this.waiting.push({ since: this.now(), start, refuse: () => reject(this.refusal()) }),
    );
  }

  private startNext(): void {
    const latest = this.now() - PATIENCE * this.options.maxWaitMs;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      if (next.since >= latest) return next.start();
      next.refuse();
    }
    this.running--;
  }

  /** How long one place in the queue takes, in milliseconds. */
  private get shareMs(): number {
    return this.meanMs / this.options.most;
  }

  private refusal(): Refusal {
    const now = this.now();
    this.promised = Math.max(this.promised, now + this.options.maxWaitMs) + this.shareMs / TOLD_PER_PLACE;
    const retryAfter = Math.ceil((this.promised - now) / 1000);
    return Full.refusal(`Too many requests at once: try again in ${retryAfter} seconds.`, { retryAfter });
  }
}
