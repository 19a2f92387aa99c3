import { z } from 'zod';
import { type Schema, SchemaReader } from '#tooling/pacts';

/** The pattern of correlation IDs, which every request and event of a pact pins. */
export const CORRELATION_ID = '^[A-Za-z0-9._-]{8,64}$';

/**
 * A matcher of Pact (https://github.com/pact-foundation/pact-specification): an example and the rule that loosens it.
 * It is defined here, because loading Pact costs each spec file half a second.
 */
export interface Matcher<Value = unknown> {
  'pact:matcher:type': string;
  value: Value;
  regex?: string;
  min?: number;
}

/** Matches any value of the example's type; in objects and lists, the same holds for what they contain. */
export const like = <Value>(value: Value): Matcher<Value> => ({ 'pact:matcher:type': 'type', value });

/** Matches a string by a regular expression: anchored, and without look-arounds, which Pact does not support. */
export const regex = (expression: RegExp | string, value: string): Matcher<string> => ({
  'pact:matcher:type': 'regex',
  regex: typeof expression === 'string' ? expression : expression.source,
  value,
});

/** Matches type and expression: the expression alone would accept a number or null whose text fits. */
const stringMatching = (expression: string, value: string) => ({
  'pact:matcher:type': [{ 'pact:matcher:type': 'type' }, { 'pact:matcher:type': 'regex', regex: expression }],
  value,
});

/**
 * An example as Pact matchers that demand of each field what `schema` demands. So a pact has exactly the fields that are
 * read.
 * @throws Error when the example does not fit the schema, or has a field that the schema does not read
 */
export function matching<Read extends z.ZodType>(schema: Read, example: z.input<Read>): unknown {
  checkExample(schema, example);
  const { $defs = {}, ...root } = schemaOf(schema);
  return new MatcherBuilder($defs).build(root, example, '');
}

/**
 * An example of what is sent: its matchers demand the types of the fields, because which values are allowed is for the
 * provider to say.
 * @throws Error as `matching` does
 */
export function matchingStructure<Sent extends z.ZodType>(schema: Sent, example: unknown): unknown {
  checkExample(schema, example);
  const { $defs = {}, ...root } = structureOf(schemaOf(schema));
  return new MatcherBuilder($defs).build(root, example, '');
}

function checkExample(schema: z.ZodType, example: unknown): void {
  const parsed = schema.safeParse(example);
  if (!parsed.success)
    throw new Error(`The example does not fit its schema:\n${z.prettifyError(parsed.error)}`);
}

/** A zod schema as JSON Schema. */
export function schemaOf(read: z.ZodType): Schema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(read, { io: 'input', unrepresentable: 'any' });
  return schema as Schema;
}

/** The structure of a schema: its fields, their types and closed lists of values, without bounds and patterns. */
export function structureOf(schema: Schema): Schema {
  const { type, const: constant, enum: values, required, $ref } = schema;
  const each = (named?: Record<string, Schema>) =>
    named && Object.fromEntries(Object.entries(named).map(([name, child]) => [name, structureOf(child)]));
  return {
    type,
    const: constant,
    enum: values,
    required,
    $ref,
    properties: each(schema.properties),
    items: schema.items && structureOf(schema.items),
    anyOf: schema.anyOf?.map(structureOf),
    oneOf: schema.oneOf?.map(structureOf),
    $defs: each(schema.$defs),
  };
}

/** The comment that records in a pact by which schema the consumer reads; the mutants are made from it. */
export const readsComment = (schema: z.ZodType): { key: string; value: string } => ({
  key: 'reads',
  value: JSON.stringify(structureOf(schemaOf(schema))),
});

/** The comment that records in a pact by which schema the consumer writes a body. */
export const sendsComment = (schema: z.ZodType): { key: string; value: string } => ({
  key: 'sends',
  value: JSON.stringify(structureOf(schemaOf(schema))),
});

/** The comment that records which optional attributes the consumer reads. */
export const attributesComment = (attributes: readonly string[]): { key: string; value: string } => ({
  key: 'attributes',
  value: JSON.stringify(attributes),
});

/** The comment that records which headers the consumer reads. */
export const headersComment = (names: string[]): { key: string; value: string } => ({
  key: 'headers',
  value: JSON.stringify(names),
});

class MatcherBuilder {
  private readonly reader: SchemaReader;

  constructor(named: Record<string, Schema>) {
    this.reader = new SchemaReader(named);
  }

  build(unresolved: Schema, example: unknown, path: string): unknown {
    const schema = this.reader.resolve(unresolved, example);
    const pattern = patternOf(schema);
    if (schema.const !== undefined) return { 'pact:matcher:type': 'equality', value: example };
    if (pattern && typeof example === 'string') return stringMatching(pattern, example);
    if (schema.items && Array.isArray(example)) return this.list(schema, example, path);
    if (schema.properties) return this.fields(schema.properties, example as object, path);
    if (schema.type === 'integer' || schema.type === 'number')
      return { 'pact:matcher:type': schema.type, value: example };
    return like(example);
  }

  private fields(properties: Record<string, Schema>, example: object, path: string): unknown {
    const matchers = Object.entries(example).map(([key, value]) => {
      const property = properties[key];
      if (!property) throw new Error(`The example has ${path}${key}, which its schema does not read.`);
      return [key, this.build(property, value, `${path}${key}.`)];
    });
    return Object.fromEntries(matchers);
  }

  private list({ items = {}, minItems = 0 }: Schema, example: unknown[], path: string): unknown {
    const value = example.map((element) => this.build(items, element, path));
    return { 'pact:matcher:type': 'type', min: minItems, value };
  }
}

/** Anchored, because Pact accepts a text that contains a match. */
function patternOf({ type, pattern, enum: values, minLength }: Schema): string | undefined {
  if (type !== 'string') return undefined;
  if (values) return `^(${values.map((value) => String(value).replace(/[^\w-]/g, '\\$&')).join('|')})$`;
  if (pattern)
    return `${pattern.startsWith('^') ? '' : '^[\\s\\S]*'}${pattern}${pattern.endsWith('$') ? '' : '[\\s\\S]*$'}`;
  return minLength ? '^[\\s\\S]+$' : undefined;
}
