import type { Tx } from '#libs/database';
import { type Cause, causeOf, traceHeaders } from '#libs/telemetry';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { CoreDependencies } from './dependencies.js';
import { Envelope, MAX_BODY_BYTES } from './envelope.js';
import type { SaidEvent } from './events.js';
import { pass } from './failpoints.js';
import { sendSpan } from './message-spans.js';
import { problemType } from './problem-type.js';
import type { Relay } from './relay.js';

/** The data of an event. The ids in it, which the envelope repeats, are text or numbers. */
type Data = Record<string, string | number | undefined>;

/** A message about a person may arrive, or a request run, after the person was erased. */
export const Erased = problemType({
  code: 'erased',
  status: 410,
  meaning: 'The person concerned was erased, and nothing can be recorded about them any more.',
  advice: 'Do not send the request again.',
});

/** The only way for an event to leave a service: in the transaction that makes it true. */
export class Outbox {
  constructor(
    private readonly core: Omit<CoreDependencies, 'broker'>,
    private readonly relay: Relay,
  ) {}

  /**
   * Says an event once `tx` commits. Correlation, causation and trace come from the request or event that is handled.
   * @throws Refusal (410), at the latest when `tx` commits, when the event concerns a person whom this service has erased
   * @throws Error when the data does not match the event's full schema or exceeds 256 KiB, when an id in it exceeds 128
   * characters, or outside a request or an event
   */
  async add(tx: Tx, said: SaidEvent): Promise<void> {
    const { store, telemetry, runtime } = this.core;
    const { type } = said.event;
    const cause = requireCause(type);
    const body = parseData(said);
    const id = runtime.newId();
    const [span, ctx] = telemetry.tracing.start(`send ${type}`, sendSpan(type, id, cause));
    const envelope = parseEnvelope({ ...this.envelopeOf(said, body, cause, ctx), id });
    pass('outbox.adding', { id, type });
    await store.outbox.add(tx, { envelope, body }, () =>
      Erased.refusal('The person concerned was erased: nothing can be recorded about them.'),
    );
    pass('outbox.added', { id, type });
    store.afterCommit(tx, () => {
      span.end();
      pass('outbox.committed', { id, type });
      this.relay.send({ id, type, attributes: envelope, body });
    });
  }

  private envelopeOf(
    { event: { type, subject, person }, entityversion }: SaidEvent,
    body: Data,
    { correlationId, causationId, actor }: Cause,
    ctx: Context,
  ): Omit<Envelope, 'id'> {
    const { traceparent, tracestate } = traceHeaders(ctx);
    return {
      specversion: '1.0',
      source: `/troupe/${this.core.telemetry.service}`,
      type,
      subject: String(body[subject]),
      time: new Date(this.core.runtime.now()).toISOString(),
      datacontenttype: 'application/json',
      correlationid: correlationId,
      causationid: causationId,
      ...(traceparent && { traceparent }),
      ...(tracestate && { tracestate }),
      ...(entityversion !== undefined && { entityversion }),
      ...(actor && { actor }),
      ...(person && body[person] !== undefined && { datasubject: String(body[person]) }),
    };
  }
}

function requireCause(type: string): Cause {
  const cause = causeOf();
  if (!cause)
    throw new Error(`${type} has no cause: publish events only while handling a request or an event`);
  return cause;
}

/** What a consumer would refuse must fail here, where the transaction that says it can still be rolled back. */
function parseEnvelope(envelope: Envelope): Envelope {
  const { error } = Envelope.safeParse(envelope);
  if (error) throw new Error(`${envelope.type} has an invalid envelope: ${z.prettifyError(error)}`);
  return envelope;
}

function parseData({ event: { type, schema }, data }: SaidEvent): Data {
  const { error, data: parsed } = schema.safeParse(data);
  if (error) throw new Error(`${type} does not match its schema: ${z.prettifyError(error)}`);
  const bytes = Buffer.byteLength(JSON.stringify(parsed));
  if (bytes > MAX_BODY_BYTES) throw new Error(`${type} has ${bytes} bytes; ${MAX_BODY_BYTES} are allowed`);
  return parsed as Data;
}
