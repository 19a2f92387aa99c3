/** A value whose objects, however deep, have their members in one order: a database or a caller may send them in another. */
export function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort())
    ordered[key] = inOrder((value as Record<string, unknown>)[key]);
  return ordered;
}
