import { newId } from '#libs/telemetry';

/** One way in which an event gets from the commit of its sender to the commit of its consumer. */
export interface Hop {
  name: string;
  /** Sends an event. Calls `committing` just before the sender's commit, and resolves after it. */
  send(id: string, committing: () => void): Promise<void>;
  stop(): Promise<void>;
}

/** Measures hops: the consumer reports each event that it has committed. */
export class HopTimer {
  private readonly waiting = new Map<string, () => void>();

  readonly committed = (id: string): void => this.waiting.get(id)?.();

  /** Sends one event, and returns the milliseconds between the two commits. */
  async time(hop: Hop): Promise<number> {
    const id = newId();
    let started = 0;
    const ended = new Promise<number>((resolve) => this.waiting.set(id, () => resolve(performance.now())));
    await hop.send(id, () => (started = performance.now()));
    const ms = (await ended) - started;
    this.waiting.delete(id);
    return ms;
  }
}

/** Each row is inserted twice, by the sender and by the consumer. */
export const NOTE = 'x'.repeat(300);
