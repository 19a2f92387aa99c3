import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';
import type { Total } from './events.js';

/**
 * Reconciles the events that handlers took as done with what the rules of the service count themselves. A handler that returns
 * without acting shows as a difference. Both are counted in one process, so they begin at 0 together.
 */
export class Totals {
  /** Events that were handled and not counted yet, by the name of the total. */
  private readonly differences: Map<string, number>;

  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'telemetry'>,
    private readonly totals: readonly Total[] = [],
  ) {
    this.differences = new Map(totals.map(({ name }) => [name, 0]));
    if (!totals.length) return;
    core.telemetry.metrics.gauge(
      'unreconciled_events',
      'Events that handlers took as done, less those on which the rules say that they acted',
      ['total'],
      async () => [...this.differences].map(([total, count]) => [{ total }, count]),
    );
  }

  /** Counts, when `tx` commits, that a rule has acted on an event of the total, or has decided that nothing is to be done. */
  add(tx: Tx, { name }: Total): void {
    this.core.store.afterCommit(tx, () => this.change(name, -1));
  }

  /** A handler took an event of this type as done. */
  handled(type: string): void {
    for (const { name, of } of this.totals) if (of.includes(type)) this.change(name, 1);
  }

  private change(name: string, by: 1 | -1): void {
    this.differences.set(name, (this.differences.get(name) ?? 0) + by);
  }
}
