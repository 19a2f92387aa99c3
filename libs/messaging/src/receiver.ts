import { outside } from '#libs/telemetry';
import type { Outcome } from './attempt-metrics.js';
import type { Delivery } from './broker.js';
import type { CoreDependencies } from './dependencies.js';
import { isId } from './envelope.js';
import { pass } from './failpoints.js';
import { Leases } from './leases.js';
import type { Semaphore } from './semaphore.js';
import type { Handle, Work } from './steps/handle.js';
import { Stopped } from './steps/limit.js';

const PREFETCH = 32;
/** How long a message stays leased, in milliseconds, when its outcome cannot be stored. */
const RELEASE_AFTER_MS = 1_000;

/** What has become of a message that waits in the retry table. */
const WAITING = new Set<Outcome>(['retry', 'held', 'circuit open']);

/** Takes first deliveries from the broker, and acknowledges each one once its outcome is stored. */
export class Receiver {
  private readonly unstarted = new Set<Delivery>();
  private readonly inFlight = new Set<Promise<void>>();
  /** The ids of the events whose start is counted, and not yet followed by an outcome. */
  private readonly counted = new Set<string>();
  private draining = false;
  private handle: Handle | undefined;
  private isPaused = false;
  private isConsuming = false;
  /** One change follows the other: a broker that was just told to stop is not told to start meanwhile. */
  private switching: Promise<void> = Promise.resolve();
  private readonly leases: Leases;

  /**
   * @param limits the limit of each handler, in milliseconds, by type
   * @param onRetry called when a message was put on the list of retries
   */
  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'broker' | 'telemetry' | 'runtime'>,
    private readonly semaphore: Semaphore,
    private readonly limits: ReadonlyMap<string, number>,
    private readonly onRetry: () => void,
  ) {
    this.leases = new Leases(core.broker, core.runtime);
  }

  async start(handle: Handle): Promise<void> {
    this.handle = handle;
    await this.switch();
  }

  /**
   * Takes no deliveries from now on, or takes them again. What no handler has started on is released, and running handlers end.
   * @throws Error when the broker does not answer; it may be called again
   */
  async pause(isPaused: boolean): Promise<void> {
    this.isPaused = isPaused;
    await this.switch();
  }

  private switch(): Promise<void> {
    const switched = this.switching.then(() => this.consumeOrNot());
    this.switching = switched.catch(() => {});
    return switched;
  }

  private async consumeOrNot(): Promise<void> {
    if (!this.handle || this.draining || this.isConsuming === !this.isPaused) return;
    if (this.isPaused) {
      this.isConsuming = false;
      await this.stopConsuming();
    } else {
      this.isConsuming = true;
      await this.consume(this.handle).catch((error: unknown) => {
        this.isConsuming = false;
        throw error;
      });
    }
  }

  private async consume(handle: Handle): Promise<void> {
    await this.leases.consume(PREFETCH, (delivery) => {
      if (this.draining || !this.isConsuming) return delivery.release();
      this.unstarted.add(delivery);
      const received = this.semaphore
        .run(delivery.redelivered ? 'suspect' : 'event', () => outside(() => this.receive(delivery, handle)))
        .finally(() => this.inFlight.delete(received));
      this.inFlight.add(received);
    });
  }

  /**
   * Stops consuming, releases the messages that no handler has started on, and waits for the others. Their starts are
   * taken back at once: whatever ends the process now, it was asked to end.
   */
  async drain(): Promise<void> {
    this.draining = true;
    const takenBack = Promise.all([...this.counted].map((id) => this.takeBackStart(id).catch(() => {})));
    await this.switching;
    await this.stopConsuming();
    await takenBack;
    await Promise.all(this.inFlight);
  }

  private async stopConsuming(): Promise<void> {
    const unstarted = [...this.unstarted];
    this.unstarted.clear();
    await this.core.broker.cancel(); // before the releases, or the broker may deliver them to this replica again
    for (const delivery of unstarted) delivery.release();
  }

  private async receive(delivery: Delivery, handle: Handle): Promise<void> {
    if (!this.unstarted.delete(delivery)) return; // released while it waited
    const work = workOf(delivery);
    this.leases.start(delivery, this.limits.get(work.type));
    try {
      pass('receiver.taken', work);
      const starts = await this.countStart(delivery, work.id);
      pass('receiver.started', work);
      const outcome = await handle({ ...work, starts });
      this.counted.delete(work.id);
      pass('receiver.handled', work);
      delivery.ack();
      pass('receiver.acknowledged', work);
      if (WAITING.has(outcome)) this.onRetry();
    } catch (err) {
      if (!(err instanceof Stopped))
        this.core.telemetry.log.warn(
          { err },
          'the outcome of a message cannot be stored; the message is released',
        );
      await this.handBack(delivery, work.id);
    }
  }

  /**
   * Counts a start before it happens, because a message that kills the process leaves no other trace. The first start is
   * not counted: the broker's flag stands for it.
   */
  private async countStart({ redelivered }: Delivery, id: string): Promise<number> {
    if (!redelivered) return 1;
    this.counted.add(id);
    const starts = await this.core.store.inbox.countStart(id);
    if (this.draining) throw new Stopped('the service stops');
    return starts;
  }

  /** This process lives, so its starts of the message were no deaths: they are taken back before it is released. */
  private async handBack(delivery: Delivery, id: string): Promise<void> {
    if (this.draining) {
      if (this.counted.has(id)) await this.takeBackStart(id).catch(() => {});
      return delivery.release();
    }
    const release = async () => {
      if (this.counted.has(id)) await this.takeBackStart(id);
      delivery.release();
    };
    this.core.runtime
      .after(RELEASE_AFTER_MS, () => void release().catch(() => this.handBack(delivery, id)))
      .unref();
  }

  private async takeBackStart(id: string): Promise<void> {
    await this.core.store.inbox.clearStarts(id);
    this.counted.delete(id);
  }
}

const workOf = ({ id, attributes, body }: Delivery): Work => ({
  id: isId(attributes.id) ? attributes.id : id,
  kind: 'event',
  type: String(attributes.type),
  attributes,
  body,
  attempts: 0,
  errors: [],
  starts: 1,
});
