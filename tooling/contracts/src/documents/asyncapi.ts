import { Envelope, type Heard, type Said } from '#libs/messaging';
import { z } from 'zod';
import { type Schema } from '#tooling/pacts';
import { HOST, POSTGRES_PORT } from '#tooling/platform';
import { type AsyncApi, type Described, type EventMessage, LICENSE, type Tag } from './document.js';

/** The broker with each of its engines, where `npm start` runs it. */
const SERVERS: AsyncApi['servers'] = {
  postgres: {
    protocol: 'postgres',
    host: '{host}:{port}',
    pathname: '/broker',
    description: 'The broker, as a database of PostgreSQL; `npm start` runs it at this address',
    variables: { host: { default: HOST }, port: { default: String(POSTGRES_PORT) } },
    security: [{ type: 'userPassword', description: 'The role with the name of the service' }],
  },
  amqp: {
    protocol: 'amqp',
    protocolVersion: '0.9.1',
    host: '{host}:{port}',
    pathname: '/{vhost}',
    description: 'The broker, as a virtual host of RabbitMQ; every event is in its topic exchange `events`',
    variables: { host: { default: HOST }, port: { default: '5672' }, vhost: { default: 'broker' } },
    security: [{ type: 'userPassword', description: 'The user with the name of the service' }],
  },
};

/** A service's AsyncAPI 3.1 document: what it says in full, and of what it hears the fields that it reads. */
export function asyncApi(
  { name, owner, events }: Pick<Described, 'name' | 'owner' | 'events'>,
  version: string,
): AsyncApi {
  const document: AsyncApi = {
    asyncapi: '3.1.0',
    info: {
      title: name,
      version,
      description: `The events that the service \`${name}\` publishes, in full, and those that it consumes, with the fields that it reads.`,
      contact: { name: owner },
      license: LICENSE,
      tags: [...new Set([name, ...events.heard.map(({ from }) => from)])].map(tagOf),
    },
    servers: SERVERS,
    defaultContentType: 'application/json',
    channels: {},
    operations: {},
    components: { schemas: {} },
  };
  const add = (
    action: 'send' | 'receive',
    { type, schema }: Pick<Said | Heard, 'type' | 'schema'>,
    told: Pick<AsyncApi['operations'][string], 'description' | 'tags'>,
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
      ...told,
      channel: { $ref: channel },
      messages: [{ $ref: `${channel}/messages/event` }],
    };
  };
  for (const event of events.said)
    add(
      'send',
      event,
      { description: toldOf(name, event), tags: [{ name }] },
      { source: { const: `/troupe/${name}` } },
      { subject: event.subject, ...(event.person && { datasubject: event.person }) },
    );
  for (const event of events.heard)
    add('receive', event, {
      description: `\`${name}\` consumes the event of \`${event.from}\`, and reads the fields that the payload lists.`,
      tags: [{ name: event.from }],
    });
  return document;
}

export const tagOf = (service: string): Tag => ({
  name: service,
  description: `The events that the service \`${service}\` publishes`,
});

const toldOf = (service: string, { subject, person }: Pick<Said, 'subject' | 'person'>): string =>
  `\`${service}\` publishes the event, and delivers it at least once. \`subject\` repeats \`${subject}\`` +
  (person ? `, and \`datasubject\` repeats \`${person}\`, the person concerned.` : '.');

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
    override: ({ jsonSchema }) => {
      if (action === 'send') delete jsonSchema.additionalProperties;
      const { example } = jsonSchema;
      if (example !== undefined) jsonSchema.examples = [example];
      delete jsonSchema.example;
    },
  });
  return JSON.parse(
    JSON.stringify(json).replaceAll('"$ref":"#/definitions/', '"$ref":"#/components/schemas/'),
  ) as Schema;
}
