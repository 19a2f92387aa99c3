import type { Lane } from './store.js';

interface Waiting {
  lane: Lane;
  enter: () => void;
}

/**
 * A counting semaphore for each lane, in the order of arrival. Suspect work runs alone, whatever the lane of the others.
 * It goes before the others, which get a turn after as many suspects as the semaphore is wide: neither kind starves the
 * other.
 */
export class Semaphore {
  private readonly running = { event: 0, effect: 0, suspect: 0 };
  private queue: Waiting[] = [];
  private suspectsInARow = 0;

  /** @param width the limit of concurrent work in each lane */
  constructor(private readonly width: number) {}

  /** Runs `work` when its lane has room for it. */
  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.queue.push({ lane, enter });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.running[lane]--;
      this.admit();
    }
  }

  private admit(): void {
    if (this.running.suspect) return;
    const suspect = this.queue.find(({ lane }) => lane === 'suspect');
    if (!suspect || this.suspectsInARow >= this.width) for (const one of this.queue) this.enterIfRoom(one);
    if (this.running.event || this.running.effect) this.suspectsInARow = 0;
    else if (suspect) {
      this.suspectsInARow++;
      this.enter(suspect);
    }
  }

  private enterIfRoom(waiting: Waiting): void {
    if (waiting.lane !== 'suspect' && this.running[waiting.lane] < this.width) this.enter(waiting);
  }

  private enter(waiting: Waiting): void {
    this.queue = this.queue.filter((one) => one !== waiting);
    this.running[waiting.lane]++;
    waiting.enter();
  }
}
