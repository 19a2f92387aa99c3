import { ROOT } from '#tooling/platform';
import { withPostgres } from '../benchmark.js';
import { Arena } from './arena.js';
import { type Ratio, run } from './comparison.js';
import { readAgainst, writeAgainst } from './requests.js';
import { exitCodeOf, lineOf } from './ratios.js';

/** How much more CPU a request may take than at the base. */
const LIMIT = 1.1;
const ROUNDS = 30;

/**
 * Compares a build with another one, and prints what a request costs in both.
 * @param base the root of the other build
 * @param env of the processes of this build
 * @returns the exit code
 */
export const runGate = (base: string, env: Record<string, string> = {}, rounds = ROUNDS): Promise<number> =>
  withPostgres('gate', async (owner) => {
    const arena = await Arena.open(owner);
    const ratios: Ratio[] = [];
    try {
      for (const against of [readAgainst, writeAgainst]) {
        const comparison = against({ rounds, limit: LIMIT }, async (service) => [
          await arena.service(service, ROOT, env),
          await arena.service(service, base),
          await arena.service(service, base),
        ]);
        console.log(`${comparison.id}: ${comparison.title}`);
        const found = await run(comparison, arena);
        for (const ratio of found) console.log(lineOf(ratio));
        ratios.push(...found);
      }
    } finally {
      await arena.close();
    }
    return exitCodeOf(ratios);
  });
