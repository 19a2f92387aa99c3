import type { MissingBinding } from '../broker.js';
import { lacksBinding, TopologyError } from '../topology.js';
import { missingBindings } from './rabbitmq-bindings.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import type { RabbitmqManagement } from './rabbitmq-management.js';
import type { Recorded } from './rabbitmq-records.js';

/**
 * Compares the bindings with what was declared, again and again while somebody asks: RabbitMQ confirms an event that it has
 * routed to other queues only, so nobody else notices a binding that was deleted.
 */
export class RabbitmqBindingWatch {
  private found: readonly MissingBinding[] = [];
  private lookedAt = -Infinity;
  private looking?: Promise<void> | undefined;

  /** @param read reads what was declared */
  constructor(
    private readonly management: Pick<RabbitmqManagement, 'bindings' | 'queues'>,
    private readonly read: () => Promise<Recorded>,
    private readonly intervals: Pick<RabbitmqIntervals, 'bindingsMs'>,
  ) {}

  /** Those that were missing at the last look. While one is, each question leads to another look. */
  get missing(): readonly MissingBinding[] {
    const isFresh = !this.found.length && performance.now() - this.lookedAt < this.intervals.bindingsMs;
    if (!isFresh) this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.found;
  }

  /** That a binding of a service is missing. */
  failureOf(service: string): TopologyError | undefined {
    const own = this.missing.filter((one) => one.service === service).map(({ binding }) => binding);
    return own.length ? new TopologyError(lacksBinding(service, own)) : undefined;
  }

  private async look(): Promise<void> {
    this.lookedAt = performance.now();
    try {
      this.found = await this.compare();
    } catch {} // whoever needs the management API tells that it does not answer
  }

  private async compare(): Promise<readonly MissingBinding[]> {
    const { generation, topology } = await this.read();
    const bindings = await this.management.bindings();
    const missing = missingBindings(topology, bindings, await this.management.queues());
    const isOld = missing.length && (await this.read()).generation !== generation;
    return isOld ? this.compare() : missing;
  }
}
