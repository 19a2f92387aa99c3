import { isHttp, type Pact } from '#tooling/pacts';
import { type AsyncApi, type Described, type HttpOperation, type OpenApi, operationsOf } from './document.js';
import { type Field, fieldsOf } from './fields.js';

/** An event, and everybody whom it concerns. */
export interface CataloguedEvent {
  type: string;
  saidBy: string;
  fields: Field[];
  /** By who hears it, the paths of the fields that they read. */
  heardBy: Record<string, string[]>;
  isDeprecated: boolean;
}

/** What everybody says, by the type of the event. */
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

/** The fields of an event that nobody reads. */
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
function isAt(operation: string, request: string): boolean {
  const parts = request.split('/');
  const expected = operation.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, at) => part.startsWith('{') || part === parts[at])
  );
}

/** Who may call an operation, in words. */
export function callersOf({ 'x-access': rule = {} }: HttpOperation): string[] {
  if (rule.public) return ['anybody'];
  return [
    ...(rule.subject ? [`the person ${rule.subject}`] : []),
    ...(rule.services ?? []),
    ...(rule.role ? [`an ${rule.role}`] : []),
  ];
}

/** Who says what to whom, and who calls whom: a flowchart in Mermaid. */
export function picture(events: CataloguedEvent[], services: Pick<Described, 'name' | 'settings'>[]): string {
  const arrows = events
    .filter(({ heardBy }) => Object.keys(heardBy).length)
    .map(
      ({ type, saidBy, heardBy, isDeprecated }) =>
        `${saidBy} == "${type}${isDeprecated ? ' (deprecated)' : ''}" ==> ${Object.keys(heardBy).join(' & ')}`,
    );
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

/** How many operations no pact uses, how many events nobody hears, and how many of their fields nobody reads. */
export const unneededIn = (events: CataloguedEvent[], unused: ReturnType<typeof unusedIn>) => ({
  operations: unused.length,
  events: events.filter(({ heardBy }) => !Object.keys(heardBy).length).length,
  fields: events.flatMap(unreadOf).length,
});

/** The page that tells of every event. */
export function catalogue(
  events: CataloguedEvent[],
  unused: ReturnType<typeof unusedIn>,
  drawn: string,
): string {
  const unneeded = unneededIn(events, unused);
  const parts = [
    '# Who says what, and who hears it',
    'Written by `npm run generate` from the `events.ts`, the routes and the pacts of every service. Thin arrows are HTTP, thick ones events.',
    drawn,
    `No pact uses ${unneeded.operations} operations. Nobody hears ${unneeded.events} events, or reads ${unneeded.fields} of the fields said.`,
    '● reads the field. Where no ● is, nobody here needs it.',
    ...events.flatMap(section),
    '## Operations that no pact uses',
    'They may well have callers: people, browsers, programs outside this repository.',
    table(
      ['Operation', 'Who may call it'],
      unused.map(({ operation, callers }) => [`\`${operation}\``, callers]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ type, saidBy, fields, heardBy, isDeprecated }: CataloguedEvent): string[] {
  const hearers = Object.keys(heardBy);
  const rows = fields.map(({ path, kind, isDeprecated: isOld }) => [
    `\`${path}\`${isOld ? ' (deprecated)' : ''}`,
    kind,
    ...hearers.map((one) => (heardBy[one]?.includes(path) ? '●' : '')),
  ]);
  return [
    `## ${type}${isDeprecated ? ' (deprecated)' : ''}`,
    `${saidBy} says it; ${hearers.length ? `${hearers.join(', ')} ${hearers.length > 1 ? 'hear' : 'hears'} it` : 'nobody hears it'}.`,
    table(['Field', 'What it is', ...hearers], rows),
  ];
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
