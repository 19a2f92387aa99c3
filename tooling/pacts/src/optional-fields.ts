import { type EventInteraction, type HttpInteraction, isHttp, type Pact } from './pact-file.js';
import { type Schema, SchemaReader } from './json-schema.js';

/** One body in a pact, with the schema by which the consumer reads or sends it. */
interface Example {
  /** What is read or sent, in words: bodies with the same words are examples of the same thing. */
  what: string;
  schema: Schema;
  content: unknown;
}

/** An optional field in one example, by its JSON path. */
export interface OptionalField {
  field: string;
  isPresent: boolean;
}

/** An optional field, or the elements of a list, which may be empty. */
interface Occurrence extends OptionalField {
  isElement: boolean;
}

/**
 * Finds the optional fields of which a pact has only one form, and the lists that are empty in every example. A consumer
 * that was never tried without a field may need it, and a stub refuses a request that leaves it out. Of a list that is
 * always empty, nothing says what its elements are.
 */
export function oneSidedFields(pact: Pact): string[] {
  const byThing = Map.groupBy(pact.interactions.flatMap(examplesIn), ({ what }) => what);
  return [...byThing].flatMap(([what, examples]) => {
    const occurrences = examples.flatMap(({ schema, content }) => occurrencesOf(schema, content));
    return [...Map.groupBy(occurrences, ({ field }) => field)].flatMap(([field, all]) => {
      const [first] = all;
      if (!first || all.some(({ isPresent }) => isPresent !== first.isPresent)) return [];
      if (first.isElement)
        return first.isPresent ? [] : [`${field} of ${what} is never there; add an example with an element`];
      return [`${field} of ${what} is optional; add an example ${first.isPresent ? 'without' : 'with'} it`];
    });
  });
}

const examplesIn = (interaction: Pact['interactions'][number]): Example[] =>
  isHttp(interaction) ? httpExamples(interaction) : eventExamples(interaction);

/** Paths differ by their ids, so requests to the same pattern are of one kind. */
function httpExamples({ request, response, comments }: HttpInteraction): Example[] {
  const [pattern] = request.matchingRules?.path?.matchers ?? [];
  const operation = `${request.method} ${pattern?.regex ?? request.path}`;
  const { sends, reads } = comments ?? {};
  return [
    ...(sends ? [{ what: `the body of ${operation}`, schema: sends, content: request.body?.content }] : []),
    ...(reads
      ? [{ what: `the ${response.status} of ${operation}`, schema: reads, content: response.body?.content }]
      : []),
  ];
}

const eventExamples = ({ metadata, contents, comments }: EventInteraction): Example[] =>
  comments?.reads ? [{ what: String(metadata.type), schema: comments.reads, content: contents.content }] : [];

/** The optional fields of the schema in this content. */
export const optionalFields = (schema: Schema, content: unknown): OptionalField[] =>
  occurrencesOf(schema, content).filter(({ isElement }) => !isElement);

const occurrencesOf = (schema: Schema, content: unknown): Occurrence[] =>
  occurrencesIn(schema, new SchemaReader(schema.$defs), content, '$');

/** @param content decides between the variants of a union; what is not there has no fields */
function occurrencesIn(
  unresolved: Schema,
  reader: SchemaReader,
  content: unknown,
  path: string,
): Occurrence[] {
  const { items, properties = {}, required = [] } = reader.resolve(unresolved, content);
  if (items && Array.isArray(content)) {
    const field = `${path}[*]`;
    const elements = { field, isPresent: content.length > 0, isElement: true };
    return [elements, ...content.flatMap((element) => occurrencesIn(items, reader, element, field))];
  }
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(properties).flatMap(([key, property]) => {
    const field = `${path}.${key}`;
    const value = (content as Record<string, unknown>)[key];
    const isOptional = !required.includes(key) || reader.isNullable(property);
    const own = isOptional
      ? [{ field, isPresent: value !== undefined && value !== null, isElement: false }]
      : [];
    return [...own, ...occurrencesIn(property, reader, value, field)];
  });
}
