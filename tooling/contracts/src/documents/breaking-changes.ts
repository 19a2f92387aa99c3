import { type Schema } from '#tooling/pacts';
import { callersOf } from './catalogue.js';
import { type AsyncApi, type HttpOperation, type OpenApi, operationsOf } from './document.js';
import { SchemaChange } from './schema-change.js';

/** Documents by their files. */
export type DocumentFiles = Record<string, OpenApi | AsyncApi>;

/** An operation or an event: what it tells, and what it asks for. */
interface Promised {
  told: Schema;
  asked: Schema;
}

/**
 * What somebody may suffer from when `before` becomes `after`, a line each: something is gone, an answer or an event
 * tells less, a request has to be another, others than services may call. What a service hears is not looked at: its pacts prove that it is said.
 */
export const breaks = (before: DocumentFiles, after: DocumentFiles): string[] =>
  Object.entries(before).flatMap(([file, document]) => {
    const now = after[file] ?? ({ ...document, paths: {}, operations: {} } as typeof document);
    const [had, has] = [promisesOf(document), promisesOf(now)];
    const told = new SchemaChange('told', document, now);
    const asked = new SchemaChange('asked', document, now);
    return Object.entries(had)
      .flatMap(([name, was]) => {
        const is = has[name];
        if (!is) return [`${name} is gone`];
        const changes = [...told.breaks(was.told, is.told), ...asked.breaks(was.asked, is.asked)];
        return changes.map((change) => `${name}: ${change}`);
      })
      .map((change) => `${document.info.title}: ${change}`);
  });

const promisesOf = (document: OpenApi | AsyncApi): Record<string, Promised> =>
  'paths' in document
    ? Object.fromEntries(
        operationsOf(document).map(([name, one]) => [name, { told: answersOf(one), asked: requestOf(one) }]),
      )
    : eventsOf(document);

function eventsOf({ operations, channels }: AsyncApi): Record<string, Promised> {
  const said = Object.entries(channels).filter(([type]) => operations[type]?.action === 'send');
  return Object.fromEntries(
    said.map(
      ([
        type,
        {
          messages: { event },
        },
      ]) => {
        const told = { properties: { attributes: event.headers, data: event.payload, ...aboutOf(event) } };
        return [type, { told, asked: {} }];
      },
    ),
  );
}

/** The fields that tell whom or what an event is about, as if they were fields themselves. */
const aboutOf = ({ 'x-about': about = {} }: { 'x-about'?: object }): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(about).map(([attribute, field]) => [
      `the field of ${attribute}`,
      { const: field as string },
    ]),
  );

/** Every status, what comes with it, and who gets it besides services, as if they were fields. */
const answersOf = (operation: HttpOperation): Schema => ({
  properties: Object.fromEntries([
    ['caller', { enum: openTo(operation) }],
    ...Object.entries(operation.responses).flatMap(([status, { content = {} }]) => [
      [status, {}],
      ...Object.entries(content).map(([type, { schema = {} }]) => [`${status} ${type}`, schema]),
    ]),
  ]),
});

/** A door that opens breaks no consumer, but nobody should open it unnoticed; another service may knock. */
const openTo = (operation: HttpOperation): string[] =>
  callersOf(operation).filter((caller) => !operation['x-access']?.services?.includes(caller));

/** Every parameter, the body, and who may call, as if they were fields. */
function requestOf(operation: HttpOperation): Schema {
  const { parameters = [], requestBody: { required = false, content = {} } = {} } = operation;
  const named = parameters.map((one) => [`${one.in} ${one.name}`, one.schema ?? {}] as const);
  const bodies = Object.entries(content).map(([type, { schema = {} }]) => [`body ${type}`, schema] as const);
  const callers = operation['x-access']?.public ? {} : { enum: callersOf(operation) };
  return {
    properties: Object.fromEntries([...named, ...bodies, ['caller', callers]]),
    required: [
      ...parameters.filter((one) => one.required).map((one) => `${one.in} ${one.name}`),
      ...(required ? ['a body'] : []),
    ],
  };
}
