import type { QueueStates } from './broker.js';
import type { CoreDependencies } from './dependencies.js';

/** What waits at the broker. */
export class Queues {
  constructor(private readonly core: Pick<CoreDependencies, 'broker' | 'telemetry'>) {}

  /**
   * The queues of all services.
   * @throws Error when the broker does not answer
   */
  states(): Promise<QueueStates> {
    return this.core.broker.queues();
  }

  /**
   * The moment, by the broker's clock, up to which this service has taken on every event that the broker took for it: it has
   * handled it, or keeps it for another attempt or in its hospital (`HospitalRecords.unhandledEvents`).
   * @param states the queues at the moment that counts
   */
  heardUpTo({ at, settledBefore, queues }: QueueStates): Date {
    const own = queues.find(({ queue }) => queue === this.core.telemetry.service);
    const oldest = at.getTime() - (own?.oldestAgeSeconds ?? 0) * 1_000;
    return new Date(Math.min(oldest, settledBefore.getTime()));
  }
}
