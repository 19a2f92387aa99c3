import { UsageError, UserError } from '#tooling/platform';
import { BROKEN_CORES } from '#tooling/simulator';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROKEN_BUILDS } from './broken-builds.js';
import { ChaosPlatform } from './chaos-platform.js';
import type { EngineName } from './engine.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults/catalogue.js';
import { Judge } from './judge.js';
import { Load } from './load.js';
import { FaultInjector } from './fault-injector.js';
import { patched } from './preload.js';

const CALLERS = { signUps: 1, births: 3, orders: 0, pauseMs: 25 };
/** What a fault finds when it begins. */
const WARM_UP_MS = 500;
/** How long nothing may change, in milliseconds: an effect whose process was killed is tried again after 15 s. */
const PATIENCE_MS = 60_000;
/** A broken core is found out earlier. */
const BROKEN_PATIENCE_MS = 12_000;
const NAME_WIDTH = 84;

const DOUBLED = ['names-intake', 'names-ranking'];
const LATE = 'names-stream';

const print = (line: string): void => console.log(line);

export function listFaults(): number {
  for (const { name, missing } of FAULTS) print(missing?.() ? `${name} (skipped: ${missing()})` : name);
  return 0;
}

/**
 * Runs faults one after the other on one platform, and prints a line for each.
 * @param only parts of the names of those that run; all of them unless given
 * @returns the exit code
 */
export async function runFaults(engine: EngineName, only: readonly string[]): Promise<number> {
  const chosen = FAULTS.filter(({ name }) => isChosen(name, only));
  if (!chosen.length) throw new UsageError('No fault has such a name: see npm run chaos -- --list.');
  const [skipped, possible] = [
    chosen.filter(({ missing }) => missing?.()),
    chosen.filter((one) => !one.missing?.()),
  ];
  for (const { name, missing } of skipped) print(`${name.padEnd(NAME_WIDTH)} skipped: ${missing!()}`);
  if (!possible.length) return 0;
  const survived = await onPlatform(engine, possible[0]!.isBeforeLate && LATE, async (suite) => {
    let count = 0;
    for (const fault of possible) if (await suite.survives(fault)) count++;
    return count;
  });
  print(`${survived} of ${possible.length} faults are survived.`);
  return survived === possible.length ? 0 : 1;
}

/**
 * Breaks the core in each way, and prints which fault reveals it.
 * @param only parts of the names of those ways; all of them unless given
 * @returns the exit code
 */
export async function runBroken(engine: EngineName, only: readonly string[]): Promise<number> {
  const builds = BROKEN_BUILDS.filter(({ core }) => isChosen(core, only));
  if (!builds.length) throw new UsageError('No broken build has such a name.');
  const caught = await onPlatform(engine, undefined, async (suite) => {
    let count = 0;
    const faults = [...new Set(builds.map(({ fault }) => fault))];
    for (const name of faults)
      if (!(await suite.survives(faultNamed(name))))
        throw new UserError('This proves nothing of a broken core.');
    for (const { core, service, fault } of builds)
      if (await suite.reveals(core, service, faultNamed(fault))) count++;
    return count;
  });
  print(`${caught} of ${builds.length} broken builds are caught.`);
  return caught === builds.length ? 0 : 1;
}

const isChosen = (name: string, only: readonly string[]): boolean =>
  !only.length || only.some((text) => name.includes(text));

export function faultNamed(name: string): Fault {
  const fault = FAULTS.find((one) => one.name === name);
  if (fault) return fault;
  throw new Error(`There is no fault "${name}".`);
}

async function onPlatform<Result>(
  engine: EngineName,
  late: string | undefined,
  work: (suite: Suite) => Promise<Result>,
): Promise<Result> {
  const platform = await ChaosPlatform.open({ engine, isSplit: true, doubled: DOUBLED, late });
  const judge = new Judge(platform);
  try {
    return await work(new Suite(platform, judge));
  } finally {
    await judge.close();
    await platform.stop();
  }
}

/** One platform, and one fault after the other. */
class Suite {
  private readonly injector: FaultInjector;
  private crashes = 0;

  constructor(
    private readonly platform: ChaosPlatform,
    private readonly judge: Judge,
  ) {
    this.injector = new FaultInjector(platform);
  }

  /** Whether the platform survives a fault. What is wrong is printed, and is no matter for the next fault. */
  async survives(fault: Fault): Promise<boolean> {
    const began = performance.now();
    const problems = await this.problemsAfter(fault, PATIENCE_MS);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(5);
    print(`${fault.name.padEnd(NAME_WIDTH)} ${problems.length ? 'VIOLATED' : 'survived'} ${seconds} s`);
    for (const problem of problems.slice(0, 5)) print(`    ${problem}`);
    if (problems.length) await this.judge.forgive();
    return !problems.length;
  }

  /** Whether a fault reveals that the core of a service is broken. */
  async reveals(coreName: string, service: string, fault: Fault): Promise<boolean> {
    const core = BROKEN_CORES.find(({ name }) => name === coreName)!;
    await this.injector.startWith(service, patched({ ...core, file: `libs/messaging/src/${core.file}` }));
    const problems = await this.problemsAfter(fault, BROKEN_PATIENCE_MS);
    await this.injector.startWith(service);
    await this.judge.verdict(BROKEN_PATIENCE_MS);
    await this.judge.forgive();
    print(`${coreName.padEnd(NAME_WIDTH)} ${problems.length ? `caught: ${problems[0]}` : 'NOT caught'}`);
    return problems.length > 0;
  }

  private async problemsAfter(fault: Fault, patienceMs: number): Promise<string[]> {
    const load = new Load(this.platform, CALLERS);
    const problems: string[] = [];
    try {
      await sleep(WARM_UP_MS);
      for (const acts of fault.acts ?? [])
        await Promise.all([acts].flat().map((act) => this.injector.perform(act)));
      problems.push(...((await fault.run?.({ injector: this.injector, load, judge: this.judge })) ?? []));
    } catch (error) {
      problems.push((error as Error).message);
    }
    await load.stop();
    if (!load.count.done) problems.push('no request was answered, so nothing was under way');
    await this.platform.heal().catch((error: Error) => void problems.push(error.message));
    const { crashes } = this.platform;
    problems.push(...crashes.slice(this.crashes), ...(await this.judge.verdict(patienceMs)));
    this.crashes = crashes.length;
    return problems;
  }
}
