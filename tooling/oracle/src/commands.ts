import type { Service } from '#libs/service';
import { UserError } from '#tooling/platform';
import { loadMutant, MUTANTS } from './mutants.js';
import { consult, withServer } from './oracle.js';
import { type Outcome, reportOf } from './report.js';
import type { RunOptions } from './run.js';
import { Shop } from './shop.js';
import { untakenWays, waysOf } from './ways.js';

/** How many orders a mutant must survive, by how many seeds. Most fail by the first one, as the real services do by none. */
const MUTANT_ORDERS = 40;
const MUTANT_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const MUTANT_PATIENCE = 32;
const NAME_WIDTH = 72;
const COUNT_WIDTH = 6;

/** Runs one plan, and prints which ways orders went, and what is wrong. @returns the exit code */
export async function askOracle(options: RunOptions & { everyWay?: boolean }): Promise<number> {
  console.log(`seed ${options.seed}, ${options.orders} orders${options.kills ? ', with kills' : ''}`);
  const outcome = await withServer((ownerUrl) => consult(ownerUrl, options));
  const { evidence, violations, ms } = outcome;
  const { walked, warehouse, gateway, returns, erased } = evidence;
  const counts = Object.entries(Object.groupBy(warehouse, ({ state }) => state)).map(
    ([state, all]) => `${all!.length} ${state}`,
  );
  console.log(
    `${walked.length} orders in ${(ms / 1_000).toFixed(1)} s: ${counts.join(', ')}; ${gateway.charges.length} charges, ` +
      `${gateway.refunds.length} refunds, ${returns.length} returns, ${erased.size} customers erased`,
  );
  const ways = waysOf(evidence);
  console.log(
    Object.entries(ways)
      .map(([way, count]) => `  ${String(count).padStart(COUNT_WIDTH)} ${way}`)
      .join('\n'),
  );
  const untaken = options.everyWay ? untakenWays(ways, options) : [];
  if (untaken.length)
    console.log(`No order went these ways: ${untaken.join(', ')}. Place more orders, or take another seed.`);
  if (!violations.length) return untaken.length ? 1 : 0;
  console.log(reportOf(outcome, options));
  return 1;
}

/** Breaks the services in each way, and prints which are noticed. @returns the exit code */
export async function askAboutMutants(): Promise<number> {
  let caught = 0;
  await withServer(async (ownerUrl) => {
    const wrong = await noticed(ownerUrl, [], MUTANT_SEEDS.slice(0, 3));
    if (wrong)
      throw new UserError(`The services fail without any change, so the mutants prove nothing: ${wrong}`);
    for (const mutant of MUTANTS) {
      const found = await noticed(ownerUrl, [await loadMutant(mutant)]);
      if (found) caught++;
      console.log(
        `${mutant.service} ${mutant.name}`.padEnd(NAME_WIDTH),
        found ? `caught: ${found}` : 'NOT caught',
      );
    }
  });
  console.log(`${caught} of ${MUTANTS.length} mutants are caught.`);
  return caught === MUTANTS.length ? 0 : 1;
}

/** The first violation with these services instead; undefined when the oracle sees none in several runs. */
async function noticed(
  ownerUrl: string,
  instead: Service[],
  seeds = MUTANT_SEEDS,
): Promise<string | undefined> {
  for (const seed of seeds) {
    const { evidence, violations } = await consultOnce(ownerUrl, seed, instead);
    if (!violations.length) continue;
    const isProof = !instead.length || !evidence.problems.length || (await isWell(ownerUrl, seed));
    if (isProof) return violations[0]!.text;
  }
  return undefined;
}

/** What goes wrong on the way may be the machine's fault: it proves something only if the real services do well on it just then. */
const isWell = async (ownerUrl: string, seed: number): Promise<boolean> =>
  !(await consultOnce(ownerUrl, seed, [])).violations.length;

async function consultOnce(ownerUrl: string, seed: number, instead: Service[]): Promise<Outcome> {
  const outcome = await consult(ownerUrl, {
    seed,
    orders: MUTANT_ORDERS,
    patience: MUTANT_PATIENCE,
    instead,
  });
  await Shop.drop(ownerUrl);
  return outcome;
}
