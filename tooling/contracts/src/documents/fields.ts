import { type Schema } from '#tooling/pacts';
import { flattened } from './all-of.js';

/** A leaf of an event's data. */
export interface Field {
  /** `address.city`, `names[].count` */
  path: string;
  /** What stands there: a format, a type, or each of the few values there are. */
  kind: string;
  isDeprecated: boolean;
}

/** Every leaf of a schema, by its path; schemas of events hold no cycles. */
export function fieldsOf(document: object, written: Schema, path = ''): Field[] {
  const schema = flattened(document, written);
  const { properties, items, anyOf, oneOf } = schema;
  const variants = anyOf ?? oneOf;
  if (variants) return merged(variants.flatMap((one) => fieldsOf(document, one, path)));
  if (items) return fieldsOf(document, items, `${path}[]`);
  if (!properties) return [{ path, kind: kindOf(schema), isDeprecated: schema.deprecated ?? false }];
  return Object.entries(properties).flatMap(([key, one]) =>
    fieldsOf(document, one, path ? `${path}.${key}` : key),
  );
}

/** One field for each path, whatever the variants have there. */
function merged(fields: Field[]): Field[] {
  const byPath = Map.groupBy(fields, ({ path }) => path);
  return [...byPath].map(([path, same]) => ({
    path,
    kind: [...new Set(same.map(({ kind }) => kind))].join(' or '),
    isDeprecated: same.every(({ isDeprecated }) => isDeprecated),
  }));
}

function kindOf({ const: constant, enum: values, format, type = 'anything' }: Schema): string {
  const listed = constant === undefined ? values : [constant];
  if (listed) return listed.map((value) => JSON.stringify(value)).join(' or ');
  // zod tells its own checks (starts_with) as formats, too.
  return format && !format.includes('_') ? format : [type].flat().join(' or ');
}
