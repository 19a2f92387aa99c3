import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** Marks the schema of a parameter that may be missing, until the document is complete. */
export const OPTIONAL = 'x-optional';

/** Converts the schemas of requests and answers, and refuses two schemas of one id. */
export function schemaConverter(service: string) {
  const checkSame = sameSchemas(service);
  return (schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) => {
    const json = z.toJSONSchema(schema as z.ZodType, {
      io: schemaType,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (schemaType === 'output') loosen(jsonSchema);
        tellExample(jsonSchema);
        tellDefault(zodSchema, jsonSchema);
        // What allows every further field says nothing.
        if (isDeepStrictEqual(jsonSchema.additionalProperties, {})) delete jsonSchema.additionalProperties;
      },
    });
    const { $schema: _, $defs, ...rest } = json;
    if (schemaType === 'input' && admitsNothing(schema as z.ZodType)) rest[OPTIONAL] = true;
    for (const [id, one] of Object.entries({ ...$defs, ...(rest.id && { [rest.id]: rest }) }))
      checkSame(id, one);
    return { schema: rest as never, components: ($defs ?? {}) as never };
  };
}

/** What programs that read a document show for a format, instead of a text which they make up from a pattern. */
export const EXAMPLES_OF_FORMATS: ReadonlyMap<string | undefined, unknown> = new Map([
  ['email', 'ann@example.com'],
  ['uuid', '0198c0de-0000-7000-8000-000000000001'],
  ['date', '2026-12-24'],
  ['date-time', '2026-12-24T18:00:00.000Z'],
  ['uri', 'https://example.com/'],
]);

function tellExample(schema: z.core.JSONSchema.BaseSchema): void {
  const example = EXAMPLES_OF_FORMATS.get(schema.format);
  if (example !== undefined && schema.example === undefined) schema.example = example;
}

/** Zod leaves it out where a text becomes a number, as in a query. */
function tellDefault({ _zod: { def } }: z.core.$ZodTypes, schema: z.core.JSONSchema.BaseSchema): void {
  if (def.type === 'default' && schema.type === 'integer') schema.default = def.defaultValue;
}

/** Whether a schema accepts that its value is missing. */
function admitsNothing(schema: z.ZodType): boolean {
  const result = schema['~standard'].validate(undefined);
  return !(result instanceof Promise) && !result.issues;
}

/**
 * Answers may gain fields, so their schema must not forbid further ones. That an integer is one which JavaScript can hold
 * tells a reader nothing.
 */
export function loosen(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.additionalProperties;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** Refuses two schemas of one id: the document would have the later one in both places. */
function sameSchemas(service: string) {
  const known = new Map<string, string>();
  return (id: string, { id: _id, ...schema }: { id?: string }) => {
    const text = JSON.stringify(schema);
    if ((known.get(id) ?? text) !== text)
      throw new Error(
        `The document of ${service} has two schemas "${id}", such as one for requests and one for answers: give one of them another id with .meta({ id }).`,
      );
    known.set(id, text);
  };
}
