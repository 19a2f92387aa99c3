import { ROOT } from '#tooling/platform';
import { readAgainst, type StartSides, writeAgainst } from './requests.js';
import { exitCodeOf, measure } from './ratios.js';

/** How much more CPU a request may take than at the base. */
const LIMIT = 1.1;
const ROUNDS = 30;

/**
 * Compares a build with another one, and prints what a request costs in both.
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
  return exitCodeOf(
    await measure([readAgainst, writeAgainst].map((against) => against({ rounds, limit: LIMIT }, builds))),
  );
}
