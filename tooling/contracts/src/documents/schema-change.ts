import { type Schema } from '#tooling/pacts';
import { Every, flattened, LOWER, UPPER } from './all-of.js';

/**
 * Who depends on a schema: whoever reads what is `told` by it, or whoever has to send what is `asked` by it. What is
 * told may only become more and narrower, what is asked only less and wider.
 */
type Way = 'told' | 'asked';

/** What says nothing of a value. */
const REMARKS = [
  '$ref',
  'description',
  'title',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
];
/** What is compared by meaning; every other keyword may not change where somebody depends on it. */
const READ = ['type', 'const', 'enum', 'properties', 'required', 'items', 'anyOf', 'oneOf'];

/** Limits that hold for every integer which JSON carries between programs (RFC 8259, section 6). */
const EVERY_INTEGER: unknown[] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** Finds what a changed schema breaks. */
export class SchemaChange {
  /** Of schemas in these documents, which their references lead into. */
  constructor(
    private readonly way: Way,
    private readonly before: object,
    private readonly after: object,
  ) {}

  /**
   * What breaks, each with its place.
   * @param trail what led here, since schemas may be in themselves
   */
  breaks(before: Schema, after: Schema, path = '', trail: [Schema, Schema][] = []): string[] {
    const was = flattened(this.before, before);
    const is = flattened(this.after, after);
    if (trail.some((pair) => pair[0] === was && pair[1] === is)) return [];
    const further: typeof trail = [...trail, [was, is]];
    if (isUnion(was) || isUnion(is)) return this.variants(was, is, path, further);
    const kinds = this.kinds(was, is, path);
    if (kinds.length) return kinds;
    return [
      ...this.limits(was, is, path),
      ...this.fields(was, is, path, further),
      ...this.others(was, is, path, further),
      ...(was.items || is.items ? this.breaks(was.items ?? {}, is.items ?? {}, `${path}[]`, further) : []),
    ];
  }

  /**
   * What is given, and what it must fit: an answer fits whoever read the last one, an old request fits the new rules.
   * The same again turns it back.
   */
  private fit<Value>(was: Value, is: Value): [given: Value, wanted: Value] {
    return this.way === 'told' ? [is, was] : [was, is];
  }

  /** Each variant that is given must fit one that is wanted; where only one is of its kind, it is told why it does not. */
  private variants(was: Schema, is: Schema, path: string, trail: [Schema, Schema][]): string[] {
    const [given, wanted] = this.fit(
      variantsOf(was).map((one) => flattened(this.before, one)),
      variantsOf(is).map((one) => flattened(this.after, one)),
    );
    return given.flatMap((one) => {
      const reasons = (other: Schema) => this.breaks(...this.fit(one, other), path, trail);
      if (wanted.some((other) => !reasons(other).length)) return [];
      const [alike, ...more] = wanted.filter((other) => kindOf(other) === kindOf(one));
      return alike && !more.length ? reasons(alike) : [this.strange(path, kindOf(one))];
    });
  }

  private strange = (path: string, what: string) =>
    `${path} ${this.way === 'told' ? `may be ${what} now` : `may not be ${what} any more`}`;

  private kinds(was: Schema, is: Schema, path: string): string[] {
    const [given, wanted] = this.fit(was, is);
    const types = wanted.type ? typesOf(given).filter((type) => !takes(typesOf(wanted), type)) : [];
    if (types.length) return [`${path} was ${typesOf(was).join(' or ')}, is ${typesOf(is).join(' or ')}`];
    const known = valuesOf(wanted);
    if (!known) return [];
    const values = valuesOf(given) ?? ['anything else'];
    return values.filter((value) => !known.includes(value)).map((value) => this.strange(path, value));
  }

  private limits(was: Schema, is: Schema, path: string): string[] {
    const [given, wanted] = this.fit(was, is) as [Record<string, unknown>, Record<string, unknown>];
    const fits = (key: string) => {
      if (LOWER.includes(key)) return Number(given[key] ?? -Infinity) >= Number(wanted[key]);
      if (UPPER.includes(key)) return Number(given[key] ?? Infinity) <= Number(wanted[key]);
      const values = demands(given[key]);
      return demands(wanted[key]).every((value) => values.includes(value));
    };
    const show = (schema: object, key: string) =>
      demands((schema as Record<string, unknown>)[key]).join(' and ') || 'absent';
    const read = [...REMARKS, ...READ, ...(othersOf(was) && othersOf(is) ? ['additionalProperties'] : [])];
    return Object.keys(wanted)
      .filter((key) => !read.includes(key) && !EVERY_INTEGER.includes(wanted[key]) && !fits(key))
      .map((key) => `${path}: ${key} was ${show(was, key)}, is ${show(is, key)}`);
  }

  /** What the fields that have no name must be. */
  private others(was: Schema, is: Schema, path: string, trail: [Schema, Schema][]): string[] {
    const [before, after] = [othersOf(was), othersOf(is)];
    return before && after ? this.breaks(before, after, `${path}.*`, trail) : [];
  }

  private fields(was: Schema, is: Schema, path: string, trail: [Schema, Schema][]): string[] {
    const [given, wanted] = this.fit(was, is);
    const place = (key: string) => (path ? `${path}.${key}` : key);
    const before = Object.entries(was.properties ?? {});
    const now = is.properties ?? {};
    const gone = before.filter(([key]) => !now[key]).map(([key]) => key);
    const loose = (wanted.required ?? []).filter(
      (key) => !(given.required ?? []).includes(key) && !gone.includes(key),
    );
    return [
      ...gone.map((key) => `${place(key)} is gone`),
      ...loose.map(
        (key) => `${place(key)} ${this.way === 'told' ? 'may be missing now' : 'is demanded now'}`,
      ),
      ...before.flatMap(([key, one]) => (now[key] ? this.breaks(one, now[key], place(key), trail) : [])),
    ];
  }
}

/** What a keyword demands, as JSON: nothing, a value, or several at once. */
const demands = (value: unknown): string[] =>
  (value instanceof Every ? value.values : value === undefined ? [] : [value]).map((one) =>
    JSON.stringify(one),
  );

/** The schema of the fields that have no name; undefined where there may be none, or anything. */
const othersOf = ({ additionalProperties: others }: Schema): Schema | undefined =>
  typeof others === 'object' ? others : undefined;

const isUnion = ({ anyOf, oneOf }: Schema): boolean => Boolean(anyOf ?? oneOf);

/** Several types are as many variants: `null` tells nothing of the limits of an integer. */
const splitTypes = (schema: Schema): Schema[] =>
  Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : [schema];

const variantsOf = (schema: Schema): Schema[] => schema.anyOf ?? schema.oneOf ?? splitTypes(schema);

const kindOf = (schema: Schema): string => valuesOf(schema)?.join(' or ') ?? typesOf(schema).join(' or ');

const typesOf = ({ type = 'anything' }: Schema): string[] => [type].flat();

const takes = (wanted: string[], type: string): boolean =>
  wanted.includes(type) || (type === 'integer' && wanted.includes('number'));

const valuesOf = ({ const: constant, enum: values }: Schema): string[] | undefined =>
  (constant === undefined ? values : [constant])?.map((value) => JSON.stringify(value));
