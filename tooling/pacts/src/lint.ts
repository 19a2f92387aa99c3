import {
  type EventInteraction,
  fileOf,
  type HttpInteraction,
  type Interaction,
  isHttp,
  nameOf,
  type Pact,
  type Rules,
} from './pact-file.js';
import { keysOf } from './json-path.js';

/** What every event carries, whether or not its hearer looks at it. */
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
 * What is wrong with a pact although Pact wrote it: pact-js lets each of these pass, and it proves less than it says.
 * @param text the file as it was written, if there is one
 */
export const lint = (pact: Pact, text?: string): string[] => [
  ...twice(pact.interactions.map(nameOf)).map((name) => `${fileOf(pact)}: "${name}" is there twice`),
  ...oddNumbers(text ?? '').map(
    (number) => `${fileOf(pact)}: ${number} is ${Number(number)} elsewhere: the contract's hash would differ`,
  ),
  ...pact.interactions.flatMap((one) =>
    [
      ...(isHttp(one)
        ? [...doubleHeaders(one), ...unpinnedHeaders(one, pact.consumer.name)]
        : unpinnedAttributes(one)),
      ...emptyContents(one),
      ...looseExpressions(one),
      ...missingExamples(one),
      ...secrets(one),
    ].map((problem) => `${fileOf(pact)}, ${nameOf(one)}: ${problem}`),
  ),
];

const twice = (names: string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

/** Numbers such as 1.0 and 1e2, which Ruby and JavaScript print in different ways, and those that no double holds. */
const oddNumbers = (json: string): string[] =>
  [...json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/-?\d[\d.eE+-]*/g)]
    .map(([number]) => number)
    .filter((number) => String(Number(number)) !== number);

/** `content-type` beside `Content-Type` becomes two headers: no provider can pass. */
const doubleHeaders = ({ request, response }: HttpInteraction): string[] =>
  [request, response]
    .map(({ headers = {} }) => Object.keys(headers))
    .flatMap((names) => names.filter((name, at) => names.findIndex((other) => isSame(other, name)) !== at))
    .map((name) => `the header ${name} is there twice: write it in canonical case`);

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const unpinnedHeaders = ({ request }: HttpInteraction, consumer: string): string[] => [
  ...['X-Correlation-ID', 'Authorization']
    .filter((name) => !request.matchingRules?.header?.[name]?.matchers.some(({ match }) => match === 'regex'))
    .map((name) => `the request does not pin ${name} by an expression`),
  ...(request.headers?.Authorization?.[0] === `Bearer ${consumer}`
    ? []
    : [
        `the example of Authorization must be "Bearer ${consumer}": verification puts that consumer's token in`,
      ]),
];

const unpinnedAttributes = ({ metadata }: EventInteraction): string[] =>
  PINNED_ATTRIBUTES.filter((name) => !(name in metadata)).map((name) => `the event does not pin ${name}`);

/** Whatever of an interaction has a body and rules. */
const partsOf = (one: Interaction): Pick<HttpInteraction['request'], 'body' | 'matchingRules'>[] =>
  isHttp(one) ? [one.request, one.response] : [{ ...one, body: one.contents }];

function emptyContents(one: Interaction): string[] {
  return partsOf(one)
    .map(({ body }) => body)
    .filter((body) => body && /json/.test(body.contentType) && isEmpty(body.content))
    .map(() => 'a JSON body is empty: it would match anything');
}

const isEmpty = (content: unknown): boolean =>
  content === undefined || content === null || content === '' || JSON.stringify(content) === '{}';

function looseExpressions(one: Interaction): string[] {
  return partsOf(one)
    .flatMap(({ matchingRules = {} }) => Object.values(matchingRules) as (Rules | Rules[string])[])
    .flatMap((rules) => ('matchers' in rules ? [rules as Rules[string]] : Object.values(rules as Rules)))
    .flatMap(({ matchers }) => matchers)
    .filter(({ regex }) => regex !== undefined && !/^\^.*\$$/s.test(regex))
    .map(({ regex }) => `${regex} matches a part: write ^…$`);
}

/** A rule for what is not there: stubs and mock providers would answer without it. */
const missingExamples = (one: Interaction): string[] =>
  partsOf(one).flatMap(({ body, matchingRules }) =>
    Object.keys(matchingRules?.body ?? {})
      .filter((path) => !has(body?.content, keysOf(path)))
      .map((path) => `${path} has a rule and no example`),
  );

function has(value: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return (key === '*' ? Object.values(value) : [(value as Record<string, unknown>)[key]]).some((one) =>
    has(one, rest),
  );
}

const SECRETS: Record<string, RegExp> = {
  'a JSON Web Token': /\beyJ[\w-]{8,}\.[\w-]+\./,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'somebody’s credentials': /\bBasic [\w+/=-]{8,}/,
};

/** Pacts are published: what opens a door does not belong in them, not even that of a test. */
const secrets = (one: Interaction): string[] =>
  Object.entries(SECRETS)
    .filter(([, pattern]) => pattern.test(JSON.stringify(one)))
    .map(([what]) => `it holds ${what}`);
