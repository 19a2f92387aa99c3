import { errorText, gitIn, ROOT, UsageError } from '#tooling/platform';
import { writeFile } from 'node:fs/promises';
import { withPostgres } from '../benchmark.js';
import { Arena } from './arena.js';
import { type Comparison, type Ratio, run } from './comparison.js';
import { type Chosen, comparisonsOf } from './comparisons.js';
import { historyPage } from './history-page.js';
import { type Night, nightOf, nightsIn, regressionsIn, remember, unguardedIn } from './history.js';

const MISSED = 1;
/** The machine was too restless, twice. */
export const INCONCLUSIVE = 3;

/** What is measured, and what is kept of it. */
export interface Wanted extends Chosen {
  /** The folder for CPU profiles. */
  profiles?: string | undefined;
  /** The file of JSON lines to which this night is added. */
  history?: string | undefined;
}

/** What came of comparisons. */
export interface Found {
  ratios: Ratio[];
  /** Those that could not be made. */
  failed: string[];
}

/**
 * Makes the comparisons that were chosen.
 * @returns the exit code
 * @throws UsageError when there are none
 * @throws UserError when the history cannot be read or written, before anything is measured
 */
export async function runRatios({ profiles, history, ...chosen }: Wanted): Promise<number> {
  const comparisons = comparisonsOf(chosen);
  if (!comparisons.length) throw new UsageError(`--quick leaves ${chosen.only} out: give one of the two.`);
  if (history === undefined) return exitCodeOf(await measure(comparisons, profiles));
  const nights = await nightsIn(history);
  return exitCodeAfter(history, nights, await measure(comparisons, profiles));
}

/**
 * Makes comparisons, each on a server of its own, and prints their ratios. One that fails does not end the others.
 * @param profiles the folder for CPU profiles, if there are to be any
 */
export async function measure(comparisons: readonly Comparison[], profiles?: string): Promise<Found> {
  const found: Found = { ratios: [], failed: [] };
  for (const comparison of comparisons) {
    const { id, title, skip } = comparison;
    console.log(skip ? `SKIPPED: ${id}: ${skip}` : `${id}: ${title}`);
    if (skip) continue;
    try {
      const ratios = await inArena(profiles, (arena) => run(comparison, arena));
      for (const ratio of ratios) console.log(lineOf(ratio));
      found.ratios.push(...ratios);
    } catch (error) {
      console.error(`FAILED: ${id}: ${errorText(error)}`);
      found.failed.push(id);
    }
  }
  return found;
}

/** Lets a comparison take place on a server of its own. */
export const inArena = <Result>(
  profiles: string | undefined,
  work: (arena: Arena) => Promise<Result>,
): Promise<Result> =>
  withPostgres('ratios', async (owner) => {
    const arena = await Arena.open(owner, profiles);
    try {
      return await work(arena);
    } finally {
      await arena.close();
    }
  });

/** Adds this night to the history. @returns 1 also when the nights become worse, or tell nothing of a ratio three times in a row */
async function exitCodeAfter(history: string, before: Night[], found: Found): Promise<number> {
  const night = nightOf(new Date(), gitIn(ROOT)('rev-parse', 'HEAD'), found.ratios);
  await remember(history, night);
  const nights = [...before, night];
  await writeFile(`${history}.html`, historyPage(nights));
  const problems = [
    ...regressionsIn(nights).map(
      (name) =>
        `${name} was worse than the median of 28 nights in two of the last three: see ${history}.html`,
    ),
    ...unguardedIn(nights).map((name) => `${name}: the machine was too restless in three nights in a row.`),
  ];
  for (const problem of problems) console.error(problem);
  return problems.length ? MISSED : exitCodeOf(found);
}

export function exitCodeOf({ ratios, failed }: Found): number {
  const verdicts = ratios.map(({ verdict }) => verdict);
  if (failed.length || verdicts.includes('missed')) return MISSED;
  return verdicts.includes('inconclusive') ? INCONCLUSIVE : 0;
}

const digits = (number: number): string => number.toFixed(2);

/** One line for a reader. */
export function lineOf({ cost, ratio, control, limit, unit, ours, base, verdict, rounds }: Ratio): string {
  const [our, their] = [ours, base].map((one) => `${one.toFixed(3)} ${unit}`);
  return (
    `  ${cost.padEnd(4)} ${digits(ratio.value)} [${digits(ratio.low)}, ${digits(ratio.high)}], at most ${limit}: ${verdict}` +
    ` (${our} / ${their}; baseline against itself [${digits(control.low)}, ${digits(control.high)}]; ${rounds} rounds)`
  );
}
