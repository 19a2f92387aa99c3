import { type Interaction, isHttp } from './pact-file.js';
import { at, changed, type Path, without } from './json-path.js';
import { type Schema, SchemaReader } from './json-schema.js';

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

/** A field that a consumer reads; it may be null there, or one of a closed list. */
interface Read {
  path: Path;
  isNullable?: boolean;
  isClosed?: boolean;
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
  const metadata = { ...output.metadata, 'x-mutant': 'added' };
  return [
    { field: 'metadata', change: 'added', output: { ...output, metadata } },
    ...objectsIn(output.body).map((path): Mutant => {
      const body = changed(output.body, path, (fields) => ({ ...fields, mutant: 'added' }));
      return { field: nameOf(path), change: 'added', output: { ...output, body } };
    }),
  ];
}

const otherStatus = ({ status = 200 }: Output) => (status < 400 ? status + 300 : status - 200);

const attributesOf = (attributes: Record<string, unknown>, output: Output): Mutant[] =>
  Object.keys(attributes)
    .filter((name) => name !== 'contentType')
    .map((name) => {
      const metadata = without(output.metadata, name) as Output['metadata'];
      return { field: `metadata.${name}`, change: 'removed', output: { ...output, metadata } };
    });

const exampleOf = (interaction: Interaction): unknown =>
  isHttp(interaction) ? interaction.response.body?.content : interaction.contents.content;

/** By the schema that the consumer reads by; in a pact that does not tell it, by the example. */
function readsOf(interaction: Interaction): Read[] {
  const { reads } = interaction.comments ?? {};
  const example = exampleOf(interaction);
  return reads ? fieldsRead(reads, new SchemaReader(reads.$defs), example, []) : fieldsOf(example, []);
}

const fieldsOf = (example: unknown, path: Path): Read[] =>
  Object.entries(typeof example === 'object' && example !== null ? example : {}).flatMap(([key, value]) => {
    if (Array.isArray(example) && key !== '0') return [];
    const place = [...path, Array.isArray(example) ? 0 : key];
    return [...(Array.isArray(example) ? [] : [{ path: place }]), ...fieldsOf(value, place)];
  });

/** @param example decides between the variants of a union */
function fieldsRead(written: Schema, reader: SchemaReader, example: unknown, path: Path): Read[] {
  const schema = reader.of(written, example);
  if (schema.items) return fieldsRead(schema.items, reader, at(example, [0]), [...path, 0]);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const value = at(example, [key]);
    const { enum: values, const: constant } = reader.of(property, value);
    const read = {
      path: [...path, key],
      isNullable: reader.isNullable(property),
      isClosed: (values ?? constant) !== undefined,
    };
    return [read, ...fieldsRead(property, reader, value, read.path)];
  });
}

function fieldMutants({ path, isNullable, isClosed }: Read, example: unknown, output: Output): Mutant[] {
  const field = nameOf(path);
  const value = at(output.body, path);
  if (at(example, path) === undefined || value === undefined) return [{ field, change: 'removed' }];
  const key = String(path.at(-1));
  const within = (change: Change, edit: (fields: object) => object): Mutant => ({
    field,
    change,
    output: { ...output, body: changed(output.body, path.slice(0, -1), edit) },
  });
  const put = (change: Change, other: unknown) => within(change, (fields) => ({ ...fields, [key]: other }));
  return [
    within('removed', (fields) => without(fields, key)),
    within('renamed', (fields) => ({ ...without(fields, key), [`${key}Renamed`]: value })),
    put('retyped', retyped(value)),
    ...(isNullable ? [] : [put('nulled', null)]),
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

function objectsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    objectsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inside : [path, ...inside];
}
