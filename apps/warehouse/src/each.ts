/**
 * Works on each item, also when an earlier one fails.
 * @throws AggregateError with every failure, after all of them
 */
export async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const failures: Error[] = [];
  for (const item of items)
    await work(item).catch((cause: unknown) => {
      failures.push(new Error(`${JSON.stringify(item)} could not be ended: ${String(cause)}`, { cause }));
    });
  if (failures.length) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
}
