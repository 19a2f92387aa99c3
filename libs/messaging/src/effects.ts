import type { Tx } from '#libs/database';
import { causeOf, traceHeaders } from '#libs/telemetry';
import type { z } from 'zod';
import type { Effect } from './events.js';
import { pass } from './failpoints.js';
import type { MessagingStore } from './store.js';

/** Work outside the database, at third parties: done at least once, under a stable key. */
export class Effects {
  /** @param onAdded called once an effect was added and committed */
  constructor(
    private readonly store: MessagingStore,
    private readonly onAdded: () => void,
  ) {}

  /**
   * Runs an effect once `tx` commits, and again by the retry schedule until it succeeds or is admitted to the hospital.
   * @param key by which the third party recognizes a repetition (Message-ID, Idempotency-Key). Adding an effect under a
   * key that already waits has no effect
   * @param person opaque id of the person concerned; erasing that person removes the effect
   * @throws Error when the data does not match the effect's schema, or outside a request or an event
   */
  async add<Schema extends z.ZodType>(
    tx: Tx,
    { type, schema }: Effect<Schema>,
    key: string,
    data: z.input<Schema>,
    person?: string,
  ): Promise<void> {
    const cause = causeOf();
    if (!cause)
      throw new Error(`${type} has no cause: add effects only while handling a request or an event`);
    const body = Buffer.from(JSON.stringify(schema.parse(data)));
    if (person !== undefined && (await this.store.erasures.isForgotten(tx, person))) return;
    const { traceparent, tracestate } = traceHeaders();
    const attributes = {
      id: cause.causationId,
      type,
      correlationid: cause.correlationId,
      actor: cause.actor,
      traceparent,
      tracestate,
      datasubject: person,
    };
    const patient = { id: key, kind: 'effect' as const, type, attributes, body, attempts: 0, errors: [] };
    await this.store.retries.put(tx, patient, 0);
    pass('effect.added', patient);
    this.store.afterCommit(tx, this.onAdded);
  }
}
