import { discoverRegistry } from '#tooling/launcher';
import { ANSWER_MS, ask, eventually, settle } from '#tooling/platform';
import { postmasterOf, usageOf } from '../engines/process-tree.js';
import { PlatformProcess } from '../services/platform-process.js';
import { keepersIn, modulesOf } from '../services/services.js';
import { Workplace } from '../services/workplace.js';
import type { Arena } from './arena.js';
import type { Comparison } from './comparison.js';
import { Load } from './load.js';
import { WRITE } from './requests.js';
import type { Contender } from './rounds.js';

/*
 * The services in one process, as `npm start` has them, but for the gateway. What they may cost was set when there were eleven;
 * each further one may add as much as `npm run bench:services` allows.
 */
const MIB = { eleven: 300, further: 6 };
const SECONDS = { eleven: 5, further: 0.1 };
const SAMPLES = 5;
const PAUSE_MS = 500;
/** For each birth to be counted, at least. */
const BIRTH_MS = 50;

/** What so many services may cost. */
export const budgetOf = (
  { eleven, further }: { eleven: number; further: number },
  services: number,
): number => eleven + further * (services - 11);

/** Comparisons of the whole need Linux, which says how much memory a process uses. */
const skip = process.platform === 'linux' ? undefined : 'only Linux says how much memory a process uses.';

/** R6. @param births before the memory is measured again */
export const memory = (births: number): Comparison => ({
  id: 'R6 memory',
  title: `PSS of all services in one process, with PostgreSQL: after ${births} births / fresh, and fresh / its budget`,
  skip,
  unit: 'MiB',
  limits: { loaded: 1.3, fresh: 1.25 },
  rounds: SAMPLES,
  warm: 0,
  async open(arena) {
    const { names, workplace } = await openWorkplace(arena);
    const platform = await PlatformProcess.start(workplace.workOf(names));
    arena.defer(() => platform.stop());
    const mib = async () => {
      const servers = await usageOf([await postmasterOf(workplace.postgres.dataDir)]);
      return (await platform.memory()) + servers.mib;
    };
    const fresh: number[] = [];
    while (fresh.length < SAMPLES) fresh.push(await mib());
    await register(workplace, births);
    const next = inTurn(fresh);
    const budget = budgetOf(MIB, names.length);
    const base: Contender = { measure: async () => ({ loaded: next(), fresh: budget }) };
    return {
      ours: { measure: async () => ({ loaded: await mib(), fresh: next() }) },
      base,
      again: base,
    };
  },
});

/** R7. What a further service adds is measured by `npm run bench:services`. */
export const start = (rounds: number): Comparison => ({
  id: 'R7 start',
  title: 'CPU time until all services in one process are ready / its budget',
  skip,
  unit: 's',
  limits: { cpu: 1 },
  rounds,
  warm: 1,
  async open(arena) {
    const { names, workplace } = await openWorkplace(arena);
    const base: Contender = { measure: async () => ({ cpu: budgetOf(SECONDS, names.length) }) };
    return {
      ours: {
        async measure() {
          const platform = await PlatformProcess.start(workplace.workOf(names));
          await platform.stop();
          return { cpu: platform.cost.start };
        },
      },
      base,
      again: base,
    };
  },
});

async function openWorkplace(arena: Arena) {
  const names = keepersIn((await discoverRegistry()).services);
  const workplace = await Workplace.open(modulesOf(names));
  arena.defer(() => workplace.close());
  return { names, workplace };
}

/** Registers births of one name, and waits until the board shows all of them. */
async function register(workplace: Workplace, births: number): Promise<void> {
  const load = new Load(workplace.urlOf('names-intake'), WRITE);
  try {
    await load.send(births);
    await eventually(
      async () => (await shownAt(workplace.urlOf('names-board'))) >= births,
      ANSWER_MS + births * BIRTH_MS,
      PAUSE_MS,
    );
  } finally {
    await settle([load.close()]);
  }
}

async function shownAt(board: string): Promise<number> {
  const response = await ask(`${board}/top10`);
  const { girls } = (await response.json()) as { girls: { count: number }[] };
  return girls[0]?.count ?? 0;
}

/** Hands out numbers one after the other, and from the beginning again. */
function inTurn(numbers: readonly number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
}
