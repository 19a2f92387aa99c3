interface Scheduled {
  at: number;
  order: number;
  label: string;
  run: () => void;
  isCancelled: boolean;
}

/** Cancels what was scheduled. */
export type Cancel = () => void;

/**
 * Virtual time: what is scheduled runs in the order of its time, one step after the other. Between two steps every
 * promise that can go on does so, because nothing in a simulation waits for the real world.
 */
export class Scheduler {
  /** Milliseconds since the simulation began. */
  now = 0;
  /** The labels of the steps that have run, in their order: the history. */
  readonly history: string[] = [];
  private readonly queue: Scheduled[] = [];
  private order = 0;

  /** Runs `run` after so many milliseconds of virtual time. */
  after(ms: number, label: string, run: () => void): Cancel {
    const scheduled: Scheduled = { at: this.now + ms, order: this.order++, label, run, isCancelled: false };
    this.push(scheduled);
    return () => {
      scheduled.isCancelled = true;
    };
  }

  /** Runs steps until `isDone` or until nothing is left before `until`. @returns whether it was done */
  async run(until: number, isDone: () => boolean = () => false): Promise<boolean> {
    for (;;) {
      await promisesSettle();
      if (isDone()) return true;
      const next = this.pop(until);
      if (!next) break;
      this.now = next.at;
      this.history.push(`${next.at.toFixed(0).padStart(7)} ${next.label}`);
      next.run();
    }
    this.now = Math.max(this.now, until);
    return isDone();
  }

  /** A binary heap: the earliest stands first, of equals the one that was scheduled first. */
  private push(scheduled: Scheduled): void {
    const { queue } = this;
    let at = queue.length;
    queue.push(scheduled);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(scheduled, queue[parent]!)) break;
      queue[at] = queue[parent]!;
      at = parent;
    }
    queue[at] = scheduled;
  }

  private pop(until: number): Scheduled | undefined {
    for (;;) {
      const [first] = this.queue;
      if (!first || (first.at > until && !first.isCancelled)) return undefined;
      this.removeFirst();
      if (!first.isCancelled) return first;
    }
  }

  private removeFirst(): void {
    const { queue } = this;
    const last = queue.pop();
    if (!last || !queue.length) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && isBefore(queue[child + 1]!, queue[child]!)) child++;
      if (!isBefore(queue[child]!, last)) break;
      queue[at] = queue[child]!;
      at = child;
    }
    queue[at] = last;
  }
}

const isBefore = (one: Scheduled, other: Scheduled): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** Resolves when every promise chain has come to what only another step can resolve. */
const promisesSettle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
