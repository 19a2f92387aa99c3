/** The keys on the way to a value; numbers lead into lists. */
export type Path = (string | number)[];

/** The keys of a JSON path: `$.a['b c'][*]` has `a`, `b c` and `*`. */
export const parseJsonPath = (path: string): string[] =>
  [...path.matchAll(/\.([^.[\]]+)|\['([^']+)'\]|\[(\d+|\*)\]/g)].map(
    ([, dotted, quoted, index]) => dotted ?? quoted ?? index ?? '',
  );

/** The value at `path`, or undefined. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (found, key) => (found as Record<string, unknown> | undefined)?.[key],
    value ?? undefined,
  );

/** A copy in which `edit` has replaced the value at `path`. */
export function withChange(value: unknown, [key, ...rest]: Path, edit: (value: any) => unknown): unknown {
  if (key === undefined) return edit(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = withChange(copy[key], rest, edit);
  return copy;
}

/** A copy of an object without this key. */
export function omitKey<Fields extends object>(fields: Fields, key: string): Partial<Fields> {
  const { [key as keyof Fields]: _omitted, ...others } = fields;
  return others as Partial<Fields>;
}
