import type { Tx } from '#libs/database';
import { causeOf, inject } from '#libs/telemetry';
import { SpanKind } from '@opentelemetry/api';
import { z } from 'zod';
import type { CoreDependencies } from './dependencies.js';
import { type Envelope, MAX_BODY_BYTES } from './envelope.js';
import type { SaidEvent } from './events.js';
import { Refusal } from './refusal.js';
import type { Relay } from './relay.js';

/** The only way an event leaves a service: in the transaction that makes it true. */
export class Outbox {
  constructor(
    private readonly core: Omit<CoreDependencies, 'broker'>,
    private readonly relay: Relay,
  ) {}

  /**
   * Says an event, once `tx` commits. Correlation, causation and trace come from the request or event being handled.
   * @throws Refusal (410) when it is about somebody whom this service has forgotten
   * @throws Error when the data does not fit the event's full schema, is over 256 KiB, or nothing is being handled
   */
  async add(tx: Tx, { event, data, entityversion }: SaidEvent): Promise<void> {
    const { type, subject, person } = event;
    const cause = causeOf();
    if (!cause) throw new Error(`${type} has no cause: say events while handling a request or an event`);
    const parsed = event.schema.safeParse(data);
    if (!parsed.success)
      throw new Error(`${type} is not as its schema says: ${z.prettifyError(parsed.error)}`);
    const body = parsed.data as Record<string, string | number | undefined>; // its ids are
    const bytes = Buffer.byteLength(JSON.stringify(body));
    if (bytes > MAX_BODY_BYTES) throw new Error(`${type} has ${bytes} bytes; ${MAX_BODY_BYTES} are allowed`);

    const { store, telemetry, runtime } = this.core;
    const id = runtime.newId();
    const [span, ctx] = telemetry.tracing.start(`send ${type}`, {
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': 'troupe',
        'messaging.operation.type': 'send',
        'messaging.destination.name': type,
        'messaging.message.id': id,
        'messaging.message.conversation_id': cause.correlationId,
        'peer.service': 'broker',
      },
    });
    const { traceparent, tracestate } = inject(ctx);
    const attributes: Envelope = {
      specversion: '1.0',
      id,
      source: `/troupe/${telemetry.service}`,
      type,
      subject: String(body[subject]),
      time: new Date(runtime.now()).toISOString(),
      datacontenttype: 'application/json',
      correlationid: cause.correlationId,
      causationid: cause.causationId,
      ...(traceparent && { traceparent }),
      ...(tracestate && { tracestate }),
      ...(entityversion !== undefined && { entityversion }),
      ...(cause.actor && { actor: cause.actor }),
      ...(person && body[person] !== undefined && { datasubject: String(body[person]) }),
    };
    const isAdded = await store.outbox.add(tx, { envelope: attributes, body });
    if (!isAdded) throw new Refusal('erased', 'This is about somebody who was erased.', 410);
    store.afterCommit(tx, () => {
      span.end();
      this.relay.send({ id, type, attributes, body });
    });
  }
}
