import { ROOT } from '#tooling/platform';
import { readAgainst, type StartSides, writeAgainst } from './requests.js';
import { exitCodeOf, measure } from './ratios.js';

/** How much more CPU a request may take than at the base. */
const LIMIT = 1.1;
const ROUNDS = 30;

/**
 * Compares a build with another one, and prints what a request costs in both.
 * What fails is measured once more, in new processes: on a busy machine, a process may be dearer than its twin for as long as it
 * lives.
 * @param base the root of the other build
 * @param env of the processes of this build
 * @returns the exit code
 */
export async function runGate(
  base: string,
  env: Record<string, string> = {},
  rounds = ROUNDS,
): Promise<number> {
  const builds: StartSides = async (service, arena) => [
    await arena.service(service, ROOT, env),
    await arena.service(service, base),
    await arena.service(service, base),
  ];
  const comparisons = [readAgainst, writeAgainst].map((against) => against({ rounds, limit: LIMIT }, builds));
  const { ratios, failed } = await measure(comparisons);
  const isMissed = (id: string) => ratios.some((one) => one.id === id && one.verdict === 'missed');
  const again = comparisons.filter(({ id }) => isMissed(id));
  if (again.length) console.log('Once more, to confirm what was missed:');
  const confirmed = await measure(again);
  return exitCodeOf({
    ratios: [...ratios.filter(({ id }) => !isMissed(id)), ...confirmed.ratios],
    failed: [...failed, ...confirmed.failed],
  });
}
