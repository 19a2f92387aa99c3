import { z } from 'zod';

/** The media type of a JSON merge patch (RFC 7396). */
export const MERGE_PATCH = 'application/merge-patch+json';

/** A change of some members of `T`, those of nested objects too: null removes a member that may be missing. */
export type MergePatch<T> = {
  [Key in keyof T]?:
    | (NonNullable<T[Key]> extends readonly unknown[]
        ? T[Key]
        : NonNullable<T[Key]> extends object
          ? MergePatch<NonNullable<T[Key]>>
          : T[Key])
    | (undefined extends T[Key] ? null : never);
};

/** The whole with the changes of a patch (RFC 7396, section 2). Lists are replaced as a whole. */
export function mergePatch<Whole extends object>(whole: Whole, patch: MergePatch<NoInfer<Whole>>): Whole {
  const merged = new Map<string, unknown>(Object.entries(whole));
  for (const [name, change] of Object.entries(patch)) {
    const before = merged.get(name);
    if (change === null) merged.delete(name);
    else merged.set(name, isObject(change) ? mergePatch(isObject(before) ? before : {}, change) : change);
  }
  return Object.fromEntries(merged) as Whole;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The schema of the body of a `PATCH`: a merge patch of what `schema` describes, with at least one member in each object. What
 * `mergePatch` makes of it fulfils `schema` again, unless the patch has half of an object that was missing.
 * @throws Error when a member must be there and may be null, because null would remove it
 */
export function mergePatchOf<Schema extends z.ZodObject>(
  schema: Schema,
): z.ZodType<MergePatch<z.output<Schema>>> {
  const members = Object.entries(schema.shape).map(([name, member]) => [name, changeOf(name, member)]);
  return z
    .strictObject(Object.fromEntries(members) as z.ZodRawShape)
    .refine((some) => Object.keys(some).length > 0, 'must contain at least one field')
    .meta({ minProperties: 1 }) as never;
}

function changeOf(name: string, member: unknown): z.ZodType {
  if (member instanceof z.ZodOptional) return changed(name, member.unwrap()).nullable().optional();
  if (member instanceof z.ZodDefault) return changeOf(name, member.unwrap());
  return changed(name, member as z.ZodType).optional();
}

function changed(name: string, member: unknown): z.ZodType {
  if (member instanceof z.ZodNullable)
    throw new Error(`${name} may be null, but null removes it in a merge patch: make it optional instead`);
  if (!(member instanceof z.ZodObject)) return member as z.ZodType;
  const { id } = member.meta() ?? {};
  return mergePatchOf(member).meta({ ...(id && { id: `${id}Change` }) });
}
