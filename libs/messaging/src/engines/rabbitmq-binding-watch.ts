import type { MissingBinding } from '../broker.js';
import { lacksBinding, TopologyError } from '../topology.js';
import { missingBindings } from './rabbitmq-bindings.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { Look } from './rabbitmq-look.js';
import { namesOf, type RabbitmqManagement } from './rabbitmq-management.js';
import type { Recorded } from './rabbitmq-records.js';

/**
 * Compares the bindings with what was declared, again and again while somebody asks: RabbitMQ confirms an event that it has
 * routed to other queues only, so nobody else notices a binding that was deleted.
 */
export class RabbitmqBindingWatch {
  private readonly look: Look<readonly MissingBinding[]>;

  /** @param read reads what was declared */
  constructor(
    private readonly management: Pick<RabbitmqManagement, 'bindings' | 'queues'>,
    private readonly read: () => Promise<Recorded>,
    { lookMs }: Pick<RabbitmqIntervals, 'lookMs'>,
  ) {
    this.look = new Look<readonly MissingBinding[]>(
      [],
      () => this.compare(),
      (missing) => (missing.length ? 0 : lookMs),
    );
  }

  /** Those that were missing at the last look. */
  get missing(): readonly MissingBinding[] {
    return this.look.last;
  }

  /** That a binding of a service is missing. */
  failureOf(service: string): TopologyError | undefined {
    const own = this.missing.filter((one) => one.service === service).map(({ binding }) => binding);
    return own.length ? new TopologyError(lacksBinding(service, own)) : undefined;
  }

  private async compare(): Promise<readonly MissingBinding[]> {
    const { generation, topology } = await this.read();
    const bindings = await this.management.bindings();
    if (!missingBindings(topology, bindings).length) return [];
    const queues = namesOf(await this.management.queues());
    const isOld = (await this.read()).generation !== generation;
    return isOld ? this.compare() : missingBindings(topology, bindings, queues);
  }
}
