import type { Broker, Delivery } from './broker.js';
import type { Runtime, Timer } from './runtime.js';
import { HANDLER_LIMIT_MS, longestLeaseMs } from './time-limits.js';

/**
 * Extends the leases of deliveries: of one whose handler runs until the handler's limit and 15 seconds, of one that waits
 * while others get their turn. So no message stays with a process that lives and does nothing.
 */
export class Leases {
  /** Each unsettled delivery, and the moment at which its lease must have ended. */
  private readonly endOf = new Map<Delivery, number>();
  private readonly waiting = new Set<Delivery>();
  private timer?: Timer | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly runtime: Runtime,
  ) {}

  /** Starts to deliver, as `Broker.consume` does. A delivery waits for its turn until `start`. */
  consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    return this.broker.consume(prefetch, (delivery) => receive(this.hold(delivery)));
  }

  /** A handler starts on a delivery. @param limitMs how long the handler may take, in milliseconds */
  start(delivery: Delivery, limitMs = HANDLER_LIMIT_MS): void {
    this.waiting.delete(delivery);
    this.endOf.set(delivery, this.endAfter(limitMs));
    const turn = this.endAfter(Math.max(limitMs, HANDLER_LIMIT_MS));
    for (const one of this.waiting) this.endOf.set(one, Math.max(turn, this.endOf.get(one) ?? 0));
  }

  private hold(delivery: Delivery): Delivery {
    const settled = (settle: () => void) => () => {
      this.endOf.delete(held);
      this.waiting.delete(held);
      settle();
    };
    const held = { ...delivery, ack: settled(delivery.ack), release: settled(delivery.release) };
    this.endOf.set(held, this.endAfter(HANDLER_LIMIT_MS));
    this.waiting.add(held);
    this.extendLater();
    return held;
  }

  private endAfter(limitMs: number): number {
    return this.runtime.elapsed() + longestLeaseMs(limitMs);
  }

  /** Three times in the length of a lease, so that one lost attempt costs nothing. */
  private extendLater(): void {
    const { leaseMs } = this.broker;
    if (leaseMs === undefined || this.timer) return;
    this.timer = this.runtime.after(leaseMs / 3, () => {
      this.timer = undefined;
      this.extendAll(leaseMs);
    });
    this.timer.unref();
  }

  private extendAll(leaseMs: number): void {
    for (const [delivery, end] of this.endOf) if (this.runtime.elapsed() + leaseMs <= end) delivery.extend();
    if (this.endOf.size) this.extendLater();
  }
}
