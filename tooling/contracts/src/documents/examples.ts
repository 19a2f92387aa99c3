import { UserError } from '#tooling/platform';
import { type HttpInteraction, isHttp, type Pact } from '#tooling/pacts';
import { isAt } from './catalogue.js';
import { type Content, type HttpOperation, isPublic, type OpenApi, operationsOf } from './document.js';
import { ExampleValues, type Sender } from './example-values.js';
import { contentOf, PactValues } from './pact-values.js';

/** Media types whose bodies have fields. Pages have none. */
const HAS_FIELDS = /json|event-stream|x-www-form-urlencoded/;

/** What is said of an operation elsewhere than in its document. */
interface Source {
  document: OpenApi;
  /** The requests and answers of pacts, those with more in them first. */
  agreed: HttpInteraction[];
  values: PactValues;
  path: string;
  /** The examples of parameters so far: where an answer repeats one, it repeats the value. */
  parameters: Record<string, unknown>;
}

/**
 * The documents with an example of every parameter, body and answer. What a pact covers is taken from there, so that the
 * verification of the pact proves it; the rest from what schemas declare.
 */
export function withExamples(documents: OpenApi[], pacts: Pact[]): OpenApi[] {
  const values = new PactValues(pacts);
  return documents.map((document) => {
    const told = structuredClone(document);
    for (const [name, operation] of operationsOf(told)) {
      const path = name.slice(name.indexOf(' ') + 1);
      const agreed = agreedOn(name, told, pacts);
      illustrate(operation, { document: told, agreed, values, path, parameters: {} });
    }
    return told;
  });
}

function agreedOn(name: string, { info }: OpenApi, pacts: Pact[]): HttpInteraction[] {
  const size = (one: HttpInteraction) => JSON.stringify([one.request.body, one.response.body]).length;
  return pacts
    .filter(({ provider }) => provider.name === info.title)
    .flatMap(({ interactions }) => interactions.filter(isHttp))
    .filter(
      ({ request, response }) => response.status < 300 && isAt(name, `${request.method} ${request.path}`),
    )
    .toSorted((one, other) => size(other) - size(one));
}

function illustrate(operation: HttpOperation, source: Source): void {
  const [first] = source.agreed;
  for (const one of operation.parameters ?? []) {
    give(one, 'caller', one.name, one.in === 'path' ? segmentOf(one.name, source) : undefined, source);
    source.parameters[one.name] = one.example;
  }
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {}))
    if (HAS_FIELDS.test(type)) give(media, 'caller', '', contentOf(first?.request.body), source);
  for (const [status, { content = {} }] of Object.entries(operation.responses).filter(isSuccess)) {
    const agreed = source.agreed.find(({ response }) => String(response.status) === status);
    for (const [type, media] of Object.entries(content))
      if (HAS_FIELDS.test(type)) give(media, 'service', '', contentOf(agreed?.response.body), source);
  }
}

const isSuccess = ([status]: [string, unknown]): boolean => status.startsWith('2');

/** What stands in the path of a pact where the document has a parameter. */
function segmentOf(name: string, { agreed: [first], path }: Source): string | undefined {
  return first?.request.path.split('/')[path.split('/').indexOf(`{${name}}`)];
}

/** Gives an example to what has none, if one is found for each of its fields. */
function give(place: Content, sender: Sender, name: string, known: unknown, source: Source): void {
  if (place.example !== undefined || !place.schema) return;
  const { document, values, parameters } = source;
  const named = (field: string) => [parameters[field], ...values.named(field, document.info.title)];
  const made = new ExampleValues(document, sender, named);
  const value = made.of(place.schema, known, name);
  if (!made.lacks.length) place.example = value;
  else lacking.set(place, made.lacks);
}

/** The fields for which none was found. */
const lacking = new WeakMap<Content, string[]>();

/**
 * Refuses an operation for the public without an example of a parameter, a body or an answer.
 * @throws UserError naming each place, and how to declare it
 */
export function checkExamples(documents: OpenApi[]): void {
  const lacks = documents.flatMap((document) =>
    operationsOf(document).flatMap(([name, operation]) =>
      isPublic(operation)
        ? placesOf(operation)
            .filter(([, { example }]) => example === undefined)
            .map(
              ([place, one]) =>
                `${document.info.title}: ${name} needs an example of ${place}${listed(lacking.get(one))}`,
            )
        : [],
    ),
  );
  if (lacks.length)
    throw new UserError(
      `${lacks.join('\n')}\nDeclare it at the field, z.string().meta({ example: 'Leeds' }), or at the whole body in the same way; ` +
        `that of a header or a parameter at @ApiHeader({ example }) or @ApiParam({ example }). ` +
        `A field needs none for which a pact has a value, unless it is a text with a pattern that callers send.`,
    );
}

const listed = (fields: string[] = []): string => (fields.some(Boolean) ? ` (${fields.join(', ')})` : '');

/** Every parameter, and every body and answer with fields, by a name for people. */
export const placesOf = ({ parameters = [], requestBody, responses }: HttpOperation): [string, Content][] => [
  ...parameters.map((one): [string, Content] => [`the parameter ${one.name}`, one]),
  ...bodiesOf('the body', requestBody?.content),
  ...Object.entries(responses)
    .filter(isSuccess)
    .flatMap(([status, { content }]) => bodiesOf(status, content)),
];

const bodiesOf = (name: string, content: Record<string, Content> = {}): [string, Content][] =>
  Object.entries(content)
    .filter(([type]) => HAS_FIELDS.test(type))
    .map(([type, media]) => [`${name} ${type}`, media]);
