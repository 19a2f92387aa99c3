/** The part of JSON Schema that zod writes for messages. */
export interface Schema {
  $ref?: string | undefined;
  $defs?: Record<string, Schema> | undefined;
  definitions?: Record<string, Schema> | undefined;
  type?: string | string[] | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  format?: string;
  pattern?: string;
  minLength?: number;
  properties?: Record<string, Schema> | undefined;
  /** What fields without a name are like; `false` when there may be none. */
  additionalProperties?: boolean | Schema | undefined;
  required?: string[] | undefined;
  items?: Schema | undefined;
  minItems?: number;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  deprecated?: boolean;
}

/** Resolves references and unions by an example. */
export class SchemaReader {
  /** @param named the schemas that `$ref` names */
  constructor(private readonly named: Record<string, Schema> = {}) {}

  /** The schema without a reference; of a union, the variant that the example fits. */
  resolve(unresolved: Schema, example: unknown): Schema {
    const schema = this.follow(unresolved);
    const variants = (schema.anyOf ?? schema.oneOf ?? []).map((variant) => this.resolve(variant, example));
    return variants.find((variant) => fits(variant, example)) ?? schema;
  }

  /** Whether the schema allows null. */
  isNullable(schema: Schema): boolean {
    const { anyOf, oneOf, type } = this.follow(schema);
    return (anyOf ?? oneOf)?.some((variant) => this.isNullable(variant)) ?? [type].flat().includes('null');
  }

  private follow(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    return this.follow(this.named[schema.$ref.replace('#/$defs/', '')] ?? {});
  }
}

function fits({ type, const: constant, properties = {}, required = [] }: Schema, example: unknown): boolean {
  if (constant !== undefined) return example === constant;
  if (type !== 'object') return [type].flat().includes(typeOf(example));
  return (
    typeOf(example) === 'object' &&
    required.every((key) => fitsField(properties[key] ?? {}, (example as Record<string, unknown>)[key]))
  );
}

const fitsField = (schema: Schema, value: unknown): boolean =>
  value !== undefined && (schema.const === undefined || schema.const === value);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
