import { outside } from '#libs/telemetry';
import type { CoreDependencies } from './dependencies.js';
import type { Timer } from './runtime.js';

/** Longest pause before another message finds out whether a peer answers again, in milliseconds. */
const LONGEST_PAUSE_MS = 60_000;
/** When a circuit has closed, one message that waited for it becomes due in so many milliseconds: 20 in a second. */
const WAKE_EVERY_MS = 50;
/** Most messages that one closed circuit makes due. Those beyond come at their own time. */
const MOST_WOKEN = 10_000;
/** Pause before the messages are woken again that the database did not wake, in milliseconds. */
const AGAIN_MS = 1_000;

/** Tries again what waits for a peer whose circuit is open: one message from time to time, and all once it has closed. */
export class Circuits {
  private readonly probes = new Map<string, Timer>();
  private isStopped = false;

  /** @param wake called when messages are due */
  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    private readonly wake: () => void,
  ) {}

  /**
   * A circuit has opened. A message that waits for the peer calls it as soon as that is allowed, and another one after pauses
   * that double, up to a minute.
   * @param forMs milliseconds for which the peer is not called
   */
  opened(peer: string, forMs: number): void {
    if (!this.probes.has(peer)) this.probeAfter(peer, forMs);
  }

  /** A circuit has closed: everything that waited for the peer becomes due, at most 20 messages a second. */
  closed(peer: string): void {
    this.probes.get(peer)?.cancel();
    this.probes.delete(peer);
    void outside(() => this.hasten(peer, MOST_WOKEN)).then(
      () => {},
      () => this.core.runtime.after(AGAIN_MS, () => this.closedStill(peer)).unref(),
    );
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.probes.values()) timer.cancel();
    this.probes.clear();
  }

  private closedStill(peer: string): void {
    if (!this.isStopped && !this.probes.has(peer)) this.closed(peer);
  }

  private probeAfter(peer: string, pauseMs: number): void {
    if (this.isStopped) return;
    const probe = () => {
      void this.hasten(peer, 1).catch(() => {}); // the next one may succeed
      this.probeAfter(peer, Math.min(2 * pauseMs, LONGEST_PAUSE_MS));
    };
    const timer = outside(() => this.core.runtime.after(pauseMs, probe));
    timer.unref();
    this.probes.set(peer, timer);
  }

  private async hasten(peer: string, most: number): Promise<void> {
    const { store, telemetry } = this.core;
    try {
      const woken = await store.retries.hastenFor(peer, most, WAKE_EVERY_MS);
      if (woken && most > 1)
        telemetry.log.info({ peer, messages: woken }, 'what waited for a peer is tried again');
      if (woken) this.wake();
    } catch (err) {
      telemetry.log.warn({ err, peer }, 'what waits for a peer cannot be made due; trying again');
      throw err;
    }
  }
}
