import { outside } from '#libs/telemetry';
import type { CoreDependencies } from './dependencies.js';
import { pass } from './failpoints.js';
import type { Timer } from './runtime.js';
import type { Semaphore } from './semaphore.js';
import type { Handle } from './steps/handle.js';
import { Stopped } from './steps/limit.js';
import type { Claimed, Lane } from './store.js';

const POLL_MS = 5_000;
/** Pause before an attempt runs again whose outcome could not be stored, in milliseconds. */
const REPEAT_AFTER_MS = 1_000;

/**
 * Runs the later attempts of events, and every attempt of effects, from the retry table. It claims a message only when
 * there is room to run it, so that no lease runs out before its attempt begins.
 */
export class RetryLoop {
  private handle?: Handle;
  private timer?: Timer;
  private looking?: Promise<void>;
  private wokenMeanwhile = false;
  private stopped = false;
  /** The lanes in which an attempt waits for room. */
  private readonly seeking = new Set<Lane>();
  /** What was claimed and not yet followed by an outcome. */
  private readonly claimed = new Set<Claimed>();
  private readonly inFlight = new Set<Promise<void>>();

  /**
   * @param semaphore shared with first deliveries, because a suspect must run alone
   * @param leases how long a message stays claimed, in milliseconds, by type
   */
  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    private readonly semaphore: Semaphore,
    private readonly leases: Readonly<Record<string, number>>,
  ) {}

  start(handle: Handle): void {
    this.handle = handle;
    this.wake();
  }

  /**
   * Starts no more attempts, and waits for the running ones. Their starts are taken back at once: whatever ends the
   * process now, it was asked to end.
   */
  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    const { retries } = this.core.store;
    await Promise.all([...this.claimed].map((one) => retries.giveBack(one).catch(() => {})));
    await this.looking;
    await Promise.all(this.inFlight);
  }

  /** Looks for due messages now. */
  readonly wake = (): void => {
    if (this.stopped || !this.handle) return;
    if (this.looking) return void (this.wokenMeanwhile = true);
    this.wokenMeanwhile = false;
    this.timer?.cancel();
    const { handle } = this;
    this.looking = outside(() => this.look(handle)).finally(() => {
      this.looking = undefined;
      if (this.wokenMeanwhile) this.wake();
    });
  };

  private async look(handle: Handle): Promise<void> {
    let wait = POLL_MS;
    try {
      const { due, nextMs } = await this.core.store.retries.nextDue();
      wait = Math.min(wait, Math.ceil(nextMs ?? wait));
      for (const lane of due) this.seek(lane, handle);
    } catch (err) {
      this.warn(err);
    }
    if (!this.stopped) this.timer = this.core.runtime.after(wait, this.wake);
  }

  private seek(lane: Lane, handle: Handle): void {
    if (this.seeking.has(lane) || this.stopped) return;
    this.seeking.add(lane);
    const attempt = this.semaphore
      .run(lane, () => this.claimAndRun(lane, handle))
      .finally(() => this.inFlight.delete(attempt));
    this.inFlight.add(attempt);
  }

  private async claimAndRun(lane: Lane, handle: Handle): Promise<void> {
    const claimed = await this.claim(lane).finally(() => this.seeking.delete(lane));
    if (!claimed) return;
    this.claimed.add(claimed);
    this.wake(); // more may be due
    try {
      if (this.stopped) throw new Stopped('the service stops');
      pass('retry.claimed', claimed);
      await handle(claimed);
      pass('retry.finished', claimed);
      this.claimed.delete(claimed);
    } catch (err) {
      if (!(err instanceof Stopped)) this.warn(err);
      await this.giveBack(claimed);
    }
    this.wake();
  }

  private async claim(lane: Lane): Promise<Claimed | undefined> {
    if (this.stopped) return undefined;
    return this.core.store.retries.claim(lane, this.leases).catch((err: unknown) => {
      this.warn(err);
      return undefined;
    });
  }

  /** This process lives, so the start was no death. While the database does not answer, the claim stays as it is. */
  private async giveBack(claimed: Claimed): Promise<void> {
    const delayMs = this.stopped ? 0 : REPEAT_AFTER_MS;
    try {
      await this.core.store.retries.giveBack(claimed, delayMs);
      this.claimed.delete(claimed);
      this.wake();
    } catch {
      if (!this.stopped) this.core.runtime.after(REPEAT_AFTER_MS, () => void this.giveBack(claimed)).unref();
    }
  }

  private warn(err: unknown): void {
    this.core.telemetry.log.warn({ err }, 'the retry table cannot be read or written; trying again');
  }
}
