import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';
import type { HandlerRunner } from './handler-runner.js';
import { Crashed, failureOf, finalReason, Hospital } from './hospital.js';
import type { Patient } from './patient.js';
import type { Timer } from './runtime.js';
import type { Semaphore } from './semaphore.js';
import type { Claimed } from './store.js';

/** An attempt that takes longer, in milliseconds, counts as crashed. Handlers and clients time out earlier. */
const LEASE_MS = 60_000;
const POLL_MS = 5_000;
const MAX_CONCURRENT = 4;
/** A message whose attempts were started so often without finishing counts as one that kills the process. */
export const MAX_STARTS = 3;

/**
 * Runs the later attempts of events, and every attempt of effects, from the retry table. The schedule is the same with
 * every engine, because a broker only ever sees first deliveries.
 */
export class Retries {
  private timer?: Timer;
  private polling?: Promise<void>;
  private wokenMeanwhile = false;
  private stopped = true;
  private readonly inFlight = new Set<Promise<void>>();
  private suspectRuns = false;
  private readonly hospital: Hospital;

  /**
   * @param semaphore shared with first deliveries, because a suspect event must run alone
   * @param schedule milliseconds from each failure to the next attempt; its length is the number of retries
   */
  constructor(
    private readonly core: CoreDependencies,
    private readonly runner: HandlerRunner,
    private readonly semaphore: Semaphore,
    private readonly schedule: readonly number[],
  ) {
    this.hospital = new Hospital(core);
  }

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Starts no more attempts, and waits for the running ones. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.polling;
    await Promise.all(this.inFlight);
  }

  /** Looks for due messages now. */
  readonly wake = (): void => {
    if (this.stopped) return;
    if (this.polling) return void (this.wokenMeanwhile = true);
    this.wokenMeanwhile = false;
    this.timer?.cancel();
    this.polling = this.poll().finally(() => {
      this.polling = undefined;
      if (this.wokenMeanwhile) this.wake();
    });
  };

  /** Adds an effect, whose first attempt follows the commit of `tx` at once. */
  async add(tx: Tx, effect: Omit<Patient, 'kind' | 'attempts' | 'errors'>): Promise<void> {
    const patient: Patient = { ...effect, kind: 'effect', attempts: 0, errors: [] };
    if (await this.isForgotten(tx, patient)) return;
    await this.core.store.retries.put(tx, patient, 0);
    this.core.store.afterCommit(tx, this.wake);
  }

  /** Stores a message after a failed attempt: for the next attempt, or in the hospital. Messages about erased people go. */
  afterFailure(patient: Patient, error: unknown): Promise<'retry' | 'hospital' | 'erased'> {
    const { store, runtime } = this.core;
    const attempts = patient.attempts + 1;
    const worse = { ...patient, attempts, errors: [...patient.errors, failureOf(error, runtime.now())] };
    const delay = this.schedule[patient.attempts];
    const reason = finalReason(error) ?? (delay === undefined ? 'exhausted' : undefined);
    return store.inTransaction(async (tx) => {
      const forgotten = await this.isForgotten(tx, patient);
      if (forgotten || reason) await store.retries.remove(patient, tx);
      if (forgotten) return 'erased';
      if (reason) {
        await this.hospital.admit(tx, worse, reason, error);
        return 'hospital';
      }
      await store.retries.put(tx, worse, this.jittered(delay ?? 0));
      store.afterCommit(tx, () => this.announceRetry(worse, error));
      return 'retry';
    });
  }

  private announceRetry({ type, id, attempts }: Patient, error: unknown): void {
    this.core.telemetry.log.warn({ event: type, event_id: id, attempts, err: error }, 'an attempt failed');
    this.wake();
  }

  /** Varies a delay by up to 20 %, so that messages that failed together are not retried together. */
  private jittered(ms: number): number {
    return ms * (0.8 + this.core.runtime.random() * 0.4);
  }

  private async isForgotten(tx: Tx, { attributes: { datasubject } }: Patient): Promise<boolean> {
    return typeof datasubject === 'string' && this.core.store.erasures.isForgotten(tx, datasubject);
  }

  private async poll(): Promise<void> {
    let wait = POLL_MS;
    try {
      const { due, nextMs } = await this.core.store.retries.nextDue();
      wait = Math.min(wait, Math.ceil(nextMs ?? wait));
      if (due) for (const claimed of await this.claim()) this.begin(claimed);
    } catch (error) {
      this.core.telemetry.log.warn({ err: error }, 'the retry table cannot be read; trying again');
    }
    if (!this.stopped) this.timer = this.core.runtime.after(wait, this.wake);
  }

  /** A message whose last attempt never finished is suspect: it runs alone. */
  private async claim(): Promise<Claimed[]> {
    if (this.suspectRuns) return [];
    const fresh = await this.claimSome(MAX_CONCURRENT - this.inFlight.size, { suspect: false });
    return fresh.length || this.inFlight.size ? fresh : this.claimSome(1, { suspect: true });
  }

  private async claimSome(most: number, { suspect }: { suspect: boolean }): Promise<Claimed[]> {
    if (most <= 0 || this.stopped) return [];
    return this.core.store.retries.claim({ suspect, most, leaseMs: LEASE_MS });
  }

  private begin(claimed: Claimed): void {
    this.suspectRuns = claimed.starts > 1;
    const attempt = this.runner
      .underCorrelationOf(claimed, () => this.attempt(claimed))
      .catch((err) =>
        this.core.telemetry.log.warn(
          { err },
          'the outcome of an attempt cannot be stored; the attempt will run again',
        ),
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
      if (claimed.starts > MAX_STARTS) {
        throw new Crashed(
          `${MAX_STARTS} attempts started and none finished: the message probably kills the process`,
        );
      }
      await (claimed.kind === 'event' ? this.retryEvent(claimed) : this.retryEffect(claimed));
    } catch (error) {
      this.runner.countOutcome(claimed.type, await this.afterFailure(claimed, error));
    }
  }

  private async retryEvent(claimed: Claimed): Promise<void> {
    await this.semaphore.run(claimed.starts > 1, () =>
      this.runner.runEvent(claimed, claimed.attempts + 1, (tx) =>
        this.core.store.retries.remove(claimed, tx),
      ),
    );
  }

  private async retryEffect(claimed: Claimed): Promise<void> {
    await this.runner.runEffect(claimed, claimed.attempts + 1);
    await this.core.store.retries.remove(claimed);
  }
}
