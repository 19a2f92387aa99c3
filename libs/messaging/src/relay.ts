import { type Database } from '#libs/database';
import type { Logger, Metrics } from '#libs/telemetry';
import { sql } from 'kysely';
import type { Broker } from './broker.js';
import type { MessagingTables } from './tables.js';

/** An outbox row, as the relay needs it. */
export interface OutboxRow {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  body: unknown;
}

const BATCH = 100;
const SWEEP_MS = 2_000;
/** Less than the second after which a row counts as left behind. */
const MARK_MS = 100;
const COMPLAIN_MS = 60_000;
const PENDING = sql`sent_at is null and created_at < now() - interval '1 second'`;

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
  private timer?: NodeJS.Timeout;
  private marking?: NodeJS.Timeout;
  private complainedAt = 0;
  private readonly published;

  constructor(
    private readonly database: Database<MessagingTables>,
    private readonly broker: Broker,
    private readonly log: Logger,
    metrics: Metrics,
    types: string[],
  ) {
    this.published = metrics.count('messaging_published_total', 'Events the broker confirmed', {
      event: types,
    });
  }

  start(): void {
    this.timer = setInterval(
      () => (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))),
      SWEEP_MS,
    );
  }

  /** Publishes a row that has just been committed. */
  send(row: OutboxRow): void {
    this.committed.push(row);
    this.draining ??= this.drain();
  }

  /** Sends what was committed, then rests. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
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
    try {
      if (!(await this.hasPending())) return;
      await this.database.query.connection().execute(async (connection) => {
        const leads = await sql<{ leads: boolean }>`
          select pg_try_advisory_lock(hashtext('outbox')) as leads`.execute(connection);
        if (!leads.rows[0]?.leads) return;
        try {
          while (await this.sweepBatch()) continue;
        } finally {
          await sql`select pg_advisory_unlock(hashtext('outbox'))`.execute(connection);
        }
      });
    } catch (error) {
      this.complain(error);
    }
  }

  private async hasPending(): Promise<boolean> {
    const found = await sql`select from messaging.outbox where ${PENDING} limit 1`.execute(
      this.database.query,
    );
    return found.rows.length > 0;
  }

  /** True while there is more. */
  private async sweepBatch(): Promise<boolean> {
    const { rows } = await sql<OutboxRow>`
      select id, type, attributes, body from messaging.outbox where ${PENDING} order by seq limit ${BATCH}`.execute(
      this.database.query,
    );
    if (!rows.length || !(await this.tryPublish(rows))) return false;
    await this.markSent(rows);
    return rows.length === BATCH;
  }

  /** False when the broker could not take them: the rows stay pending, the next sweep tries again. */
  private async tryPublish(rows: OutboxRow[]): Promise<boolean> {
    try {
      await this.broker.publish(
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
    this.marking ??= setTimeout(() => void this.markConfirmed(), MARK_MS);
  }

  private async markConfirmed(): Promise<void> {
    clearTimeout(this.marking);
    this.marking = undefined;
    const rows = this.confirmed.splice(0);
    if (rows.length) await this.markSent(rows).catch((error) => this.complain(error)); // the sweep sends them again
  }

  /** Without waiting for the disk: what a crash undoes is swept and sent again. */
  private async markSent(rows: OutboxRow[]): Promise<void> {
    await sql`
      update messaging.outbox set sent_at = now()
      where id = any(${rows.map(({ id }) => id)}::uuid[])
        and set_config('synchronous_commit', 'off', true) = 'off'`.execute(this.database.query);
  }

  /** Once a minute: a broker that is down is one fact, not a line for each event. */
  private complain(error: unknown): void {
    if (Date.now() - this.complainedAt < COMPLAIN_MS) return;
    this.complainedAt = Date.now();
    this.log.warn({ err: error }, 'events wait in the outbox: the broker or the database does not answer');
  }
}
