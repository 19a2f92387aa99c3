import { type Interaction, isHttp, type Schema } from './pact-file.js';

/** What a provider really answered or said; of an event, the metadata are its attributes. */
export interface Output {
  /** Of an answer. */
  status?: number;
  /** Headers of an answer, attributes of an event. */
  metadata: Record<string, string>;
  body: unknown;
}

/** How a field is changed. What is added must do no harm, everything else must be noticed. */
type Change = 'removed' | 'renamed' | 'retyped' | 'nulled' | 'replaced' | 'added';

/** One change of an output. */
export interface Mutant {
  /** What the consumer reads: `$.address.city`, `status`, `metadata.source`. */
  field: string;
  change: Change;
  /** Absent when the field cannot be changed, because the pact or the provider's output does not have it. */
  output?: Output;
}

/** Whether verification notices what would hurt a consumer, and nothing else. Lines name consumer, field and change. */
export interface Mutation {
  /** How many changes that hurt were tried, and those that nobody noticed. */
  harmful: number;
  survivors: string[];
  /** How many changes that hurt nobody were tried, and those that verification would not let pass. */
  harmless: number;
  alarms: string[];
}

type Path = (string | number)[];

/** A field that a consumer reads, with what it expects there. */
interface Read {
  path: Path;
  schema: Schema;
}

/** Every change that a consumer would suffer from: of each field that it reads, of the status, of the envelope. */
export const mutantsOf = (interaction: Interaction, output: Output): Mutant[] => [
  ...(isHttp(interaction)
    ? [{ field: 'status', change: 'replaced' as const, output: { ...output, status: otherStatus(output) } }]
    : attributesOf(interaction.metadata, output)),
  ...readsOf(interaction).flatMap((read) => fieldMutants(read, exampleOf(interaction), output)),
];

/** Every change that no consumer may suffer from: something more, wherever there can be more. */
export function additionsOf(output: Output): Mutant[] {
  const more = (path: Path, body: unknown): Mutant => ({
    field: nameOf(path),
    change: 'added',
    output: { ...output, body },
  });
  const metadata = { ...output.metadata, 'x-mutant': 'added' };
  return [
    { field: 'metadata', change: 'added', output: { ...output, metadata } },
    ...objectsIn(output.body).map((path) =>
      more(
        path,
        changed(output.body, path, (value) => ({ ...(value as object), mutant: 'added' })),
      ),
    ),
  ];
}

const otherStatus = ({ status = 200 }: Output) => (status < 400 ? status + 300 : status - 200);

const attributesOf = (attributes: Record<string, unknown>, output: Output): Mutant[] =>
  Object.keys(attributes)
    .filter((name) => name !== 'contentType')
    .map((name) => {
      const { [name]: _removed, ...metadata } = output.metadata;
      return { field: `metadata.${name}`, change: 'removed', output: { ...output, metadata } };
    });

const exampleOf = (interaction: Interaction): unknown =>
  isHttp(interaction) ? interaction.response.body?.content : interaction.contents.content;

/** By the schema that the consumer reads by; in a pact that does not tell it, by the example. */
function readsOf(interaction: Interaction): Read[] {
  const { reads } = interaction.comments ?? {};
  const example = exampleOf(interaction);
  return reads ? new Reading(reads).fieldsOf(reads, example, []) : fieldsOf(example, []);
}

const fieldsOf = (example: unknown, path: Path): Read[] =>
  Object.entries(typeof example === 'object' && example !== null ? example : {}).flatMap(([key, value]) => {
    if (Array.isArray(example) && key !== '0') return [];
    const at = [...path, Array.isArray(example) ? 0 : key];
    return [...(Array.isArray(example) ? [] : [{ path: at, schema: {} }]), ...fieldsOf(value, at)];
  });

/** The fields of a JSON Schema. */
class Reading {
  private readonly named: Record<string, Schema>;

  constructor({ $defs = {} }: Schema) {
    this.named = $defs;
  }

  /** @param example decides between the variants of a union */
  fieldsOf(written: Schema, example: unknown, path: Path): Read[] {
    const schema = this.resolve(written, example);
    if (schema.items) return this.fieldsOf(schema.items, at(example, [0]), [...path, 0]);
    return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
      const value = at(example, [key]);
      const read = { path: [...path, key], schema: this.resolve(property, value) };
      return [read, ...this.fieldsOf(property, value, read.path)];
    });
  }

  private resolve(schema: Schema, example: unknown): Schema {
    if (schema.$ref) return this.resolve(this.named[schema.$ref.replace('#/$defs/', '')] ?? {}, example);
    const variants = schema.anyOf ?? schema.oneOf;
    if (!variants) return schema;
    const resolved = variants.map((one) => this.resolve(one, example));
    const fitting = resolved.find((one) => fits(one, example)) ?? resolved[0] ?? {};
    return resolved.some(isNull) ? { ...fitting, type: [fitting.type ?? [], 'null'].flat() } : fitting;
  }
}

const isNull = ({ type }: Schema): boolean => [type].flat().includes('null');

const fits = ({ type, const: constant, properties = {} }: Schema, example: unknown): boolean =>
  constant !== undefined
    ? constant === example
    : [type].flat().includes(typeOf(example)) &&
      Object.entries(properties).every(
        ([key, { const: wanted }]) => wanted === undefined || wanted === at(example, [key]),
      );

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function fieldMutants({ path, schema }: Read, example: unknown, output: Output): Mutant[] {
  const field = nameOf(path);
  const value = at(output.body, path);
  if (at(example, path) === undefined || value === undefined) return [{ field, change: 'removed' }];
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const within = (change: Change, edit: (fields: Record<string, unknown>) => object): Mutant => {
    const body = changed(output.body, parent, (fields) => edit(fields as Record<string, unknown>));
    return { field, change, output: { ...output, body } };
  };
  const without = ({ [key]: _removed, ...others }: Record<string, unknown>) => others;
  const put = (change: Change, other: unknown) => within(change, (fields) => ({ ...fields, [key]: other }));
  const isClosed = schema.enum ?? schema.const !== undefined;
  return [
    within('removed', without),
    within('renamed', (fields) => ({ ...without(fields), [`${key}Renamed`]: value })),
    put('retyped', retyped(value)),
    ...(isNull(schema) ? [] : [put('nulled', null)]),
    ...(isClosed ? [put('replaced', typeof value === 'string' ? `${value}-other` : Number(value) + 1)] : []),
  ];
}

/** The same in another type, as a careless change would have it. */
function retyped(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'object') return 'retyped';
  return JSON.stringify(value);
}

const nameOf = (path: Path): string =>
  path.reduce<string>((name, key) => name + (typeof key === 'number' ? '[*]' : `.${key}`), '$');

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (found, key) => (found as Record<string, unknown> | undefined)?.[key],
    value ?? undefined,
  );

/** A copy with the value at `path` changed. */
function changed(value: unknown, [key, ...rest]: Path, edit: (value: unknown) => unknown): unknown {
  if (key === undefined) return edit(value);
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, edit);
  return copy;
}

function objectsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    objectsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inside : [path, ...inside];
}
