import { z } from 'zod';
import { EVENT_TYPE } from './events.js';

/** Limit of an event's body, in bytes. Link to larger content instead. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Limit of an event's attributes as JSON text, in bytes. The limits of `Envelope` stay well below it. */
export const MAX_ATTRIBUTES_BYTES = 16 * 1024;

/** Limit of every id and name in the attributes of an event, in characters: they become labels, tags and keys. */
export const MAX_ID_LENGTH = 128;

/** Limit of `tracestate`, in characters (W3C Trace Context, section 3.3.1.5). */
const MAX_TRACE_STATE_LENGTH = 512;

/** Whether a value of an attribute is short enough to be an id, and to be a key of a table. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_ID_LENGTH;

/** The largest Integer of CloudEvents 1.0, which has 32 bits: a column of type int holds every version. */
const MAX_VERSION = 2 ** 31 - 1;

const Id = z.string().min(1).max(MAX_ID_LENGTH);

/**
 * The attributes of an event: CloudEvents 1.0, with its extensions for correlation and distributed tracing
 * (https://github.com/cloudevents/spec). They travel as metadata beside the body (binary mode).
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  /** `/troupe/<service>`; the broker sets it from the sender's credentials. */
  source: Id,
  type: z.string().max(MAX_ID_LENGTH).regex(EVENT_TYPE),
  subject: Id,
  time: z.iso.datetime({ offset: true }),
  /** When the broker took the event, by its own clock: comparable between events of different services. */
  recordedtime: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z.literal('application/json'),
  correlationid: Id,
  causationid: Id,
  traceparent: z.string().max(MAX_ID_LENGTH).optional(),
  tracestate: z.string().max(MAX_TRACE_STATE_LENGTH).optional(),
  entityversion: z.coerce.number().int().min(1).max(MAX_VERSION).optional(),
  actor: Id.optional(),
  datasubject: Id.optional(),
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
