import {
  type EventInteraction,
  type HttpInteraction,
  type Interaction,
  interactionName,
  isHttp,
  type Pact,
  pactFileName,
  type Rules,
} from './pact-file.js';
import { parseJsonPath } from './json-path.js';
import { oneSidedFields } from './optional-fields.js';

/** The attributes of every event, whether or not its consumer reads them. */
export const PINNED_ATTRIBUTES = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'datacontenttype',
  'correlationid',
  'causationid',
];

/**
 * Finds what makes a pact prove less than it says; pact-js accepts each of these.
 * @param text the file as it was written, if it was
 * @returns a sentence for each problem
 */
export const lint = (pact: Pact, text?: string): string[] => [
  ...[
    ...duplicates(pact.interactions.map(interactionName)).map((name) => `"${name}" occurs twice`),
    ...ambiguousNumbers(text ?? ''),
    ...oneSidedFields(pact),
  ].map((problem) => `${pactFileName(pact)}: ${problem}`),
  ...pact.interactions.flatMap((interaction) =>
    problemsOf(interaction, pact.consumer.name).map(
      (problem) => `${pactFileName(pact)}, ${interactionName(interaction)}: ${problem}`,
    ),
  ),
];

const problemsOf = (interaction: Interaction, consumer: string): string[] => [
  ...(isHttp(interaction)
    ? [
        ...doubleHeaders(interaction),
        ...unpinnedHeaders(interaction, consumer),
        ...unpinnedResponseHeaders(interaction),
        ...unknownBody(interaction),
      ]
    : unpinnedAttributes(interaction)),
  ...emptyContents(interaction),
  ...looseExpressions(interaction),
  ...missingExamples(interaction),
  ...secrets(interaction),
];

const duplicates = (names: string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

/** Numbers such as 1.0 and 1e2, which Ruby and JavaScript print differently, and those that no double can hold. */
const ambiguousNumbers = (json: string): string[] =>
  [...json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/-?\d[\d.eE+-]*/g)]
    .map(([number]) => number)
    .filter((number) => String(Number(number)) !== number)
    .map(
      (number) => `write ${number} as ${Number(number)}, or the contract's hash differs between languages`,
    );

/** `content-type` beside `Content-Type` becomes two headers, which no provider can send. */
const doubleHeaders = ({ request, response }: HttpInteraction): string[] =>
  [request, response]
    .map(({ headers = {} }) => Object.keys(headers))
    .flatMap((names) => names.filter((name, at) => names.findIndex((other) => isSame(other, name)) !== at))
    .map((name) => `the header ${name} occurs twice; write it in canonical case`);

const isSame = (name: string, other: string) => name.toLowerCase() === other.toLowerCase();

const unpinnedHeaders = ({ request }: HttpInteraction, consumer: string): string[] => [
  ...['X-Correlation-ID', 'Authorization']
    .filter((name) => !request.matchingRules?.header?.[name]?.matchers.some(({ match }) => match === 'regex'))
    .map((name) => `the request does not pin ${name} by a regular expression`),
  ...(request.headers?.Authorization?.[0]?.split('.')[0] === `Bearer ${consumer}`
    ? []
    : [
        `the example of Authorization must be "Bearer ${consumer}", which verification replaces by a token of that consumer, or of the person behind a full stop`,
      ]),
];

const unpinnedAttributes = ({ metadata, comments }: EventInteraction): string[] =>
  [...PINNED_ATTRIBUTES, ...(comments?.attributes ?? [])]
    .filter((name) => !(name in metadata))
    .map((name) => `the event does not pin ${name}`);

/** Without the schema, nobody knows which of the fields may be left out. */
const unknownBody = ({ request, comments }: HttpInteraction): string[] =>
  request.body && !comments?.sends
    ? ['the pact does not say by which schema the body is written; give it to withRequest() as sends']
    : [];

/** A header that the consumer reads, and that nothing demands of the provider. */
const unpinnedResponseHeaders = ({ response, comments }: HttpInteraction): string[] =>
  (comments?.headers ?? [])
    .filter((name) => !Object.keys(response.headers ?? {}).some((other) => isSame(other, name)))
    .map((name) => `the response does not pin ${name}, which the consumer reads`);

/** The messages of an interaction that have a body and matching rules. */
const messagesOf = (
  interaction: Interaction,
): Pick<HttpInteraction['request'], 'body' | 'matchingRules'>[] =>
  isHttp(interaction)
    ? [interaction.request, interaction.response]
    : [{ ...interaction, body: interaction.contents }];

function emptyContents(interaction: Interaction): string[] {
  return messagesOf(interaction)
    .map(({ body }) => body)
    .filter((body) => body && /json/.test(body.contentType) && isEmpty(body.content))
    .map(() => 'a JSON body is empty and matches anything; give an example');
}

const isEmpty = (content: unknown): boolean =>
  content === undefined || content === null || content === '' || JSON.stringify(content) === '{}';

function looseExpressions(interaction: Interaction): string[] {
  return messagesOf(interaction)
    .flatMap(({ matchingRules = {} }) => Object.values(matchingRules) as (Rules | Rules[string])[])
    .flatMap((rules) => ('matchers' in rules ? [rules as Rules[string]] : Object.values(rules as Rules)))
    .flatMap(({ matchers }) => matchers)
    .filter(({ regex }) => regex !== undefined && !/^\^.*\$$/s.test(regex))
    .map(({ regex }) => `${regex} matches any text that contains it; write ^…$`);
}

/** Stubs and mock servers answer with examples, so they leave out what has none. */
const missingExamples = (interaction: Interaction): string[] =>
  messagesOf(interaction).flatMap(({ body, matchingRules }) =>
    Object.keys(matchingRules?.body ?? {})
      .filter((path) => !has(body?.content, parseJsonPath(path)))
      .map((path) => `${path} has a matching rule and no example`),
  );

function has(value: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return (key === '*' ? Object.values(value) : [(value as Record<string, unknown>)[key]]).some((child) =>
    has(child, rest),
  );
}

const SECRETS: Record<string, RegExp> = {
  'a JSON Web Token': /\beyJ[\w-]{8,}\.[\w-]+\./,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'HTTP Basic credentials': /\bBasic [\w+/=-]{8,}/,
};

/** Pacts are published, so they contain no secret, not even that of a test. */
const secrets = (interaction: Interaction): string[] =>
  Object.entries(SECRETS)
    .filter(([, pattern]) => pattern.test(JSON.stringify(interaction)))
    .map(([secret]) => `it contains ${secret}`);
