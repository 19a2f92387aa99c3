/** JSON Schema, as far as zod writes it for what comes over the wire. */
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
  required?: string[] | undefined;
  items?: Schema | undefined;
  minItems?: number;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  deprecated?: boolean;
}

/** Reads schemas by examples. */
export class SchemaReader {
  /** @param named what `$ref` leads to */
  constructor(private readonly named: Record<string, Schema> = {}) {}

  /** Follows references, and takes the variant of a union that the example is one of. */
  of(written: Schema, example: unknown): Schema {
    const schema = this.follow(written);
    const variants = (schema.anyOf ?? schema.oneOf ?? []).map((one) => this.of(one, example));
    return variants.find((one) => fits(one, example)) ?? schema;
  }

  isNullable(written: Schema): boolean {
    const { anyOf, oneOf, type } = this.follow(written);
    return (anyOf ?? oneOf)?.some((one) => this.isNullable(one)) ?? [type].flat().includes('null');
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
