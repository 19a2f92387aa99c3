import { type Night, WORSE } from './history.js';
import { median } from './statistics.js';

/** A night from which on a ratio is another one. */
export interface Shift {
  /** The place of the night. */
  night: number;
  /** The medians before, since the last shift, and of the three nights from this one on. */
  from: number;
  to: number;
  /** The commits between which it happened. */
  before: string;
  commit: string;
}

/** So many nights make a level. One of them alone may be an accident. */
const NIGHTS = 3;

/** A ratio in a night that has it. */
export interface Point {
  /** The place of the night. */
  night: number;
  value: number;
  commit: string;
}

/** The nights that have a ratio. */
export const pointsOf = (nights: readonly Night[], name: string): Point[] =>
  nights.flatMap(({ ratios, commit }, night) => {
    const value = ratios[name];
    return value === undefined ? [] : [{ night, value, commit }];
  });

/** The nights in which a ratio becomes another one and stays so, by as much as counts as worse, up or down. */
export function shiftsOf(points: readonly Point[]): Shift[] {
  const shifts: Shift[] = [];
  let began = 0;
  for (let at = NIGHTS; at + NIGHTS <= points.length; at++) {
    if (at - began < NIGHTS) continue;
    const from = levelOf(points.slice(began, at));
    const those = points.slice(at, at + NIGHTS);
    if (!those.every(({ value }) => isOther(from, value))) continue;
    const { night, commit } = points[at]!;
    shifts.push({ night, from, to: levelOf(those), before: points[at - 1]!.commit, commit });
    began = at;
  }
  return shifts;
}

const levelOf = (points: readonly Point[]): number => median(points.map(({ value }) => value));

const isOther = (usual: number, value: number): boolean =>
  Math.abs(value - usual) > Math.max(WORSE.share * usual, WORSE.by);
