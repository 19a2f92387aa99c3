import { gitIn, ROOT } from '#tooling/platform';
import { withPostgres } from '../benchmark.js';
import { Arena } from './arena.js';
import { type Comparison, type Ratio, run } from './comparison.js';
import { nightOf, regressionsIn, remember } from './history.js';
import { hop } from './hop.js';
import { read, write } from './requests.js';

/** What takes three minutes at most. */
const quick = (arena: Arena): Comparison[] => [read(20, arena), write(20, arena), hop(20, 1)];
const all = (arena: Arena): Comparison[] => [read(40, arena), write(40, arena), hop(40, 1), hop(40, 3)];

const MISSED = 1;
/** The machine was too restless, twice. */
const INCONCLUSIVE = 3;

/** What is measured, and what is kept of it. */
export interface Wanted {
  isQuick: boolean;
  /** How the names of the ratios begin; all of them unless given. */
  only?: string | undefined;
  /** The folder for CPU profiles. */
  profiles?: string | undefined;
  /** The file of JSON lines to which this night is added. */
  history?: string | undefined;
}

/** Runs the comparisons, and prints their ratios. @returns the exit code */
export const runRatios = ({ isQuick, only, profiles, history }: Wanted): Promise<number> =>
  withPostgres('ratios', async (owner) => {
    const arena = await Arena.open(owner, profiles);
    const found: Ratio[] = [];
    try {
      for (const comparison of (isQuick ? quick : all)(arena).filter(
        ({ id }) => !only || id.startsWith(only),
      )) {
        console.log(`${comparison.id}: ${comparison.title}`);
        const ratios = await run(comparison, arena);
        for (const ratio of ratios) console.log(lineOf(ratio));
        found.push(...ratios);
      }
    } finally {
      await arena.close();
    }
    return history ? exitCodeAfter(history, found) : exitCodeOf(found);
  });

/** Adds this night to the history. @returns 1 also when the nights become worse */
async function exitCodeAfter(history: string, found: readonly Ratio[]): Promise<number> {
  const commit = gitIn(ROOT)('rev-parse', 'HEAD');
  const regressions = regressionsIn(await remember(history, nightOf(new Date(), commit, found)));
  for (const name of regressions)
    console.error(`${name} was worse than the median of 28 nights in two of the last three: see ${history}`);
  return regressions.length ? MISSED : exitCodeOf(found);
}

export function exitCodeOf(ratios: readonly Ratio[]): number {
  const verdicts = ratios.map(({ verdict }) => verdict);
  if (verdicts.includes('missed')) return MISSED;
  return verdicts.includes('inconclusive') ? INCONCLUSIVE : 0;
}

const digits = (number: number): string => number.toFixed(2);

/** One line for a reader. */
export function lineOf({ cost, ratio, control, limit, ours, base, verdict, rounds }: Ratio): string {
  const [our, their] = [ours, base].map((ms) => `${ms.toFixed(3)} ms`);
  return (
    `  ${cost.padEnd(4)} ${digits(ratio.value)} [${digits(ratio.low)}, ${digits(ratio.high)}], at most ${limit}: ${verdict}` +
    ` (${our} / ${their}; baseline against itself [${digits(control.low)}, ${digits(control.high)}]; ${rounds} rounds)`
  );
}
