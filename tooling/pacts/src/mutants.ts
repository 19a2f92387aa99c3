import { type EventInteraction, type HttpInteraction, type Interaction, isHttp } from './pact-file.js';
import { omitKey, type Path, valueAt, withChange } from './json-path.js';
import { type Schema, SchemaReader } from './json-schema.js';

/** A real response or event of a provider; the metadata of an event are its attributes. */
export interface Output {
  /** Absent for an event. */
  status?: number;
  /** The headers of a response, the attributes of an event. */
  metadata: Record<string, string>;
  body: unknown;
}

/** How a field is changed. Verification must accept what is added, and reject everything else. */
type Change = 'removed' | 'renamed' | 'retyped' | 'nulled' | 'emptied' | 'replaced' | 'added';

/** One change of an output. */
export interface Mutant {
  /** The place that the consumer reads: `$.address.city`, `status`, `metadata.source`. */
  field: string;
  change: Change;
  /** Absent when the field cannot be changed, because the pact or the provider's output does not have it. */
  output?: Output;
}

/** Whether the examples of a provider take every way of the conditions on which its events depend. */
export interface WaysReport {
  /** How many ways the conditions have that examples reach. */
  ways: number;
  /** A sentence for each way that no example takes without a reason. */
  untaken: string[];
}

/** Whether verification catches what would break a consumer, and nothing else. Lines name consumer, field and change. */
export interface MutationReport {
  /** How many changes that break the consumer were made. */
  harmful: number;
  /** Those of them that verification accepted. */
  survivors: string[];
  /** How many changes that break nothing were made. */
  harmless: number;
  /** Those of them that verification rejected. */
  alarms: string[];
}

interface FieldRead {
  path: Path;
  isNullable?: boolean;
  /** True when the consumer can do without it; the lint wants another example that has it. */
  isOptional?: boolean;
  /** True for one of a closed list of values. */
  isClosed?: boolean;
}

/** Every change that breaks the consumer: of each field that it reads, of the status, of the attributes and headers. */
export const mutantsOf = (interaction: Interaction, output: Output): Mutant[] => [
  ...(isHttp(interaction)
    ? [statusMutant(output), ...headerMutants(interaction, output)]
    : attributeMutants(interaction, output)),
  ...fieldsRead(interaction).flatMap((field) => fieldMutants(field, exampleOf(interaction), output)),
];

/** Every change that breaks no consumer: an addition to the metadata and to each object. */
export function additionsOf(output: Output): Mutant[] {
  const metadata = { ...output.metadata, 'x-mutant': 'added' };
  return [
    { field: 'metadata', change: 'added', output: { ...output, metadata } },
    ...objectPaths(output.body).map((path): Mutant => {
      const body = withChange(output.body, path, (fields) => ({ ...fields, mutant: 'added' }));
      return { field: jsonPathOf(path), change: 'added', output: { ...output, body } };
    }),
  ];
}

function statusMutant(output: Output): Mutant {
  const { status = 200 } = output;
  const other = status < 400 ? status + 300 : status - 200;
  return { field: 'status', change: 'replaced', output: { ...output, status: other } };
}

/** Of every attribute in the pact, and of those that the consumer declares. */
function attributeMutants({ metadata, comments }: EventInteraction, output: Output): Mutant[] {
  const names = [...new Set([...Object.keys(metadata), ...(comments?.attributes ?? [])])];
  return names
    .filter((name) => name !== 'contentType')
    .flatMap((name) => metadataMutants(name, metadata[name], output));
}

const headerMutants = ({ response, comments }: HttpInteraction, output: Output): Mutant[] =>
  (comments?.headers ?? []).flatMap((name) => {
    const [, example] =
      Object.entries(response.headers ?? {}).find(([other]) => other.toLowerCase() === name) ?? [];
    return metadataMutants(name, example, output);
  });

function metadataMutants(name: string, example: unknown, output: Output): Mutant[] {
  const field = `metadata.${name}`;
  const { [name]: value, ...others } = output.metadata;
  if (example === undefined || value === undefined) return [{ field, change: 'removed' }];
  return [
    { field, change: 'removed', output: { ...output, metadata: others } },
    { field, change: 'emptied', output: { ...output, metadata: { ...others, [name]: '' } } },
  ];
}

