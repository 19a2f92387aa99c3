import { newId } from '#libs/telemetry';
import type { AsyncMessage, Envelope as Properties } from 'rabbitmq-client';
import type { Message } from '../envelope.js';
import { backTo } from './rabbitmq-names.js';
import { MAX_ATTRIBUTES_BYTES, MAX_BODY_BYTES, MAX_ID_LENGTH } from '../envelope.js';

/** The prefix of an attribute in the binding of CloudEvents to AMQP. */
const PREFIX = 'cloudEvents:';
/** AMQP's limit of a short string, such as a routing key. */
const SHORT_BYTES = 255;

/** Whether AMQP can carry a value as a routing key or as an id. */
export const isShort = (value: unknown): value is string =>
  typeof value === 'string' && Buffer.byteLength(value) <= SHORT_BYTES;

/** Whether a message exceeds the limits of `Broker.publish`. PostgreSQL's spaces count, so that all engines have the same limit. */
export function isTooLarge({ attributes, body }: Message): boolean {
  const spaces = 2 * Object.keys(attributes).length - 1;
  return (
    body.length > MAX_BODY_BYTES ||
    Buffer.byteLength(JSON.stringify(attributes)) + spaces > MAX_ATTRIBUTES_BYTES ||
    (typeof attributes.id === 'string' && attributes.id.length > MAX_ID_LENGTH)
  );
}

/** The properties of a message from `sender`, whose name RabbitMQ compares with the user of the connection. */
export function propertiesOf(attributes: Message['attributes'], sender: string): Properties {
  const { datacontenttype: contentType, ...others } = attributes;
  const stamped = { ...others, source: `/troupe/${sender}`, recordedtime: new Date().toISOString() };
  return {
    durable: true,
    mandatory: true,
    userId: sender,
    messageId: isShort(attributes.id) ? attributes.id : newId(),
    ...(isShort(contentType) && { contentType }),
    contentEncoding: 'identity', // or the client parses what is JSON, and a malformed body is lost
    headers: Object.fromEntries(
      Object.entries(JSON.parse(JSON.stringify(stamped)) as object).map(([name, value]) => [
        PREFIX + name,
        value,
      ]),
    ),
  };
}

/** The fields of a body that a hearer gets; none of a body that is no JSON object. */
export function partOf(body: Buffer, fields: readonly string[]): Buffer {
  let whole: unknown;
  try {
    whole = JSON.parse(body.toString());
  } catch {
    whole = undefined;
  }
  const entries = typeof whole === 'object' && whole ? Object.entries(whole) : [];
  return Buffer.from(JSON.stringify(Object.fromEntries(entries.filter(([key]) => fields.includes(key)))));
}

/** The routing key of an event for one hearer: its name before the three parts of the type. */
const FOR_ONE = /^[^.]+\.([^.]+\.[^.]+\.[^.]+)$/;

interface Death {
  reason: string;
  queue: string;
  'routing-keys': string[];
}

/** A message as a queue has delivered it. */
export interface Received extends Message {
  readonly id: string;
  /** True when a consumer may have died of it. */
  readonly isSuspect: boolean;
}

/** Reads what a queue of `service` has delivered: the sender and the type are those that RabbitMQ has checked. */
export function receivedFrom(delivered: AsyncMessage, service: string): Received {
  const { headers = {}, messageId, userId, contentType, redelivered, body } = delivered;
  const deaths = (headers['x-death'] ?? []) as Death[];
  const keys = deaths.flatMap(({ queue, 'routing-keys': [key] }) => (queue === service && key ? [key] : []));
  const key = keys.find((one) => one !== backTo(service)) ?? delivered.routingKey;
  const attributes = Object.fromEntries(
    Object.entries(headers as object).flatMap(([name, value]) =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value as unknown]] : [],
    ),
  );
  return {
    id: messageId ?? newId(),
    isSuspect: redelivered || deaths[0]?.reason === 'delivery_limit',
    attributes: {
      ...attributes,
      ...(contentType !== undefined && { datacontenttype: contentType }),
      type: FOR_ONE.exec(key)?.[1] ?? key,
      source: `/troupe/${userId ?? ''}`,
    },
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}
