interface Waiting {
  alone: boolean;
  enter: () => void;
}

/** Lets some work run side by side, and suspect work alone, in the order of arrival. */
export class Semaphore {
  private running = 0;
  private exclusive = false;
  private readonly queue: Waiting[] = [];

  /** @param width how much may run side by side */
  constructor(private readonly width: number) {}

  /** Runs `work` when there is room for it; with `alone`, while nothing else runs. */
  async run<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.queue.push({ alone, enter });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.running--;
      this.exclusive = false;
      this.admit();
    }
  }

  private admit(): void {
    for (let next = this.queue[0]; next && this.hasRoomFor(next); next = this.queue[0]) {
      this.queue.shift();
      this.running++;
      this.exclusive = next.alone;
      next.enter();
    }
  }

  private hasRoomFor({ alone }: Waiting): boolean {
    return !this.exclusive && this.running < (alone ? 1 : this.width);
  }
}
