import type { Count } from '#libs/telemetry';
import type { CoreDependencies } from './dependencies.js';
import type { Timer } from './runtime.js';
import type { OutboxRow } from './store.js';

const BATCH = 100;
const SWEEP_MS = 2_000;
/** Less than the second after which a row counts as left behind. */
const MARK_MS = 100;
const COMPLAIN_MS = 60_000;

/**
 * Carries committed outbox rows to the broker. The process that committed publishes its rows at once; whoever holds the
 * advisory lock sweeps up what that left behind (a crash, a broker that was down). Rows are marked sent only after the
 * broker confirmed, so the worst case is a second delivery, which the inbox absorbs.
 */
export class Relay {
  private readonly committed: OutboxRow[] = [];
  private readonly confirmed: OutboxRow[] = [];
  private draining?: Promise<void>;
  private sweeping?: Promise<void>;
  private timer?: Timer;
  private marking?: Timer;
  private complainedAt = 0;
  private readonly published: Count;

  /** @param types the events that the service says */
  constructor(
    private readonly core: CoreDependencies,
    types: string[],
  ) {
    this.published = core.telemetry.metrics.count(
      'messaging_published_total',
      'Events the broker confirmed',
      { event: types },
    );
  }

  start(): void {
    this.timer = this.core.runtime.every(
      SWEEP_MS,
      () => (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))),
    );
  }

  /** Publishes a row that has just been committed. */
  send(row: OutboxRow): void {
    this.committed.push(row);
    this.draining ??= this.drain();
  }

  /** Sends what was committed, then rests. */
  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.draining;
    await this.sweeping;
    await this.markConfirmed();
  }

  private async drain(): Promise<void> {
    await Promise.resolve(); // one batch for all rows of the transaction
    while (this.committed.length) {
      const rows = this.committed.splice(0, BATCH);
      if (await this.tryPublish(rows)) this.markLater(rows);
      else this.committed.length = 0; // the sweep has them all, and memory is not for waiting
    }
    this.draining = undefined;
  }

  private async sweep(): Promise<void> {
    const { outbox } = this.core.store;
    try {
      if (!(await outbox.hasLeftBehind())) return;
      await outbox.asOnlyReplica(async () => {
        while (await this.sweepBatch()) continue;
      });
    } catch (error) {
      this.complain(error);
    }
  }

  /** True while there is more. */
  private async sweepBatch(): Promise<boolean> {
    const rows = await this.core.store.outbox.leftBehind(BATCH);
    if (!rows.length || !(await this.tryPublish(rows))) return false;
    await this.markSent(rows);
    return rows.length === BATCH;
  }

  /** False when the broker could not take them: the rows stay pending, the next sweep tries again. */
  private async tryPublish(rows: OutboxRow[]): Promise<boolean> {
    try {
      await this.core.broker.publish(
        rows.map(({ attributes, body }) => ({ attributes, body: Buffer.from(JSON.stringify(body)) })),
      );
      for (const { type } of rows) this.published.add({ event: type });
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  /** Off the way of the event, and one statement for many. */
  private markLater(rows: OutboxRow[]): void {
    this.confirmed.push(...rows);
    this.marking ??= this.core.runtime.after(MARK_MS, () => void this.markConfirmed());
  }

  private async markConfirmed(): Promise<void> {
    this.marking?.cancel();
    this.marking = undefined;
    const rows = this.confirmed.splice(0);
    if (rows.length) await this.markSent(rows).catch((error) => this.complain(error)); // the sweep sends them again
  }

  private markSent(rows: OutboxRow[]): Promise<void> {
    return this.core.store.outbox.markSent(rows.map(({ id }) => id));
  }

  /** Once a minute: a broker that is down is one fact, not a line for each event. */
  private complain(error: unknown): void {
    const now = this.core.runtime.now();
    if (now - this.complainedAt < COMPLAIN_MS) return;
    this.complainedAt = now;
    this.core.telemetry.log.warn(
      { err: error },
      'events wait in the outbox: the broker or the database does not answer',
    );
  }
}
