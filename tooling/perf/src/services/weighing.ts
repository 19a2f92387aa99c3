/** What some things weigh, each by itself. */
export interface Weighing {
  /** By thing, in the order of the design. */
  weights: number[];
  /** One standard error of each weight. */
  error: number;
}

/** At least so many places of a design stay empty: what they seem to weigh is the error. */
const EMPTY = 4;

/**
 * The sets of things to put on the scale. Half of the sets have a given thing, and half of these any other one, so that the
 * others cancel each other out: each weighing says something of every thing, where weighing one after the other would say it
 * of one. It is a Hadamard matrix in Sylvester's order (Hotelling, "Some improvements in weighing", 1944).
 * @returns for each set, whether a thing is in it; after the things come the empty places
 */
export function designFor(things: number): boolean[][] {
  const order = 2 ** Math.ceil(Math.log2(things + EMPTY + 1));
  return Array.from({ length: order }, (_, set) =>
    Array.from({ length: order - 1 }, (_, at) => hasEvenBits(set & (at + 1))),
  );
}

/**
 * What each thing weighs: the mean of the sets that have it, less the mean of the others.
 * @param weighed what each set of `designFor(things)` weighs
 */
export function weigh(things: number, weighed: readonly number[]): Weighing {
  const design = designFor(things);
  const all = design[0]!.map(
    (_, at) =>
      mean(weighed.filter((_, set) => design[set]![at])) -
      mean(weighed.filter((_, set) => !design[set]![at])),
  );
  const [weights, empty] = [all.slice(0, things), all.slice(things)];
  return { weights, error: Math.sqrt(mean(empty.map((weight) => weight ** 2))) };
}

const hasEvenBits = (number: number): boolean => number.toString(2).replaceAll('0', '').length % 2 === 0;

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
