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

/**
 * Finds the optional fields of which a pact has only one form. A consumer that was never tried without a field may need
 * it, and a stub refuses a request that leaves it out.
 */
export function oneSidedFields(pact: Pact): string[] {
  const byThing = Map.groupBy(pact.interactions.flatMap(examplesIn), ({ what }) => what);
  return [...byThing].flatMap(([what, examples]) => {
    const occurrences = examples.flatMap(({ schema, content }) => optionalFields(schema, content));
    return [...Map.groupBy(occurrences, ({ field }) => field)]
      .filter(([, all]) => new Set(all.map(({ isPresent }) => isPresent)).size === 1)
      .map(
        ([field, [first]]) =>
          `${field} of ${what} is optional; add an example ${first?.isPresent ? 'without' : 'with'} it`,
      );
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
  occurrencesIn(schema, new SchemaReader(schema.$defs), content, '$');

/** @param content decides between the variants of a union; what is not there has no fields */
function occurrencesIn(
  unresolved: Schema,
  reader: SchemaReader,
  content: unknown,
  path: string,
): OptionalField[] {
  const { items, properties = {}, required = [] } = reader.resolve(unresolved, content);
  if (items && Array.isArray(content))
    return content.flatMap((element) => occurrencesIn(items, reader, element, `${path}[*]`));
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(properties).flatMap(([key, property]) => {
    const field = `${path}.${key}`;
    const value = (content as Record<string, unknown>)[key];
    const isOptional = !required.includes(key) || reader.isNullable(property);
    const own = isOptional ? [{ field, isPresent: value !== undefined && value !== null }] : [];
    return [...own, ...occurrencesIn(property, reader, value, field)];
  });
}
