import type { Message } from '#libs/messaging';
import { newId } from '#libs/telemetry';

/** A well-formed message of this type; `attributes` replace the defaults. */
export function message(
  type: string,
  data: object,
  attributes: Record<string, unknown> = {},
): Message & { id: string } {
  const id = newId();
  return {
    id,
    body: Buffer.from(JSON.stringify(data)),
    attributes: {
      specversion: '1.0',
      id,
      source: '/troupe/test',
      type,
      subject: 'test',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      correlationid: newId(),
      causationid: newId(),
      ...attributes,
    },
  };
}
