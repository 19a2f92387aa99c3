import type { QueueStates } from './broker.js';
import type { CoreDependencies } from './dependencies.js';

/** What the broker may still be about to deliver, in milliseconds: a publisher commits a moment after the clock was read. */
const COMMIT_MS = 1_000;

/** What waits at the broker. */
export class Queues {
  constructor(private readonly core: Pick<CoreDependencies, 'broker' | 'store' | 'telemetry'>) {}

  /**
   * The queues of all services.
   * @throws Error when the broker does not answer
   */
  states(): Promise<QueueStates> {
    return this.core.broker.queues();
  }

  /**
   * The moment, by the broker's clock, up to which this service has handled every event that the broker took
   * for it. Undefined while an event waits for another attempt: it may be of any age.
   * @throws Error when the broker or the database does not answer
   */
  async heardUpTo(): Promise<Date | undefined> {
    const { at, queues } = await this.states();
    const waiting = await this.core.store.retries.waiting();
    if (waiting.some(({ kind, count }) => kind === 'event' && count)) return undefined;
    const own = queues.find(({ queue }) => queue === this.core.telemetry.service);
    return new Date(new Date(at).getTime() - Math.max((own?.oldestAgeSeconds ?? 0) * 1_000, COMMIT_MS));
  }
}
