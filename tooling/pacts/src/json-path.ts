/** The keys on the way to a value; numbers lead into lists. */
export type Path = (string | number)[];

/** A JSON path by its keys: `$.a['b c'][*]` as `a`, `b c`, `*`. */
export const keysOf = (path: string): string[] =>
  [...path.matchAll(/\.([^.[\]]+)|\['([^']+)'\]|\[(\d+|\*)\]/g)].map(
    ([, dotted, quoted, index]) => dotted ?? quoted ?? index ?? '',
  );

/** What is at `path`, if anything is. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (found, key) => (found as Record<string, unknown> | undefined)?.[key],
    value ?? undefined,
  );

/** A copy with the value at `path` changed. */
export function changed(value: unknown, [key, ...rest]: Path, edit: (value: any) => unknown): unknown {
  if (key === undefined) return edit(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, edit);
  return copy;
}

/** A copy of an object without this key. */
export function without<Fields extends object>(fields: Fields, key: string): Partial<Fields> {
  const { [key as keyof Fields]: _removed, ...others } = fields;
  return others as Partial<Fields>;
}
