/** An estimate, and the interval in which the true value lies with a probability of 95 %. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

const RESAMPLES = 2_000;

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The ratio of two medians, with its percentile bootstrap interval (Efron 1979). The numbers of one round belong together: other
 * load on the machine has slowed both, so rounds are resampled, and not numbers.
 * @param ours one number for each round
 * @param theirs as many
 * @param random a number from 0 up to 1
 * @throws Error when there are no rounds, or not as many of each
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[], random = seeded(1)): Estimate {
  const rounds = ours.length;
  if (!rounds || rounds !== theirs.length) throw new Error(`${rounds} rounds against ${theirs.length}`);
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const drawn = Array.from({ length: rounds }, () => Math.floor(random() * rounds));
    return median(drawn.map((at) => ours[at]!)) / median(drawn.map((at) => theirs[at]!));
  }).toSorted((one, other) => one - other);
  return {
    value: median(ours) / median(theirs),
    low: ratios[Math.floor(0.025 * RESAMPLES)]!,
    high: ratios[Math.ceil(0.975 * RESAMPLES) - 1]!,
  };
}

/** Random numbers that a seed decides (mulberry32), so that the same figures always give the same interval. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
