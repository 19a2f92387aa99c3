import { isHttp, type Pact } from '#tooling/pacts';
import { type AsyncApi, type Described, type HttpOperation, type OpenApi, operationsOf } from './document.js';
import { type Field, fieldsOf } from './fields.js';

/** An event, its publisher and its consumers. */
export interface CataloguedEvent {
  type: string;
  saidBy: string;
  fields: Field[];
  /** The paths of the fields that each consumer reads. */
  heardBy: Record<string, string[]>;
  isDeprecated: boolean;
}

/** Every published event, in the order of its type. */
export function eventsIn(documents: AsyncApi[]): CataloguedEvent[] {
  const messages = documents.flatMap((document) =>
    Object.entries(document.operations).map(([type, { action }]) => {
      const payload = document.channels[type]?.messages.event.payload ?? {};
      return { type, action, service: document.info.title, payload, fields: fieldsOf(document, payload) };
    }),
  );
  return messages
    .filter(({ action }) => action === 'send')
    .sort((one, other) => (one.type < other.type ? -1 : 1))
    .map(({ type, service, payload, fields }) => {
      const hearers = messages.filter((one) => one.type === type && one.action === 'receive');
      return {
        type,
        saidBy: service,
        fields,
        heardBy: Object.fromEntries(hearers.map((one) => [one.service, one.fields.map(({ path }) => path)])),
        isDeprecated: payload.deprecated ?? false,
      };
    });
}

/** The fields of an event that no consumer reads. */
export const unreadOf = ({ fields, heardBy }: CataloguedEvent): Field[] =>
  fields.filter(({ path }) => !Object.values(heardBy).flat().includes(path));

/** The operations that no pact uses, as `loyalty: GET /accounts/{customerId}`, and who may call them. */
export const unusedIn = (documents: OpenApi[], pacts: Pact[]): { operation: string; callers: string }[] =>
  documents.flatMap((document) => {
    const { title } = document.info;
    const used = pacts
      .filter(({ provider }) => provider.name === title)
      .flatMap(({ interactions }) => interactions.filter(isHttp))
      .map(({ request }) => `${request.method} ${request.path}`);
    return operationsOf(document)
      .filter(([name]) => !used.some((one) => isAt(name, one)))
      .map(([name, operation]) => ({
        operation: `${title}: ${name}${operation.deprecated ? ' (deprecated)' : ''}`,
        callers: callersOf(operation).join(', '),
      }));
  });

/** Whether a request is one of an operation: `GET /lamps/7` of `GET /lamps/{lampId}`. */
export function isAt(operation: string, request: string): boolean {
  const parts = request.split('/');
  const expected = operation.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, at) => part.startsWith('{') || part === parts[at])
  );
}

/** Who may call an operation, in words. */
export function callersOf({ 'x-access': rule = {} }: HttpOperation): string[] {
  if (rule.public) return ['anyone'];
  return [
    ...(rule.subject ? [`the person with this ${rule.subject}`] : []),
    ...(rule.person ? ['people, each for themselves'] : []),
    ...(rule.services ?? []),
    ...(rule.role ? [`an ${rule.role}`] : []),
  ];
}

/**
 * A flowchart in Mermaid: who calls whom, and which event goes to whom. A service that gets only a part of each event watches
 * the others, and is left out.
 */
export function picture(
  events: CataloguedEvent[],
  services: Pick<Described, 'name' | 'settings' | 'events'>[],
): string {
  const watchers = services
    .filter(({ events: { heard } }) => heard.length && heard.every(({ part }) => part))
    .map(({ name }) => name);
  const arrows = events.flatMap(({ type, saidBy, heardBy, isDeprecated }) => {
    const consumers = Object.keys(heardBy).filter((name) => !watchers.includes(name));
    const label = `${type}${isDeprecated ? ' (deprecated)' : ''}`;
    return consumers.length ? [`${saidBy} == "${label}" ==> ${consumers.join(' & ')}`] : [];
  });
  const calls = services.flatMap(({ name, settings }) => {
    const called = Object.values(settings).flatMap(({ peer, outside }) =>
      peer ? [peer] : outside ? [`${outside}[(${outside})]`] : [],
    );
    return called.length ? [`${name} --> ${called.join(' & ')}`] : [];
  });
  return ['```mermaid', 'flowchart LR', ...[...calls, ...arrows].map((line) => `  ${line}`), '```'].join(
    '\n',
  );
}

/** How many operations no pact uses, how many events no service consumes, and how many fields no service reads. */
export const unneededIn = (events: CataloguedEvent[], unused: ReturnType<typeof unusedIn>) => ({
  operations: unused.length,
  events: events.filter(({ heardBy }) => !Object.keys(heardBy).length).length,
  fields: events.flatMap(unreadOf).length,
});

/** The page that lists every service with its owner, and every event with its publisher and its consumers. */
export function catalogue(
  events: CataloguedEvent[],
  services: Pick<Described, 'name' | 'owner' | 'events'>[],
  unused: ReturnType<typeof unusedIn>,
  drawn: string,
): string {
  const parts = [
    '# Which service publishes and consumes which event?',
    '`npm run generate` writes this page from the `events.ts`, the routes and the pacts of every service. Thin arrows are HTTP calls, thick arrows are events.',
    drawn,
    '## Who answers for which service?',
    'Alerts, the page of the monitor and `/info` of the service name the same team.',
    table(['Service', 'Owner', 'Publishes', 'Consumes'], services.map(rowOf)),
    '## Which event has which fields?',
    notNeeded(unneededIn(events, unused)),
    'In the tables below, ● marks a field that the consumer reads. No service in this repository reads a field without ●.',
    ...events.flatMap(section),
    '## Which operations do no pacts cover?',
    'No service in this repository calls these operations. People, browsers and programs outside it may.',
    table(
      ['Operation', 'Who may call it'],
      unused.map(({ operation, callers }) => [`\`${operation}\``, callers]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

const rowOf = ({ name, owner, events }: Pick<Described, 'name' | 'owner' | 'events'>): string[] => [
  name,
  owner,
  ...[events.said, events.heard].map((types) => types.map(({ type }) => `\`${type}\``).join(', ')),
];

const notNeeded = ({ operations, events, fields }: ReturnType<typeof unneededIn>): string =>
  'Some of what services offer has no consumer in this repository: ' +
  `${counted(operations, 'HTTP operation')}, ${counted(events, 'event')} and ${counted(fields, 'field')} of events. ` +
  'This is not an error. They may have consumers elsewhere, which no pact protects: before you remove one, ask the people who call it. ' +
  '`npm run contracts:breaking -- --since main` names what a branch removes.';

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function section({ type, saidBy, fields, heardBy, isDeprecated }: CataloguedEvent): string[] {
  const hearers = Object.keys(heardBy);
  const rows = fields.map(({ path, kind, isDeprecated: isOld }) => [
    `\`${path}\`${isOld ? ' (deprecated)' : ''}`,
    kind,
    ...hearers.map((one) => (heardBy[one]?.includes(path) ? '●' : '')),
  ]);
  return [
    `## ${type}${isDeprecated ? ' (deprecated)' : ''}`,
    `Published by ${saidBy}; ${hearers.length ? `consumed by ${hearers.join(', ')}` : 'no service consumes it'}.`,
    table(['Field', 'Type', ...hearers], rows),
  ];
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
