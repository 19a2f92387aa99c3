import type { Tx } from '#libs/database';
import type { Delivery } from './broker.js';
import type { CoreDependencies } from './dependencies.js';
import type { Semaphore } from './semaphore.js';
import type { HandlerRunner } from './handler-runner.js';
import { Crashed } from './hospital.js';
import type { Patient } from './patient.js';
import { MOST_STARTS, type Retries } from './retries.js';

const PREFETCH = 32;
/** How long a message waits, in milliseconds, when neither its handler nor the retry table can be reached. */
const STALLED_MS = 1_000;

/** Takes first deliveries from the broker and acknowledges each once its fate is written down. */
export class Receiver {
  private readonly unstarted = new Set<Delivery>();
  private readonly inFlight = new Set<Promise<void>>();
  private draining = false;

  constructor(
    private readonly core: CoreDependencies,
    private readonly runner: HandlerRunner,
    private readonly retries: Retries,
    private readonly semaphore: Semaphore,
  ) {}

  async start(): Promise<void> {
    await this.core.broker.consume(PREFETCH, (delivery) => {
      if (this.draining) return delivery.release();
      this.unstarted.add(delivery);
      const received = this.semaphore
        .run(delivery.redelivered, () => this.receive(delivery))
        .finally(() => this.inFlight.delete(received));
      this.inFlight.add(received);
    });
  }

  /** Takes no more, hands back what was not started, and waits for the rest. */
  async drain(): Promise<void> {
    this.draining = true;
    for (const delivery of this.unstarted) delivery.release();
    this.unstarted.clear();
    await this.core.broker.cancel();
    await Promise.all(this.inFlight);
  }

  private async receive(delivery: Delivery): Promise<void> {
    if (!this.unstarted.delete(delivery)) return; // handed back while it waited
    try {
      await this.runner.underCorrelationOf(delivery, () => this.deal(delivery));
      delivery.ack();
    } catch (error) {
      // The database does not answer. The message stays leased for a moment, then any replica may have it.
      this.core.telemetry.log.warn({ err: error }, 'a message cannot be dealt with yet');
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
      .after(STALLED_MS, () => void release().catch(() => this.releaseLater(delivery)))
      .unref();
  }

  private async deal(delivery: Delivery): Promise<void> {
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
   * Counts a start before it happens, because a message that kills the process leaves no other trace. The first start
   * is known only from the broker's flag.
   * @throws Crashed when it was started too often
   */
  private async countStart({ id }: Patient): Promise<void> {
    const { starts, done } = await this.core.store.inbox.countStart(id);
    if (done || starts <= MOST_STARTS) return;
    throw new Crashed(`it was started ${MOST_STARTS} times and never ended: the process died of it`);
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
