import { median } from '../ratios/statistics.js';

/** What was read, and how many seconds after the start. */
export interface Reading {
  atS: number;
  value: number;
}

/** How much something changes in a second, and the interval in which that lies with a probability of 95 %. */
export interface Slope {
  perS: number;
  low: number;
  high: number;
}

const Z = 1.96;
/** Memory goes up and down between collections of garbage: the medians of so many parts of a run do not. */
const PARTS = 20;

/**
 * The slope of a line through readings: the median of the slopes between any two (Theil 1950), with the interval of Sen
 * (1968), which no outlier moves.
 * @throws Error when there are fewer than three
 */
export function slopeOf(readings: readonly Reading[]): Slope {
  const count = readings.length;
  if (count < 3) throw new Error(`A slope needs three readings, not ${count}: let the run be longer.`);
  const slopes = readings
    .flatMap((one, at) =>
      readings.slice(at + 1).map((other) => (other.value - one.value) / (other.atS - one.atS)),
    )
    .toSorted((one, other) => one - other);
  const spread = Z * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, rank))]!;
  return {
    perS: median(slopes),
    low: at(Math.floor((slopes.length - spread) / 2)),
    high: at(Math.ceil((slopes.length + spread) / 2)),
  };
}

/** The median of each of twenty parts, evenly long, that has readings. */
export function partsOf(readings: readonly Reading[]): Reading[] {
  const [first, last] = [readings[0]?.atS ?? 0, readings.at(-1)?.atS ?? 0];
  const seconds = (last - first) / PARTS || 1;
  const parts = Map.groupBy(readings, ({ atS }) => Math.min(PARTS - 1, Math.floor((atS - first) / seconds)));
  return [...parts.values()].map((those) => ({
    atS: median(those.map(({ atS }) => atS)),
    value: median(those.map(({ value }) => value)),
  }));
}
