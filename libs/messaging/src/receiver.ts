import { type Database } from '#libs/database';
import type { Logger } from '#libs/telemetry';
import { sql } from 'kysely';
import type { Broker, Delivery } from './broker.js';
import type { Gate } from './gate.js';
import type { Handling } from './handling.js';
import { Crashed, type Patient } from './hospital.js';
import { MOST_STARTS, type Retries } from './retries.js';
import type { MessagingTables } from './tables.js';

const PREFETCH = 32;
/** How long a message waits, in milliseconds, when neither its handler nor the retry table can be reached. */
const STALLED_MS = 1_000;

/** Takes first deliveries from the broker and acknowledges each once its fate is written down. */
export class Receiver {
  private readonly unstarted = new Set<Delivery>();
  private readonly inFlight = new Set<Promise<void>>();
  private draining = false;

  constructor(
    private readonly database: Database<MessagingTables>,
    private readonly broker: Broker,
    private readonly handling: Handling,
    private readonly retries: Retries,
    private readonly gate: Gate,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    await this.broker.consume(PREFETCH, (delivery) => {
      if (this.draining) return delivery.release();
      this.unstarted.add(delivery);
      const received = this.gate
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
    await this.broker.cancel();
    await Promise.all(this.inFlight);
  }

  private async receive(delivery: Delivery): Promise<void> {
    if (!this.unstarted.delete(delivery)) return; // handed back while it waited
    try {
      await this.handling.under(delivery, () => this.deal(delivery));
      delivery.ack();
    } catch (error) {
      // The database does not answer. The message stays leased for a moment, then anybody may have it.
      this.log.warn({ err: error }, 'a message cannot be dealt with yet');
      setTimeout(delivery.release, STALLED_MS).unref();
    }
  }

  private async deal(delivery: Delivery): Promise<void> {
    const patient = asPatient(delivery);
    try {
      if (delivery.redelivered) await this.countStart(patient);
      await this.handling.event(delivery, 1);
    } catch (error) {
      this.handling.count(patient.type, await this.retries.afterFailure(patient, error));
    }
  }

  /**
   * Counts a start before it happens, because a message that kills the process leaves no other trace. The first start
   * is known only from the broker's flag.
   * @throws Crashed when it was started too often
   */
  private async countStart({ id }: Patient): Promise<void> {
    const { rows } = await sql<{ starts: number; done: boolean }>`
      insert into messaging.inbox (event_id, done, starts) values (${id}, false, 2)
      on conflict (event_id) do update set starts = greatest(inbox.starts, 1) + 1
      returning starts, done`.execute(this.database.query);
    const { starts, done } = rows[0] ?? { starts: 0, done: false };
    if (done || starts <= MOST_STARTS) return;
    throw new Crashed(`it was started ${MOST_STARTS} times and never ended: the process died of it`);
  }
}

const asPatient = ({ id, attributes, body }: Delivery): Patient => ({
  id: typeof attributes.id === 'string' ? attributes.id : id,
  kind: 'event',
  type: String(attributes.type),
  attributes,
  body,
  attempts: 0,
  errors: [],
});
