import { EXAMPLES_OF_FORMATS } from '#libs/service';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Schema } from '#tooling/pacts';
import { flattened } from './all-of.js';

/** Who sends what has the schema: a caller sends what it must, a service answers with all that it can. */
export type Sender = 'caller' | 'service';

type Told = Schema & { example?: unknown; default?: unknown; minimum?: number; maxItems?: number };

const ajv = addFormats.default(new Ajv2020.default({ strict: false, unicodeRegExp: true }));

/** Makes values that fit the schemas of a document. */
export class ExampleValues {
  /** The places of fields for which there is no example. */
  readonly lacks: string[] = [];

  /** @param named the values that fields of a name have elsewhere, the best first */
  constructor(
    private readonly document: object,
    private readonly sender: Sender,
    private readonly named: (field: string) => unknown[],
  ) {}

  /**
   * An example of a schema: what a pact has there, what the schema declares, what fields of this name have in pacts, or what
   * follows from the format, in this order. An answer that its schema declares as a whole comes first: its fields may depend
   * on each other, and a pact has some of them.
   * @param known what a pact has there, maybe a part
   */
  of(written: Schema, known: unknown, path = ''): unknown {
    const schema: Told = flattened(this.document, written);
    const { anyOf, oneOf, properties, items, type } = schema;
    const declared = declaredOf(schema);
    if (declared !== undefined && (known === undefined || this.isAnswer(declared))) return declared;
    if (known === null && this.fits(null, schema)) return null;
    const variants = anyOf ?? oneOf;
    if (variants) return this.of(this.variant(variants, known), known, path);
    if (properties) return this.object(schema, known, path);
    if (items) return this.list(schema, items, known, path);
    if (type === 'object' && known === undefined && isClosed(schema)) return {};
    return this.leaf(schema, known, path);
  }

  private isAnswer(declared: unknown): boolean {
    return this.sender === 'service' && isObject(declared);
  }

  private variant(variants: Schema[], known: unknown): Schema {
    const some = variants.filter(({ type }) => type !== 'null');
    return some.find((one) => known !== undefined && this.fits(known, one)) ?? some[0] ?? {};
  }

  private object({ properties = {}, required = [] }: Schema, known: unknown, path: string): object {
    const parts = (isObject(known) ? known : {}) as Record<string, unknown>;
    const needed = this.sender === 'caller' && required.length ? required : Object.keys(properties);
    const fields = Object.entries(properties).filter(([name]) => needed.includes(name) || name in parts);
    return Object.fromEntries(
      fields.flatMap(([name, one]) => {
        const before = this.lacks.length;
        const value = this.of(one, parts[name], path ? `${path}.${name}` : name);
        // An answer may be without what it need not have.
        if (required.includes(name) || this.sender === 'caller' || this.lacks.length === before)
          return [[name, value]];
        this.lacks.length = before;
        return [];
      }),
    );
  }

  private list({ maxItems }: Told, items: Schema, known: unknown, path: string): unknown[] {
    if (maxItems === 0) return [];
    const entries: unknown[] = Array.isArray(known) && known.length ? known : [undefined];
    return entries.map((one) => this.of(items, one, `${path}[]`));
  }

  private leaf(schema: Told, known: unknown, path: string): unknown {
    const field = path.split('.').at(-1)!;
    const candidates = [
      known,
      schema.const,
      ...(isInvented(schema) && this.sender === 'caller' ? [] : this.named(field)),
      EXAMPLES_OF_FORMATS.get(schema.format),
      schema.default,
      schema.enum?.[0],
      ...([schema.type].flat().some((type) => type === 'integer' || type === 'number')
        ? [schema.minimum ?? 1]
        : []),
      ...(schema.type === 'boolean' ? [true] : []),
    ];
    const found = candidates.find(
      (one) => one !== undefined && one !== null && one !== '' && this.fits(one, schema),
    );
    if (found === undefined) this.lacks.push(path);
    return found;
  }

  /** @throws Error when the schema cannot be compiled */
  private fits(value: unknown, schema: Schema): boolean {
    const { components } = this.document as { components?: object };
    return ajv.validate({ ...schema, $id: undefined, components }, value);
  }
}

/** The example of the schema's author. That of a format says less than a pact. */
const declaredOf = ({ example, format }: Told): unknown =>
  example === EXAMPLES_OF_FORMATS.get(format) ? undefined : example;

/** Pages that try operations make texts up from a pattern, which no person would send. */
const isInvented = ({ pattern, format }: Schema): boolean => pattern !== undefined && format === undefined;

const isClosed = ({ additionalProperties }: Schema): boolean => additionalProperties === false;

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
