import type { Tx } from '#libs/database';
import { causeOf, traceHeaders } from '#libs/telemetry';
import type { z } from 'zod';
import type { Effect } from './events.js';
import type { Retries } from './retries.js';

/** Things to do outside the database, at third parties. At least once, each under a stable key. */
export class Effects {
  constructor(private readonly retries: Retries) {}

  /**
   * Has `effect` run once `tx` commits, and again by the retry schedule until it succeeds or is admitted to the hospital.
   * @param key known to the outside world (Message-ID, Idempotency-Key); while it waits, the same key is the same effect
   * @param person opaque id of the person concerned: erasing them takes the effect off the list
   * @throws Error when the data does not fit the effect's schema, or nothing is being handled
   */
  async add<Schema extends z.ZodType>(
    tx: Tx,
    { type, schema }: Effect<Schema>,
    key: string,
    data: z.input<Schema>,
    person?: string,
  ): Promise<void> {
    const cause = causeOf();
    if (!cause) throw new Error(`${type} has no cause: add effects while handling a request or an event`);
    const { traceparent, tracestate } = traceHeaders();
    await this.retries.add(tx, {
      id: key,
      type,
      body: Buffer.from(JSON.stringify(schema.parse(data))),
      attributes: {
        id: cause.causationId,
        type,
        correlationid: cause.correlationId,
        actor: cause.actor,
        traceparent,
        tracestate,
        datasubject: person,
      },
    });
  }
}
