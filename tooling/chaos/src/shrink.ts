/**
 * The smallest part of a list that still fails, as far as leaving out halves, quarters and so on finds it (Zeller's ddmin).
 * @param fails whether a part of the list fails. It is not asked about the whole list
 */
export async function shrunk<Item>(all: Item[], fails: (some: Item[]) => Promise<boolean>): Promise<Item[]> {
  let left = all;
  for (let size = Math.ceil(left.length / 2); size >= 1;) {
    const smaller = await smallerThan(left, size, fails);
    if (smaller) left = smaller;
    if (size === 1 && !smaller) break;
    size = smaller ? Math.min(size, Math.ceil(left.length / 2)) : Math.ceil(size / 2);
  }
  return left;
}

async function smallerThan<Item>(
  left: Item[],
  size: number,
  fails: (some: Item[]) => Promise<boolean>,
): Promise<Item[] | undefined> {
  for (let at = 0; at < left.length && left.length > 1; at += size) {
    const without = [...left.slice(0, at), ...left.slice(at + size)];
    if (without.length && (await fails(without))) return without;
  }
  return undefined;
}
