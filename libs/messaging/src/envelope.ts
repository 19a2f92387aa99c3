import { z } from 'zod';
import { EVENT_TYPE } from './events.js';

/** Limit of an event's body, in bytes. Link to larger content instead. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * The attributes of an event: CloudEvents 1.0, with its extensions for correlation and distributed tracing
 * (https://github.com/cloudevents/spec). They travel as metadata beside the body (binary mode).
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  /** `/troupe/<service>`; the broker sets it from the sender's credentials. */
  source: z.string().min(1),
  type: z.string().regex(EVENT_TYPE),
  subject: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json'),
  correlationid: z.string().min(1),
  causationid: z.string().min(1),
  traceparent: z.string().optional(),
  tracestate: z.string().optional(),
  entityversion: z.coerce.number().int().optional(),
  actor: z.string().optional(),
  datasubject: z.string().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event as a broker carries it. */
export interface Message {
  attributes: Record<string, unknown>;
  body: Buffer;
}

/** A message that cannot be read. No retry can help, so it goes to the hospital at once. */
export class MalformedMessage extends Error {
  override name = 'MalformedMessage';
}

/** A message from a service that does not own the noun of its type. No retry can help, so it goes to the hospital at once. */
export class ForgedMessage extends Error {
  override name = 'ForgedMessage';
}

/**
 * @param from the service that says events of this type; undefined for a type that is not heard
 * @throws ForgedMessage when the event has another source
 */
export function checkSource({ type, source }: Envelope, from: string | undefined): void {
  if (!from || source === `/troupe/${from}`) return;
  throw new ForgedMessage(`${source} has sent ${type}, which only /troupe/${from} may publish`);
}

/**
 * Reads the metadata of a message.
 * @throws MalformedMessage naming every field that is wrong, or when the body is too large
 */
export function readEnvelope({ attributes, body }: Message): Envelope {
  if (body.byteLength > MAX_BODY_BYTES) {
    throw new MalformedMessage(`the body has ${body.byteLength} bytes; ${MAX_BODY_BYTES} are allowed`);
  }
  const envelope = Envelope.safeParse(attributes);
  if (!envelope.success)
    throw new MalformedMessage(`the envelope is invalid: ${z.prettifyError(envelope.error)}`);
  return envelope.data;
}

/**
 * Reads the body of a message as JSON.
 * @throws MalformedMessage when the body is not JSON in UTF-8, or has a key that would change an object's prototype
 */
export function readData({ body }: Message): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), refusePrototype);
  } catch (error) {
    throw new MalformedMessage(`the body is not JSON: ${(error as Error).message}`);
  }
}

/**
 * Reads the envelope and the body of a message.
 * @throws MalformedMessage as `readEnvelope` and `readData` do
 */
export const readMessage = (message: Message): { envelope: Envelope; data: unknown } => ({
  envelope: readEnvelope(message),
  data: readData(message),
});

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('it has a key __proto__');
  return value;
}
