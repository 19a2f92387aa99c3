import { seeded } from './statistics.js';

/** What one unit of work costs, mostly in milliseconds of the CPU or of the clock. */
export type Costs = Readonly<Record<string, number>>;

/** What is compared: measures itself once for each round. */
export interface Contender {
  /** Works for a while. @returns what one unit of its work costs */
  measure(): Promise<Costs>;
}

/**
 * Has contenders take turns, in another order each round, so that other load on the machine slows all of them alike.
 * @returns what each round of each contender costs
 */
export async function takeTurns(contenders: readonly Contender[], rounds: number): Promise<Costs[][]> {
  const random = seeded(rounds);
  const costs: Costs[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const at of shuffled(contenders.length, random)) costs[at]!.push(await contenders[at]!.measure());
  return costs;
}

/** The numbers from 0 up to `length` in random order. */
const shuffled = (length: number, random: () => number): number[] =>
  Array.from({ length }, (_, at) => ({ at, by: random() }))
    .toSorted((one, other) => one.by - other.by)
    .map(({ at }) => at);
