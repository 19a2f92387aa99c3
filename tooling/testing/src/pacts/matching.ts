import { z } from 'zod';
import { type Schema, SchemaReader } from '#tooling/pacts';

/**
 * A matcher of Pact (https://github.com/pact-foundation/pact-specification): an example and the rule that loosens it.
 * Made here, because to load Pact takes every spec file that does not need it half a second.
 */
export interface Matcher<Value = unknown> {
  'pact:matcher:type': string;
  value: Value;
  regex?: string;
  min?: number;
}

/** Anything of the type of the example; of objects and lists, whatever is in them, too. */
export const like = <Value>(value: Value): Matcher<Value> => ({ 'pact:matcher:type': 'type', value });

/** A text as this expression describes it: anchored, and without look-arounds, which Pact does not know. */
export const regex = (expression: RegExp | string, value: string): Matcher<string> => ({
  'pact:matcher:type': 'regex',
  regex: typeof expression === 'string' ? expression : expression.source,
  value,
});

/** Both rules: by the expression alone, a number or null would do where its digits or letters fit. */
const text = (expression: string, value: string) => ({
  'pact:matcher:type': [{ 'pact:matcher:type': 'type' }, { 'pact:matcher:type': 'regex', regex: expression }],
  value,
});

/**
 * An example as Pact matchers that demand of each field what `schema` demands of it. So a pact holds the fields that
 * are read, all of them and no other.
 * @throws Error when the example does not fit the schema, or has a field that the schema does not read
 */
export function matching<Read extends z.ZodType>(schema: Read, example: z.input<Read>): unknown {
  const parsed = schema.safeParse(example);
  if (!parsed.success)
    throw new Error(`the example does not fit its schema:\n${z.prettifyError(parsed.error)}`);
  const { $defs = {}, ...root } = schemaOf(schema);
  return new Matching($defs).of(root, example, '');
}

/** What is read, as JSON Schema. */
export function schemaOf(read: z.ZodType): Schema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(read, { io: 'input', unrepresentable: 'any' });
  return schema as Schema;
}

/** A schema without what bounds single values: which fields there are, of which types, and their closed lists. */
export function structureOf(schema: Schema): Schema {
  const { type, const: constant, enum: values, required, $ref } = schema;
  const each = (named?: Record<string, Schema>) =>
    named && Object.fromEntries(Object.entries(named).map(([name, one]) => [name, structureOf(one)]));
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

class Matching {
  private readonly reader: SchemaReader;

  constructor(named: Record<string, Schema>) {
    this.reader = new SchemaReader(named);
  }

  of(written: Schema, example: unknown, path: string): unknown {
    const schema = this.reader.of(written, example);
    const pattern = patternOf(schema);
    if (schema.const !== undefined) return { 'pact:matcher:type': 'equality', value: example };
    if (pattern && typeof example === 'string') return text(pattern, example);
    if (schema.items && Array.isArray(example)) return this.list(schema, example, path);
    if (schema.properties) return this.fields(schema.properties, example as object, path);
    if (schema.type === 'integer' || schema.type === 'number')
      return { 'pact:matcher:type': schema.type, value: example };
    return like(example);
  }

  private fields(properties: Record<string, Schema>, example: object, path: string): unknown {
    const matchers = Object.entries(example).map(([key, value]) => {
      const property = properties[key];
      if (!property) throw new Error(`the example has ${path}${key}, which its schema does not read`);
      return [key, this.of(property, value, `${path}${key}.`)];
    });
    return Object.fromEntries(matchers);
  }

  private list({ items = {}, minItems = 0 }: Schema, example: unknown[], path: string): unknown {
    const value = example.map((one) => this.of(items, one, path));
    return { 'pact:matcher:type': 'type', min: minItems, value };
  }
}

/** Anchored, because Pact is content with a part. */
function patternOf({ type, pattern, enum: values, minLength }: Schema): string | undefined {
  if (type !== 'string') return undefined;
  if (values) return `^(${values.map((value) => String(value).replace(/[^\w-]/g, '\\$&')).join('|')})$`;
  if (pattern)
    return `${pattern.startsWith('^') ? '' : '^[\\s\\S]*'}${pattern}${pattern.endsWith('$') ? '' : '[\\s\\S]*$'}`;
  return minLength ? '^[\\s\\S]+$' : undefined;
}
