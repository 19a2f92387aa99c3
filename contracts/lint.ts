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

/** What is wrong with a pact although Pact wrote it: pact-js lets each of these pass, and it proves less than it says. */
export const lint = (pact: Pact): string[] =>
  pact.interactions.flatMap((one) =>
    [
      ...(isHttp(one)
        ? [...doubleHeaders(one), ...unpinnedHeaders(one, pact.consumer.name)]
        : unpinnedAttributes(one)),
      ...emptyContents(one),
      ...looseExpressions(one),
    ].map((problem) => `${fileOf(pact)}, ${nameOf(one)}: ${problem}`),
  );

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

function emptyContents(one: Interaction): string[] {
  const all = isHttp(one) ? [one.request.body, one.response.body] : [one.contents];
  return all
    .filter((body) => body && /json/.test(body.contentType) && isEmpty(body.content))
    .map(() => 'a JSON body is empty: it would match anything');
}

const isEmpty = (content: unknown): boolean =>
  content === undefined || content === null || content === '' || JSON.stringify(content) === '{}';

function looseExpressions(one: Interaction): string[] {
  const parts = isHttp(one) ? [one.request.matchingRules, one.response.matchingRules] : [one.matchingRules];
  return parts
    .flatMap((rules) => Object.values(rules ?? {}) as (Rules | Rules[string])[])
    .flatMap((rules) => ('matchers' in rules ? [rules as Rules[string]] : Object.values(rules as Rules)))
    .flatMap(({ matchers }) => matchers)
    .filter(({ regex }) => regex !== undefined && !/^\^.*\$$/s.test(regex))
    .map(({ regex }) => `${regex} matches a part: write ^…$`);
}
