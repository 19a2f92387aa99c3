import { discoverServices } from '#libs/service';
import { readFile } from 'node:fs/promises';
import { type Beginning, linesOf, type Plan, planFrom, planOf } from './plan.js';
import { runPlan, targetsOf } from './random-run.js';
import { reportOf } from './report.js';
import { shrunk } from './shrink.js';

/** In split mode, two replicas each: a sender and two hearers. */
const DOUBLED = ['names-intake', 'names-ranking', 'customers'];
/** Hears of every birth, which waits for it in the outbox until it is declared. */
const LATE = 'names-stream';

const print = (line: string): void => console.log(line);

/** The plan of a seed. */
export async function newPlan(
  wanted: Pick<Beginning, 'seed' | 'minutes' | 'engine' | 'isSplit'>,
): Promise<Plan> {
  const beginning = { ...wanted, doubled: wanted.isSplit ? DOUBLED : [], late: LATE };
  return planOf(beginning, targetsOf(await discoverServices(), beginning));
}

export const readPlan = async (file: string): Promise<Plan> => planFrom(await readFile(file, 'utf8'));

/** Runs a plan, and prints what it has shown. @returns the exit code */
export async function run(plan: Plan): Promise<number> {
  print(linesOf(plan));
  const outcome = await runPlan(plan, print);
  print(reportOf(outcome));
  if (!outcome.violations.length) return 0;
  print('Keep the JSON lines above in a file, and run: npm run chaos -- --plan FILE --shrink');
  return 1;
}

/** Looks for the smallest plan that still fails, each on a platform of its own, and prints it. @returns the exit code */
export async function shrink(plan: Plan): Promise<number> {
  const fails = async (acts: Plan['acts']): Promise<boolean> => {
    const { violations } = await runPlan({ ...plan, acts }, () => {});
    print(`${acts.length} acts: ${violations[0] ?? 'nothing is wrong'}`);
    return violations.length > 0;
  };
  if (!(await fails(plan.acts))) {
    print('This plan does not fail any more.');
    return 0;
  }
  print(linesOf({ ...plan, acts: await shrunk(plan.acts, fails) }));
  return 1;
}
