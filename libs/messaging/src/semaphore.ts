interface Waiting {
  alone: boolean;
  enter: () => void;
}

/** A counting semaphore, in the order of arrival, which can also run work exclusively. */
export class Semaphore {
  private running = 0;
  private exclusive = false;
  private readonly queue: Waiting[] = [];

  /** @param width the limit of concurrent work */
  constructor(private readonly width: number) {}

  /** Runs `work` when there is room for it; with `alone`, when nothing else runs, and nothing else starts meanwhile. */
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
