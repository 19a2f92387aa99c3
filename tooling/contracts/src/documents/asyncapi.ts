import { Envelope } from '#libs/messaging';
import { z } from 'zod';
import { type Schema } from '#tooling/pacts';
import type { AsyncApi, Described } from './document.js';

/** A service's AsyncAPI 3 document: what it says in full, and of what it hears the fields that it reads. */
export function asyncApi({ name, events }: Pick<Described, 'name' | 'events'>, version: string): AsyncApi {
  const document: AsyncApi = {
    asyncapi: '3.0.0',
    info: { title: name, version },
    defaultContentType: 'application/json',
    channels: {},
    operations: {},
    components: { schemas: {} },
  };
  const add = (action: 'send' | 'receive', type: string, schema: z.ZodType, more: Schema['properties']) => {
    const { definitions, ...payload } = schemaOf(schema, action);
    const channel = `#/channels/${type}`;
    Object.assign(document.components.schemas, definitions);
    document.channels[type] = {
      address: type,
      messages: {
        event: { name: type, headers: attributes(action, { type: { const: type }, ...more }), payload },
      },
    };
    document.operations[type] = {
      action,
      channel: { $ref: channel },
      messages: [{ $ref: `${channel}/messages/event` }],
    };
  };
  for (const { type, schema } of events.said)
    add('send', type, schema, { source: { const: `/troupe/${name}` } });
  for (const { type, schema } of events.heard) add('receive', type, schema, {});
  return document;
}

/** CloudEvents in binary mode: the attributes are the message's headers. */
function attributes(action: 'send' | 'receive', known: Schema['properties']): Schema {
  const { properties, ...envelope } = schemaOf(Envelope, action);
  return { ...envelope, properties: { ...properties, ...known } };
}

/** What is said may gain fields: whoever reads the document must not refuse them. */
function schemaOf(schema: z.ZodType, action: 'send' | 'receive'): Schema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: action === 'send' ? 'output' : 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    cycles: 'throw',
    override: ({ jsonSchema }) => void (action === 'send' && delete jsonSchema.additionalProperties),
  });
  return JSON.parse(
    JSON.stringify(json).replaceAll('"$ref":"#/definitions/', '"$ref":"#/components/schemas/'),
  ) as Schema;
}
