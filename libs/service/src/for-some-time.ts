/**
 * Works on one item after the other, at least on the first, until so much time has passed.
 * @param now a clock, in milliseconds
 * @returns the items that had their turn
 */
export async function forSomeTime<Item>(
  items: readonly Item[],
  mostMs: number,
  work: (item: Item) => Promise<void>,
  now: () => number = () => performance.now(),
): Promise<Item[]> {
  const began = now();
  const done: Item[] = [];
  for (const item of items) {
    if (done.length && now() - began >= mostMs) break;
    await work(item);
    done.push(item);
  }
  return done;
}
