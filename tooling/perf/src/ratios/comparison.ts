import type { Arena } from './arena.js';
import { type Contender, type Costs, takeTurns } from './rounds.js';
import { type Estimate, median, ratioOf } from './statistics.js';
import { type Judgement, verdictOf } from './verdict.js';

/** What is compared with what, and how often the baseline may be exceeded. */
export interface Comparison {
  /** By which issues and the history know it: `R1 read`. */
  id: string;
  /** What is divided by what. */
  title: string;
  /** Why it cannot be measured here. */
  skip?: string | undefined;
  /** Of its costs; milliseconds unless given. */
  unit?: string;
  /** The largest ratio of each cost that is judged. */
  limits: Readonly<Record<string, number>>;
  rounds: number;
  /** Rounds before the first one that counts, until the compiler has seen enough. */
  warm: number;
  /** Starts the sides, which end with the arena. */
  open(arena: Arena): Promise<Opened>;
}

/** The sides of a comparison. */
export interface Opened {
  ours: Contender;
  base: Contender;
  /** The baseline once more, to be compared with itself. */
  again: Contender;
}

/** What came of one cost of a comparison. */
export interface Ratio {
  id: string;
  cost: string;
  limit: number;
  unit: string;
  ratio: Estimate;
  /** The baseline against itself. */
  control: Estimate;
  /** Medians, in `unit`. */
  ours: number;
  base: number;
  rounds: number;
  verdict: Judgement;
}

/** Runs a comparison; once more at double size when the machine is too restless for a verdict. */
export async function run(comparison: Comparison, arena: Arena): Promise<Ratio[]> {
  const { ours, base, again } = await comparison.open(arena);
  const contenders = [ours, base, again];
  await takeTurns(contenders, comparison.warm);
  const found = judge(comparison, await takeTurns(contenders, comparison.rounds));
  if (found.every(({ verdict }) => verdict !== 'inconclusive')) return found;
  return judge(comparison, await takeTurns(contenders, 2 * comparison.rounds));
}

/** @param costs of ours, of the baseline, and of the baseline once more */
export function judge({ id, limits, unit = 'ms' }: Comparison, costs: Costs[][]): Ratio[] {
  return Object.entries(limits).map(([cost, limit]) => {
    const [ours = [], base = [], again = []] = costs.map((rounds) => rounds.map((one) => one[cost]!));
    const [ratio, control] = [ratioOf(ours, base), ratioOf(again, base)];
    const medians = { ours: median(ours), base: median(base) };
    const verdict = verdictOf(ratio, control, limit);
    return { id, cost, limit, unit, ratio, control, ...medians, rounds: ours.length, verdict };
  });
}
