import { provisionPlatform, type Service } from '#libs/service';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { databaseServerAt, discoverRegistry, ServiceSettings } from '#tooling/launcher';
import { DIST, IsolatedRun, Secrets, UserError } from '#tooling/platform';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median, seeded } from '../ratios/statistics.js';
import { type Cost, type Costs, isRestless, tableOf, tooDear } from './costs.js';
import type { Work } from './platform.js';
import { designFor, weigh } from './weighing.js';

const PROGRAM = fileURLToPath(import.meta.resolve('./platform.js'));

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
const keepersIn = (services: readonly Service[]): string[] =>
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
  const costs = await withWork(modules, async (start) => {
    await start(names); // fills the cache of compiled code
    const found: Cost[][] = sets.map(() => []);
    for (const [done, set] of turnsOf(sets.length, rounds).entries()) {
      found[set]!.push(await start(sets[set]!));
      onStart(done + 1, all);
    }
    return found;
  });
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

/** Provides databases and settings. @param measure receives what starts services and tells their cost */
async function withWork<Result>(
  modules: ReadonlyMap<string, string>,
  measure: (start: (names: string[]) => Promise<Cost>) => Promise<Result>,
): Promise<Result> {
  const registry = await discoverRegistry();
  const services = registry.services.filter(({ name }) => modules.has(name));
  const run = await IsolatedRun.open();
  const secrets = await Secrets.open(join(run.data, 'secrets.json'));
  const postgres = await EmbeddedPostgres.start({ dataDir: join(run.data, 'postgres') });
  try {
    const server = databaseServerAt(postgres.url());
    const settings = new ServiceSettings({}, registry, secrets, server, run.portOffset);
    const work = services.map((service) => ({
      name: service.name,
      module: modules.get(service.name)!,
      env: settings.of(service, service.port + run.portOffset),
      password: secrets.password(service.name),
    }));
    await provisionPlatform(postgres.url(), services, (name) => secrets.password(name));
    return await measure((names) =>
      costOf({ ownerUrl: postgres.url(), services: work.filter(({ name }) => names.includes(name)) }),
    );
  } finally {
    await postgres.stop();
    await run.close();
  }
}

/** Starts services in a process of their own, and ends it. @throws Error when it dies; it has told why on standard error */
async function costOf(work: Work): Promise<Cost> {
  const child = fork(PROGRAM, [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  child.send(work);
  const [cost] = (await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the services ended with ${code}`))),
  ])) as [Cost];
  child.disconnect();
  await ended.catch(() => {});
  return cost;
}
