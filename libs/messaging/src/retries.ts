import { afterCommit, type Database, type Tx } from '#libs/database';
import type { Telemetry } from '#libs/telemetry';
import { sql } from 'kysely';
import type { Gate } from './gate.js';
import type { Handling } from './handling.js';
import { Crashed, failure, finalReason, type Hospital, type Patient } from './hospital.js';
import type { MessagingTables } from './tables.js';

/** An attempt that takes longer than this, in milliseconds, is taken for dead. Handlers and clients time out earlier. */
const LEASE_MS = 60_000;
const POLL_MS = 5_000;
const AT_ONCE = 4;
/** So many starts without an end mean that the message kills its process. */
export const MOST_STARTS = 3;

interface Claimed extends Patient {
  starts: number;
}

/**
 * The retry table: what failed waits here for its next attempt, and effects for their first. The same schedule holds
 * on every broker, because a broker only ever sees first deliveries.
 */
export class Retries {
  private timer?: NodeJS.Timeout;
  private working?: Promise<void>;
  private again = false;
  private stopped = true;
  private readonly inFlight = new Set<Promise<void>>();
  private suspectRuns = false;

  /**
   * @param gate shared with first deliveries: an event that may have killed the process runs alone
   * @param schedule milliseconds from each failure to the next attempt; its length is the number of retries
   */
  constructor(
    private readonly database: Database<MessagingTables>,
    private readonly handling: Handling,
    private readonly hospital: Hospital,
    private readonly gate: Gate,
    private readonly telemetry: Telemetry,
    private readonly schedule: readonly number[],
  ) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Begins no more attempts and waits for those that run. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
    await Promise.all(this.inFlight);
  }

  /** Looks for due work now. */
  readonly wake = (): void => {
    if (this.stopped) return;
    if (this.working) return void (this.again = true);
    this.again = false;
    clearTimeout(this.timer);
    this.working = this.work().finally(() => {
      this.working = undefined;
      if (this.again) this.wake();
    });
  };

  /** Puts an effect on the list, to be run at once when `tx` commits. */
  async add(tx: Tx<any>, effect: Omit<Patient, 'kind' | 'attempts' | 'errors'>): Promise<void> {
    const patient: Patient = { ...effect, kind: 'effect', attempts: 0, errors: [] };
    if (await this.isForgotten(tx, patient)) return;
    await this.put(tx, patient, 0);
    afterCommit(tx, this.wake);
  }

  /** Decides what becomes of a message after a failed attempt: another one, or the hospital. */
  afterFailure(patient: Patient, error: unknown): Promise<'retry' | 'hospital' | 'erased'> {
    const attempts = patient.attempts + 1;
    const worse = { ...patient, attempts, errors: [...patient.errors, failure(error)] };
    const delay = this.schedule[patient.attempts];
    const reason = finalReason(error) ?? (delay === undefined ? 'exhausted' : undefined);
    return this.database.inTransaction(async (tx) => {
      const forgotten = await this.isForgotten(tx, patient);
      if (forgotten || reason) await this.remove(tx, patient);
      if (forgotten) return 'erased';
      if (reason) {
        await this.hospital.admit(tx, worse, reason, error);
        return 'hospital';
      }
      await this.put(tx, worse, jittered(delay ?? 0));
      afterCommit(tx, () => {
        this.telemetry.log.warn(
          { event: patient.type, event_id: patient.id, attempts, err: error },
          'an attempt failed',
        );
        this.wake();
      });
      return 'retry';
    });
  }

  private async isForgotten(tx: Tx<any>, { attributes: { datasubject } }: Patient): Promise<boolean> {
    if (typeof datasubject !== 'string') return false;
    const { rows } = await sql<{ forgotten: boolean }>`select messaging.forgotten(${datasubject})`.execute(
      tx,
    );
    return rows[0]?.forgotten ?? false;
  }

  /** What has a row already keeps it, unless this is the attempt after the one that the row counts. */
  private async put(
    tx: Tx<any>,
    { id, kind, type, attributes, body, attempts, errors }: Patient,
    delayMs: number,
  ) {
    const next = {
      attempts,
      starts: 0,
      errors: JSON.stringify(errors),
      due: sql<Date>`now() + ${delayMs} * interval '1 millisecond'`,
    };
    const { datasubject } = attributes;
    await (tx as Tx<MessagingTables>)
      .insertInto('messaging.retry')
      .values({
        id,
        kind,
        type,
        attributes: JSON.stringify(attributes),
        body,
        datasubject: typeof datasubject === 'string' ? datasubject : null,
        ...next,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet(next)
          .where('messaging.retry.attempts', '=', attempts - 1),
      )
      .execute();
  }

  private async work(): Promise<void> {
    let wait = POLL_MS;
    try {
      const { due, next } = await this.look();
      wait = Math.min(wait, Math.ceil(next ?? wait));
      if (due) for (const claimed of await this.claim()) this.begin(claimed);
    } catch (error) {
      this.telemetry.log.warn({ err: error }, 'the retry table cannot be read');
    }
    if (!this.stopped) this.timer = setTimeout(this.wake, wait);
  }

  /** Whether something is due, and in how many milliseconds the next will be. */
  private async look(): Promise<{ due: boolean; next: number | null }> {
    const { rows } = await sql<{ due: boolean; next: number | null }>`
      select exists (select from messaging.retry where due <= now()) as due,
        (select extract(epoch from min(due) - now())::float8 * 1000 from messaging.retry where due > now()) as next
      `.execute(this.database.query);
    return rows[0] ?? { due: true, next: null };
  }

  /** What was started before and never ended is suspect: one at a time, while nothing else is under way. */
  private async claim(): Promise<Claimed[]> {
    if (this.suspectRuns) return [];
    const fresh = await this.take(sql`starts = 0`, AT_ONCE - this.inFlight.size);
    return fresh.length || this.inFlight.size ? fresh : this.take(sql`starts > 0`, 1);
  }

  private async take(which: ReturnType<typeof sql<boolean>>, most: number): Promise<Claimed[]> {
    if (most <= 0 || this.stopped) return [];
    const { rows } = await sql<Claimed>`
      update messaging.retry r
      set starts = r.starts + 1, due = now() + ${LEASE_MS} * interval '1 millisecond'
      from (
        select kind, id from messaging.retry where due <= now() and ${which}
        order by due limit ${most}
        for update skip locked
      ) next
      where r.kind = next.kind and r.id = next.id
      returning r.*`.execute(this.database.query);
    return rows;
  }

  private begin(claimed: Claimed): void {
    this.suspectRuns = claimed.starts > 1;
    const attempt = this.handling
      .under(claimed, () => this.attempt(claimed))
      .catch((err) =>
        this.telemetry.log.warn({ err }, 'an attempt could not be written down; it is made again'),
      )
      .finally(() => {
        this.inFlight.delete(attempt);
        this.suspectRuns = false;
        this.wake();
      });
    this.inFlight.add(attempt);
  }

  private async attempt(claimed: Claimed): Promise<void> {
    try {
      if (claimed.starts > MOST_STARTS) {
        throw new Crashed(`${MOST_STARTS} attempts were started and none ended: the process died of it`);
      }
      await (claimed.kind === 'event' ? this.event(claimed) : this.effect(claimed));
    } catch (error) {
      this.handling.count(claimed.type, await this.afterFailure(claimed, error));
    }
  }

  private async event(claimed: Claimed): Promise<void> {
    await this.gate.run(claimed.starts > 1, () =>
      this.handling.event(claimed, claimed.attempts + 1, (tx) => this.remove(tx, claimed)),
    );
  }

  private async effect(claimed: Claimed): Promise<void> {
    await this.handling.effect(claimed, claimed.attempts + 1);
    await this.remove(this.database.query, claimed);
  }

  private async remove(tx: Pick<Tx<any>, 'deleteFrom'>, { kind, id }: Patient): Promise<void> {
    await tx.deleteFrom('messaging.retry').where('kind', '=', kind).where('id', '=', id).execute();
  }
}

/** Spreads attempts by a fifth either way, so that what failed together does not come back together. */
const jittered = (ms: number): number => ms * (0.8 + Math.random() * 0.4);
