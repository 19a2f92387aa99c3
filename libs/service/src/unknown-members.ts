import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';

/** What becomes of a member that no schema names. */
export type Unknown = 'refused' | 'ignored';
type Schema = z.core.$ZodType;

/** Makes the schemas of a route's bodies treat unknown members in this way, in the OpenAPI document too. */
export const settleUnknownMembers =
  (unknown: Unknown): MethodDecorator =>
  ({ constructor }, method) => {
    const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, constructor, method) ?? {}) as Parameters;
    for (const [key, parameter] of Object.entries(parameters))
      if (parameter.schema && key.startsWith(`${RouteParamtypes.BODY}:`))
        parameter.schema = withUnknown(unknown, parameter.schema);
  };

type Parameters = Record<string, { schema?: Schema }>;

/** What was made of each schema. It also ends the recursion into a schema that contains itself. */
const made = { refused: new WeakMap<Schema, Schema>(), ignored: new WeakMap<Schema, Schema>() };

/**
 * The schema whose objects, however deep, treat unknown members in this way. An object that says what to do with them, by
 * `z.looseObject()` or a `catchall`, stays as it is.
 */
export function withUnknown(unknown: Unknown, schema: Schema): Schema {
  const known = made[unknown].get(schema);
  if (known) return known;
  const def = schema._zod.def as unknown as Def;
  const changes = changesOf(unknown, def);
  const copy = Object.keys(changes).length
    ? z.core.clone(schema, z.core.util.mergeDefs(def, changes) as never)
    : schema;
  made[unknown].set(schema, copy);
  const meta = z.globalRegistry.get(schema);
  if (meta && copy !== schema) z.globalRegistry.add(copy, meta);
  return copy;
}

type Def = Record<string, unknown> & { type: string };

function changesOf(unknown: Unknown, def: Def): Record<string, unknown> {
  const change = (part: Schema) => withUnknown(unknown, part);
  if (def.type === 'object') return objectChanges(unknown, def, change);
  if (def.type === 'lazy') return { getter: () => change((def.getter as () => Schema)()) };
  const changes: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(def)) {
    if (isSchema(part) && change(part) !== part) changes[key] = change(part);
    if (Array.isArray(part) && key !== 'checks' && part.some(isSchema)) changes[key] = part.map(change);
  }
  return changes;
}

/** The members are read later, because one of them may be the object itself. */
function objectChanges(unknown: Unknown, { shape, catchall }: Def, change: (part: Schema) => Schema) {
  const members = shape as Record<string, Schema>;
  const lazily = (name: string) => ({ enumerable: true, get: () => change(members[name]!) });
  const changed = Object.fromEntries(Object.keys(members).map((name) => [name, lazily(name)]));
  const isLoose = isSchema(catchall) && catchall._zod.def.type !== 'never';
  return {
    shape: Object.defineProperties({}, changed),
    ...(!isLoose && { catchall: unknown === 'refused' ? z.never() : undefined }),
  };
}

const isSchema = (part: unknown): part is Schema =>
  typeof part === 'object' && part !== null && '_zod' in part;

/** Issues, of which one for each unknown member leads to that member and not to what contains it. */
export const nameUnknownMembers = (issues: readonly StandardSchemaV1.Issue[]): StandardSchemaV1.Issue[] =>
  issues.flatMap((issue) => {
    const { keys = [], path = [] } = issue as StandardSchemaV1.Issue & { keys?: string[] };
    return keys.length
      ? keys.map((key) => ({ path: [...path, key], message: 'is not known here: leave it out' }))
      : [issue];
  });
