import { median } from '../ratios/statistics.js';
import { partsOf, type Reading, slopeOf } from './slope.js';

/** Something that must stay as it is, however long the platform works. */
export interface Series {
  /** `memory of the platform`. */
  name: string;
  unit: string;
  /** How much of it may come in a run after the warm-up: a share of what there is, or so much, whichever is more. */
  allowed: { share: number; amount: number };
  readings: Reading[];
}

/** What came of a series. */
export interface Growth {
  name: string;
  unit: string;
  /** The median of the last part. */
  value: number;
  /** What an hour adds, with its interval of 95 %. */
  perHour: number;
  low: number;
  high: number;
  /** Whether even the low end of the interval adds more than is allowed. */
  grows: boolean;
}

const HOUR_S = 3_600;
/** The part of a run in which caches fill, which counts for nothing. */
const WARM_SHARE = 0.25;

/** Judges a series by its slope after the warm-up. @throws Error when there are too few readings */
export function growthOf({ name, unit, allowed, readings }: Series): Growth {
  const [first, last] = [readings[0]?.atS ?? 0, readings.at(-1)?.atS ?? 0];
  const warm = readings.filter(({ atS }) => atS >= first + WARM_SHARE * (last - first));
  const parts = partsOf(warm);
  const { perS, low, high } = slopeOf(parts);
  const seconds = last - warm[0]!.atS;
  const most = Math.max(allowed.amount, allowed.share * median(warm.map(({ value }) => value)));
  return {
    name,
    unit,
    value: parts.at(-1)!.value,
    perHour: perS * HOUR_S,
    low: low * HOUR_S,
    high: high * HOUR_S,
    grows: low * seconds > most,
  };
}

/** What a reader needs to know: what grows, and how much is flat. */
export function summaryOf(growth: readonly Growth[]): string {
  const growing = growth.filter(({ grows }) => grows);
  const flat = growth.length - growing.length;
  return [...growing.map(lineOf), `${flat} of ${growth.length} series are flat`].join('\n');
}

/** One line for a reader. */
export function lineOf({ name, unit, value, perHour, low, high, grows }: Growth): string {
  const [now, more, least, most] = [value, perHour, low, high].map((one) => Number(one.toPrecision(3)));
  return `${name}: ${now} ${unit}, ${more} an hour [${least}, ${most}]: ${grows ? 'GROWS' : 'flat'}`;
}
