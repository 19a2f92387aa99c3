import type { Service } from '#libs/service';
import { discoverRegistry } from '#tooling/launcher';
import { DIST, UserError } from '#tooling/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median, seeded } from '../ratios/statistics.js';
import { type Cost, type Costs, isRestless, tableOf, tooDear } from './costs.js';
import type { Work } from './platform.js';
import { PlatformProcess } from './platform-process.js';
import { designFor, weigh } from './weighing.js';
import { Workplace } from './workplace.js';

/** Prints what each service costs. @returns 1 if one costs too much, 3 if the machine was too restless */
export async function benchmarkServices(rounds: number): Promise<number> {
  if (process.platform !== 'linux')
    throw new UserError('This needs Linux, which says how much memory a process uses.');
  const { services } = await discoverRegistry();
  const names = keepersIn(services);
  const costs = await costsOf(modulesOf(names), rounds, (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} starts${done === all ? '\n' : ''}`);
  });
  console.log(tableOf(names, costs));
  const problems = tooDear(names, costs);
  if (problems.length) console.log(problems.join('\n'));
  if (isRestless(costs))
    console.log('The machine is too restless to tell: try again when it does nothing else.');
  return problems.length ? 1 : isRestless(costs) ? 3 : 0;
}

/** What keeps nothing is the gateway: it has the routes of all services, and costs as much as there are. */
export const keepersIn = (services: readonly Service[]): string[] =>
  services.filter(({ isStateless }) => !isStateless).map(({ name }) => name);

/** The modules of services, as built. */
export const modulesOf = (names: readonly string[]): Map<string, string> =>
  new Map(
    names.map((name) => [name, pathToFileURL(join(DIST, 'apps', name, 'src', `${name}.module.js`)).href]),
  );

/**
 * Starts services in one process, in ever other sets, each set anew.
 * @param modules where each service is
 * @returns what each costs, in the order of `modules`
 */
export async function costsOf(
  modules: ReadonlyMap<string, string>,
  rounds: number,
  onStart: (done: number, all: number) => void = () => {},
): Promise<Costs> {
  const names = [...modules.keys()];
  const design = designFor(names.length);
  const sets = design.map((places) => names.filter((_, at) => places[at]));
  const all = rounds * sets.length;
  const costs: Cost[][] = sets.map(() => []);
  const workplace = await Workplace.open(modules);
  try {
    await costOf(workplace.workOf(names)); // fills the cache of compiled code
    for (const [done, set] of turnsOf(sets.length, rounds).entries()) {
      costs[set]!.push(await costOf(workplace.workOf(sets[set]!)));
      onStart(done + 1, all);
    }
  } finally {
    await workplace.close();
  }
  const of = (kind: keyof Cost) =>
    weigh(
      names.length,
      costs.map((rounds) => median(rounds.map((cost) => cost[kind]))),
    );
  return { start: of('start'), memory: of('memory') };
}

/** Each set once a round, in random order. */
function turnsOf(sets: number, rounds: number): number[] {
  const random = seeded(sets);
  return Array.from({ length: rounds }, () =>
    Array.from({ length: sets }, (_, set) => ({ set, by: random() })).toSorted(
      (one, other) => one.by - other.by,
    ),
  ).flatMap((round) => round.map(({ set }) => set));
}

/** Starts services in a process of their own, and ends it. @throws Error when it dies */
async function costOf(work: Work): Promise<Cost> {
  const platform = await PlatformProcess.start(work);
  await platform.stop();
  return platform.cost;
}
