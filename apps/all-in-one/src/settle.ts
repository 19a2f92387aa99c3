/**
 * Like Promise.all, but a failure is told only when everything has come to its end: nothing must be at work on what is
 * taken down next.
 */
export async function settle<const Values extends readonly Promise<unknown>[]>(
  promises: Values,
): Promise<{ -readonly [Index in keyof Values]: Awaited<Values[Index]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
