/** Runs `work` for each item, `many` at once. */
export async function forEach<Item>(
  items: readonly Item[],
  many: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: many }, worker));
}
