import { gitIn, ROOT, UsageError } from '#tooling/platform';
import { writeFile } from 'node:fs/promises';
import { withPostgres } from '../benchmark.js';
import { Arena } from './arena.js';
import { type Comparison, type Ratio, run } from './comparison.js';
import { type Chosen, comparisonsOf } from './comparisons.js';
import { historyPage } from './history-page.js';
import { nightOf, regressionsIn, remember } from './history.js';

const MISSED = 1;
/** The machine was too restless, twice. */
const INCONCLUSIVE = 3;

/** What is measured, and what is kept of it. */
export interface Wanted extends Chosen {
  /** The folder for CPU profiles. */
  profiles?: string | undefined;
  /** The file of JSON lines to which this night is added. */
  history?: string | undefined;
}

/** Makes the comparisons that were chosen. @returns the exit code @throws UsageError when there are none */
export async function runRatios({ profiles, history, ...chosen }: Wanted): Promise<number> {
  const comparisons = comparisonsOf(chosen);
  if (!comparisons.length) throw new UsageError(`--quick leaves ${chosen.only} out: give one of the two.`);
  const found = await measure(comparisons, profiles);
  return history ? exitCodeAfter(history, found) : exitCodeOf(found);
}

/**
 * Makes comparisons, each on a server of its own, and prints their ratios.
 * @param profiles the folder for CPU profiles, if there are to be any
 */
export async function measure(comparisons: readonly Comparison[], profiles?: string): Promise<Ratio[]> {
  const found: Ratio[] = [];
  for (const comparison of comparisons) {
    const { id, title, skip } = comparison;
    console.log(skip ? `SKIPPED: ${id}: ${skip}` : `${id}: ${title}`);
    if (skip) continue;
    const ratios = await inArena(profiles, (arena) => run(comparison, arena));
    for (const ratio of ratios) console.log(lineOf(ratio));
    found.push(...ratios);
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

/** Adds this night to the history. @returns 1 also when the nights become worse */
async function exitCodeAfter(history: string, found: readonly Ratio[]): Promise<number> {
  const commit = gitIn(ROOT)('rev-parse', 'HEAD');
  const nights = await remember(history, nightOf(new Date(), commit, found));
  await writeFile(`${history}.html`, historyPage(nights));
  const regressions = regressionsIn(nights);
  for (const name of regressions)
    console.error(
      `${name} was worse than the median of 28 nights in two of the last three: see ${history}.html`,
    );
  return regressions.length ? MISSED : exitCodeOf(found);
}

export function exitCodeOf(ratios: readonly Ratio[]): number {
  const verdicts = ratios.map(({ verdict }) => verdict);
  if (verdicts.includes('missed')) return MISSED;
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
