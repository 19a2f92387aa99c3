import type { Tx } from '#libs/database';
import type { Delivery } from './broker.js';
import type { CoreDependencies } from './dependencies.js';
import type { Semaphore } from './semaphore.js';
import type { HandlerRunner } from './handler-runner.js';
import { Leases } from './leases.js';
import { Crashed } from './hospital.js';
import type { Patient } from './patient.js';
import { MAX_STARTS, type Retries } from './retries.js';

const PREFETCH = 32;
/** How long a message stays leased, in milliseconds, when its outcome cannot be stored. */
const RELEASE_AFTER_MS = 1_000;

/** Takes first deliveries from the broker, and acknowledges each one once its outcome is stored. */
export class Receiver {
  private readonly unstarted = new Set<Delivery>();
  private readonly inFlight = new Set<Promise<void>>();
  private draining = false;
  private readonly leases: Leases;

  constructor(
    private readonly core: CoreDependencies,
    private readonly runner: HandlerRunner,
    private readonly retries: Retries,
    private readonly semaphore: Semaphore,
  ) {
    this.leases = new Leases(core.broker, core.runtime);
  }

  async start(): Promise<void> {
    await this.leases.consume(PREFETCH, (delivery) => {
      if (this.draining) return delivery.release();
      this.unstarted.add(delivery);
      const received = this.semaphore
        .run(delivery.redelivered, () => this.receive(delivery))
        .finally(() => this.inFlight.delete(received));
      this.inFlight.add(received);
    });
  }

  /** Stops consuming, releases the messages that no handler has started on, and waits for the others. */
  async drain(): Promise<void> {
    this.draining = true;
    for (const delivery of this.unstarted) delivery.release();
    this.unstarted.clear();
    await this.core.broker.cancel();
    await Promise.all(this.inFlight);
  }

  private async receive(delivery: Delivery): Promise<void> {
    if (!this.unstarted.delete(delivery)) return; // released while it waited
    this.leases.start(delivery);
    try {
      await this.runner.underCorrelationOf(delivery, () => this.process(delivery));
      delivery.ack();
    } catch (error) {
      // The database does not answer. The message stays leased for a moment, then any replica may have it.
      this.core.telemetry.log.warn(
        { err: error },
        'the outcome of a message cannot be stored; the message is released',
      );
      this.releaseLater(delivery);
    }
  }

  /** This process lives, so its starts of the message were no deaths: they are taken back before it is released. */
  private releaseLater(delivery: Delivery): void {
    const release = async () => {
      if (delivery.redelivered && !this.draining)
        await this.core.store.inbox.clearStarts(patientOf(delivery).id);
      delivery.release();
    };
    this.core.runtime
      .after(RELEASE_AFTER_MS, () => void release().catch(() => this.releaseLater(delivery)))
      .unref();
  }

  private async process(delivery: Delivery): Promise<void> {
    const patient = patientOf(delivery);
    try {
      if (delivery.redelivered) await this.countStart(patient);
      await this.runner.runEvent(delivery, 1);
    } catch (error) {
      const clearStarts = (tx: Tx) => this.core.store.inbox.clearStarts(patient.id, tx);
      const finish = delivery.redelivered ? clearStarts : undefined;
      this.runner.countOutcome(patient.type, await this.retries.afterFailure(patient, error, finish));
    }
  }

  /**
   * Counts a start before it happens, because a message that kills the process leaves no other trace. The first start was
   * not counted: the broker's flag stands for it.
   * @throws Crashed after too many starts
   */
  private async countStart({ id }: Patient): Promise<void> {
    const { starts, done } = await this.core.store.inbox.countStart(id);
    if (done || starts <= MAX_STARTS) return;
    throw new Crashed(
      `${MAX_STARTS} attempts started and none finished: the message probably kills the process`,
    );
  }
}

const patientOf = ({ id, attributes, body }: Delivery): Patient => ({
  id: typeof attributes.id === 'string' ? attributes.id : id,
  kind: 'event',
  type: String(attributes.type),
  attributes,
  body,
  attempts: 0,
  errors: [],
});
