import { type Schema } from '#tooling/pacts';
import { follow } from './document.js';

/** Several values of one keyword that all hold, such as two patterns of one text. */
export class Every {
  constructor(readonly values: unknown[]) {}
}

/** Limits of which the highest holds, and those of which the lowest does. */
export const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
export const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

type Keywords = Record<string, unknown>;

/** What was flattened once stays the same object, because schemas may be in themselves. */
const flat = new WeakMap<Schema, Schema>();

/** The schema that a reference leads to, with everything that the parts of `allOf` demand in the schema itself. */
export function flattened(document: object, written: Schema): Schema {
  const schema = follow(document, written);
  const known = flat.get(schema);
  if (known) return known;
  const { allOf = [], ...own } = schema;
  const result = allOf.length
    ? allOf.map((part) => flattened(document, part)).reduce((all, part) => both(all, part), own)
    : schema;
  flat.set(schema, result);
  return result;
}

/** What two schemas demand together. A union is distributed: each of its variants, and the other schema. */
function both(one: Schema, other: Schema): Schema {
  const [union, plain] = one.anyOf || one.oneOf ? [one, other] : [other, one];
  const variants = union.anyOf ?? union.oneOf;
  if (variants) {
    const { anyOf: _any, oneOf: _one, ...rest } = union;
    return { anyOf: variants.map((variant) => ({ allOf: [variant, rest, plain] })) };
  }
  const merged: Keywords = { ...one };
  for (const [key, value] of Object.entries(other)) merged[key] = together(key, merged[key], value);
  return merged;
}

function together(key: string, one: unknown, other: unknown): unknown {
  if (one === undefined || JSON.stringify(one) === JSON.stringify(other)) return other;
  if (key === 'properties')
    return allProperties(one as Record<string, Schema>, other as Record<string, Schema>);
  if (key === 'required') return [...new Set([...(one as string[]), ...(other as string[])])];
  if (key === 'items') return { allOf: [one, other] };
  if (key === 'enum') return (one as unknown[]).filter((value) => (other as unknown[]).includes(value));
  if (key === 'type') return commonTypes([one].flat() as string[], [other].flat() as string[]);
  if (LOWER.includes(key)) return Math.max(one as number, other as number);
  if (UPPER.includes(key)) return Math.min(one as number, other as number);
  const values = [one, other].flatMap((value) => (value instanceof Every ? value.values : [value]));
  return new Every([...new Set(values)]);
}

const allProperties = (
  one: Record<string, Schema>,
  other: Record<string, Schema>,
): Record<string, Schema> => {
  const merged = { ...one };
  for (const [name, schema] of Object.entries(other)) {
    const before = merged[name];
    const isSame = !before || before === schema || JSON.stringify(before) === JSON.stringify(schema);
    merged[name] = isSame ? schema : { allOf: [before, schema] };
  }
  return merged;
};

/** An integer is a number. */
const commonTypes = (one: string[], other: string[]): string[] =>
  [...one, ...other].filter((type, at, all) => {
    const isIn = (types: string[]) =>
      types.includes(type) || (type === 'integer' && types.includes('number'));
    return isIn(one) && isIn(other) && all.indexOf(type) === at;
  });
