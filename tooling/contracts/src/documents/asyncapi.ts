import { Envelope } from '#libs/messaging';
import { z } from 'zod';
import { type Schema } from '#tooling/pacts';
import type { AsyncApi, Described, EventMessage } from './document.js';

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
  const add = (
    action: 'send' | 'receive',
    type: string,
    schema: z.ZodType,
    more: Schema['properties'] = {},
    about?: EventMessage['x-about'],
  ) => {
    const { definitions, ...payload } = schemaOf(schema, action);
    const channel = `#/channels/${type}`;
    Object.assign(document.components.schemas, definitions);
    const required = about?.datasubject ? ['datasubject'] : [];
    const headers = attributes(action, { type: { const: type }, ...more }, required);
    const event = { name: type, headers, payload, ...(about && { 'x-about': about }) };
    document.channels[type] = { address: type, messages: { event } };
    document.operations[type] = {
      action,
      channel: { $ref: channel },
      messages: [{ $ref: `${channel}/messages/event` }],
    };
  };
  for (const { type, schema, subject, person } of events.said)
    add(
      'send',
      type,
      schema,
      { source: { const: `/troupe/${name}` } },
      { subject, ...(person && { datasubject: person }) },
    );
  for (const { type, schema } of events.heard) add('receive', type, schema);
  return document;
}

/** CloudEvents in binary mode: the attributes are the message's headers. */
function attributes(action: 'send' | 'receive', known: Schema['properties'], more: string[]): Schema {
  const { properties, required = [], ...envelope } = schemaOf(Envelope, action);
  return { ...envelope, required: [...required, ...more], properties: { ...properties, ...known } };
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
