import { type Count, outside } from '#libs/telemetry';
import type { Publication } from './broker.js';
import type { CoreDependencies } from './dependencies.js';
import { pass } from './failpoints.js';
import type { Timer } from './runtime.js';
import type { OutboxRow } from './store.js';
import { TopologyError } from './topology.js';

/** The broker did not take some events. The message names each type, or each event that is too large. */
class RefusedEvents extends Error {
  override name = 'RefusedEvents';
}

const BATCH = 100;
const SWEEP_MS = 2_000;
/** Less than the second after which an unmarked row counts as left behind. */
const MARK_MS = 100;
const WARN_EVERY_MS = 60_000;

/**
 * Publishes committed outbox rows to the broker. The process that committed them does so at once. Rows that this left
 * behind, after a crash or while the broker was down, are swept up by one replica at a time. Rows are marked as sent only
 * after the broker's confirmation, so the worst case is a second delivery, which the inbox absorbs.
 */
export class Relay {
  private readonly committed: OutboxRow[] = [];
  private readonly confirmed: OutboxRow[] = [];
  private draining?: Promise<void>;
  private sweeping?: Promise<void>;
  private timer?: Timer;
  private marking?: Timer;
  private warnedAt = -Infinity;
  /** Why the broker, or the database, did not take some events; undefined once it takes all. */
  private failed?: { error: Error; at: number } | undefined;
  private readonly published: Count;
  private readonly unheard: Count;

  /** @param types the types of events that the service says */
  constructor(
    private readonly core: CoreDependencies,
    types: string[],
  ) {
    this.published = core.telemetry.metrics.count(
      'messaging_client_sent_messages_total',
      'Events the broker confirmed',
      { event: types },
    );
    this.unheard = core.telemetry.metrics.count(
      'messaging_unheard_total',
      'Events the broker confirmed although no service hears them by contract',
      { event: types },
    );
  }

  start(): void {
    this.timer = this.core.runtime.every(
      SWEEP_MS,
      () => (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))),
    );
  }

  /** Why events wait; undefined when none do, or when the broker takes them. */
  get failure(): Error | undefined {
    const { error } = this.failed ?? {};
    return error && new Error(`events wait in the outbox: ${error.message}`, { cause: error });
  }

  /** Publishes a row whose transaction has just committed. */
  send(row: OutboxRow): void {
    this.committed.push(row);
    this.draining ??= outside(() => this.drain());
  }

  /** Publishes every committed row, then stops. */
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
      const publication = await this.tryPublish(rows);
      if (publication) this.markLater(confirmedOf(rows, publication));
      else this.committed.length = 0; // the next sweep has them all; memory must not grow while the broker is down
    }
    this.draining = undefined;
  }

  private async sweep(): Promise<void> {
    const { outbox } = this.core.store;
    try {
      if (!(await outbox.hasLeftBehind())) return this.noneWait();
      await outbox.asOnlyReplica(async () => {
        const refused = { types: new Set<string>(), ids: new Set<string>() };
        while (await this.sweepBatch(refused)) continue;
      });
    } catch (error) {
      this.warn(error);
    }
  }

  /** Another replica may have sent what failed here. What has just failed is no row that was left behind yet. */
  private noneWait(): void {
    if (this.core.runtime.elapsed() - (this.failed?.at ?? 0) > SWEEP_MS) this.failed = undefined;
  }

  /** True when there may be more. @param refused what this sweep leaves out, lest others wait behind it */
  private async sweepBatch({ types, ids }: Record<'types' | 'ids', Set<string>>): Promise<boolean> {
    const rows = await this.core.store.outbox.leftBehind(BATCH, [...types], [...ids]);
    const publication = rows.length ? await this.tryPublish(rows) : undefined;
    if (!publication) return false;
    for (const type of publication.refused.keys()) types.add(type);
    for (const id of publication.tooLarge.keys()) ids.add(id);
    await this.markSent(confirmedOf(rows, publication));
    return rows.length === BATCH;
  }

  /** Undefined when the broker did not answer. What it did not confirm stays pending, and the next sweep tries again. */
  private async tryPublish(rows: OutboxRow[]): Promise<Publication | undefined> {
    try {
      pass('relay.publishing', rows[0]!);
      const publication = await this.core.broker.publish(
        rows.map(({ attributes, body }) => ({ attributes, body: Buffer.from(JSON.stringify(body)) })),
      );
      pass('relay.published', rows[0]!);
      this.report(rows, publication);
      return publication;
    } catch (error) {
      this.fail(error as Error);
      return undefined;
    }
  }

  private report(rows: OutboxRow[], publication: Publication): void {
    for (const { type } of confirmedOf(rows, publication)) {
      this.published.add({ event: type });
      if (publication.unheard.has(type)) this.unheard.add({ event: type });
    }
    const reasons = [...publication.refused.values(), ...publication.tooLarge.values()];
    if (reasons.length) this.fail(new RefusedEvents(reasons.join('; ')));
    else if (!(this.failed?.error instanceof RefusedEvents)) this.failed = undefined; // others may still be refused
  }

  private fail(error: Error): void {
    this.failed = { error, at: this.core.runtime.elapsed() };
    this.warn(error);
  }

  /** Marks rows a moment later, so that one statement marks many and no event waits for it. */
  private markLater(rows: OutboxRow[]): void {
    this.confirmed.push(...rows);
    this.marking ??= this.core.runtime.after(MARK_MS, () => void this.markConfirmed());
  }

  private async markConfirmed(): Promise<void> {
    this.marking?.cancel();
    this.marking = undefined;
    const rows = this.confirmed.splice(0);
    if (rows.length) await this.markSent(rows).catch((error) => this.warn(error)); // the next sweep sends them again
  }

  private async markSent(rows: OutboxRow[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    pass('relay.marking', first);
    await this.core.store.outbox.markSent(rows.map(({ id }) => id));
    pass('relay.marked', first);
  }

  /** Logs at most once a minute: a broker that is down is one fact, not a line for each event. */
  private warn(error: unknown): void {
    const now = this.core.runtime.elapsed();
    if (now - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = now;
    const why =
      error instanceof TopologyError || error instanceof RefusedEvents
        ? 'the broker refuses them'
        : 'the broker or the database does not confirm them';
    this.core.telemetry.log.warn({ err: error }, `events wait in the outbox: ${why}`);
  }
}

const confirmedOf = (rows: OutboxRow[], { refused, tooLarge }: Publication): OutboxRow[] =>
  rows.filter(({ id, type }) => !refused.has(type) && !tooLarge.has(id));
