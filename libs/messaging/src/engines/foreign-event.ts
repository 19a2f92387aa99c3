import { createHash } from 'node:crypto';
import { type Message, MalformedMessage } from '../envelope.js';

/** A message as a publisher that knows nothing of Troupe has sent it. */
export interface ForeignMessage {
  readonly routingKey: string;
  readonly messageId?: string | undefined;
  /** In seconds since 1970. */
  readonly timestamp?: number | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body: Buffer;
}

/** How the messages with one routing key become events. Fields are named by their path in the body: `payer.id`. */
export interface ForeignEvent {
  /** The routing key of the publisher. */
  readonly key: string;
  /** The type of the event, as services hear it. */
  readonly type: string;
  /** The field that identifies the message; its message id, unless given. */
  readonly id?: string;
  /** The field with what the event is about. */
  readonly subject?: string;
  /** The field with the moment at which it happened; the timestamp of the message, unless given. */
  readonly time?: string;
  /** The fields of the event's body, each with the field that it is taken from; the whole body, unless given. */
  readonly body?: Readonly<Record<string, string>>;
}

/** The prefixes of an attribute in CloudEvents' binding to AMQP, and in its variant for JMS. */
const PREFIX = /^cloudEvents[:_]/;
/** The namespace of ids that are made of those of others (RFC 9562, section 6.6: any UUID of one's own). */
const NAMESPACE = Buffer.from('8f3a1c5e2b744d0f9a6eb1d7c04c9e52', 'hex');

/**
 * The event that a foreign message is. CloudEvents in binary mode bring their attributes; of other messages, the mapping says
 * where each stands. The same message is always the same event.
 * @param sender who says it to Troupe
 * @throws MalformedMessage when the body is no JSON object, or lacks what the mapping names
 */
export function eventOf(message: ForeignMessage, mapping: ForeignEvent, sender: string): Message {
  const data = objectIn(message.body);
  const given = attributesOf(message);
  const needed = (what: string, value: unknown): string => {
    if (typeof value === 'string' && value) return value;
    if (typeof value === 'number') return String(value);
    throw new MalformedMessage(`${mapping.key} has no ${what}: name the field in its mapping`);
  };
  const ownId = needed('id', mapping.id ? fieldOf(data, mapping.id) : (given.id ?? message.messageId));
  const id = idFor(`${sender}/${ownId}`);
  const time = mapping.time ? fieldOf(data, mapping.time) : (given.time ?? momentOf(message));
  return {
    attributes: {
      specversion: '1.0',
      id,
      type: mapping.type,
      source: `/troupe/${sender}`,
      subject: needed('subject', mapping.subject ? fieldOf(data, mapping.subject) : given.subject),
      time: new Date(needed('time', time)).toISOString(),
      datacontenttype: 'application/json',
      correlationid: typeof given.correlationid === 'string' ? given.correlationid : id,
      causationid: typeof given.causationid === 'string' ? given.causationid : id,
    },
    body: mapping.body ? Buffer.from(JSON.stringify(picked(data, mapping.body))) : message.body,
  };
}

const momentOf = ({ timestamp }: ForeignMessage): string | undefined =>
  timestamp === undefined ? undefined : new Date(timestamp * 1_000).toISOString();

function attributesOf({ headers = {} }: ForeignMessage): Record<string, unknown> {
  const found = Object.entries(headers).filter(([name]) => PREFIX.test(name));
  return Object.fromEntries(found.map(([name, value]) => [name.replace(PREFIX, ''), value]));
}

function objectIn(body: Buffer): object {
  let data: unknown;
  try {
    data = JSON.parse(body.toString());
  } catch (error) {
    throw new MalformedMessage(`the body is not JSON: ${(error as Error).message}`);
  }
  if (typeof data === 'object' && data) return data;
  throw new MalformedMessage('the body is no JSON object');
}

const fieldOf = (data: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value && Object.hasOwn(value, key) ? value[key as never] : undefined,
      data,
    );

const picked = (data: object, fields: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(fields).map(([name, path]) => [name, fieldOf(data, path)]));

/** A UUID of version 5, which is the same for the same name. */
function idFor(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