const exampleOf = (interaction: Interaction): unknown =>
  isHttp(interaction) ? interaction.response.body?.content : interaction.contents.content;

/** The fields of the schema by which the consumer reads; of a foreign pact without one, those of the example. */
function fieldsRead(interaction: Interaction): FieldRead[] {
  const { reads } = interaction.comments ?? {};
  const example = exampleOf(interaction);
  return reads ? schemaFields(reads, new SchemaReader(reads.$defs), example, []) : exampleFields(example, []);
}

const exampleFields = (example: unknown, path: Path): FieldRead[] =>
  Object.entries(typeof example === 'object' && example !== null ? example : {}).flatMap(([key, value]) => {
    if (Array.isArray(example) && key !== '0') return [];
    const place = [...path, Array.isArray(example) ? 0 : key];
    return [...(Array.isArray(example) ? [] : [{ path: place }]), ...exampleFields(value, place)];
  });

/** @param example decides between the variants of a union; what is not there has no fields, as for the lint */
function schemaFields(unresolved: Schema, reader: SchemaReader, example: unknown, path: Path): FieldRead[] {
  if (example === undefined) return [];
  const schema = reader.resolve(unresolved, example);
  if (schema.items) return elementFields(schema.items, reader, valueAt(example, [0]), [...path, 0]);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const value = valueAt(example, [key]);
    const isOptional = !schema.required?.includes(key);
    const field = { ...fieldOf(property, reader, value, [...path, key]), isOptional };
    return [field, ...schemaFields(property, reader, value, field.path)];
  });
}

/** A list's element counts as a field unless it has fields of its own. The lint wants an example with an element. */
function elementFields(items: Schema, reader: SchemaReader, example: unknown, path: Path): FieldRead[] {
  if (example === undefined) return [];
  const { properties, items: inner } = reader.resolve(items, example);
  const own = properties || inner ? [] : [fieldOf(items, reader, example, path)];
  return [...own, ...schemaFields(items, reader, example, path)];
}

function fieldOf(property: Schema, reader: SchemaReader, example: unknown, path: Path): FieldRead {
  const { enum: values, const: constant } = reader.resolve(property, example);
  const isClosed = (values ?? constant) !== undefined;
  return { path, isNullable: reader.isNullable(property), isClosed };
}

function fieldMutants(
  { path, isNullable, isClosed, isOptional }: FieldRead,
  example: unknown,
  output: Output,
): Mutant[] {
  const field = jsonPathOf(path);
  const value = valueAt(output.body, path);
  if (isOptional && valueAt(example, path) === undefined) return [];
  if (valueAt(example, path) === undefined || value === undefined) return [{ field, change: 'removed' }];
  const key = path.at(-1) ?? '';
  const mutant = (change: Change, edit: (fields: object) => object): Mutant => ({
    field,
    change,
    output: { ...output, body: withChange(output.body, path.slice(0, -1), edit) },
  });
  const put = (change: Change, other: unknown): Mutant => ({
    field,
    change,
    output: { ...output, body: withChange(output.body, path, () => other) },
  });
  const asField =
    typeof key === 'number'
      ? [] // a list may be shorter
      : [
          mutant('removed', (fields) => omitKey(fields, key)),
          mutant('renamed', (fields) => ({ ...omitKey(fields, key), [`${key}Renamed`]: value })),
        ];
  return [
    ...asField,
    put('retyped', retyped(value)),
    ...(isNullable ? [] : [put('nulled', null)]),
    ...(isClosed ? [put('replaced', typeof value === 'string' ? `${value}-other` : Number(value) + 1)] : []),
  ];
}

/** The value in another type, as a careless change would make it. */
function retyped(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'object') return 'retyped';
  return JSON.stringify(value);
}

const jsonPathOf = (path: Path): string =>
  path.reduce<string>((name, key) => name + (typeof key === 'number' ? '[*]' : `.${key}`), '$');

function objectPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    objectPaths(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inside : [path, ...inside];
}
