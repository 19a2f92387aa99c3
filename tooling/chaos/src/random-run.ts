import { setTimeout as sleep } from 'node:timers/promises';
import type { Act, Timed } from './acts.js';
import { ChaosPlatform } from './chaos-platform.js';
import { replayKilled } from './hospital.js';
import { Judge } from './judge.js';
import { Load } from './load.js';
import type { Beginning, Plan, Targets } from './plan.js';
import { FaultInjector } from './fault-injector.js';

const CALLERS = { signUps: 1, births: 4, orders: 1, pauseMs: 30 };
/** How long nothing may change at the end, in milliseconds: an effect whose process was killed is tried again after 15 s. */
const PATIENCE_MS = 90_000;
const EVERY_MS = 30_000;
/** How many processes are disturbed at once, at most: on a slow machine, nothing would ever be ready. */
const MOST_DOWN = 4;

/** What a random run has shown. */
export interface Outcome {
  violations: string[];
  /** How often each kind of act has happened. */
  tally: Map<string, number>;
  /** Acts that could not happen, such as a failpoint that nothing passed, and why. */
  missed: string[];
  requests: { done: number; refused: number };
  effects: number;
  absorbed: number;
  /** Messages that were given up because the run had killed their processes three times, and that an operator replayed. */
  replayed: number;
  /** From the end of the load until nothing was under way any more, in milliseconds. */
  drainMs: number;
}

/** What may be disturbed of a platform that has these services. */
export function targetsOf(
  services: { name: string; isStateless?: true; settings: Record<string, { peer?: string }> }[],
  { doubled, isSplit, late, engine }: Pick<Beginning, 'doubled' | 'isSplit' | 'late' | 'engine'>,
): Targets {
  const storing = services
    .filter(({ isStateless, name }) => !isStateless && name !== late)
    .map(({ name }) => name);
  const callees = services.flatMap(({ settings }) =>
    Object.values(settings).flatMap(({ peer }) => peer ?? []),
  );
  const parts = services.map(({ name }) => name).filter((name) => name !== late);
  return {
    parts: isSplit ? [...parts, ...doubled.map((name) => `${name}#2`)] : ['services'],
    databases: storing,
    callees: [...new Set(callees)],
    brokers: engine === 'postgres' ? [] : ['kill broker'],
  };
}

/** Runs a plan on a platform of its own. @param print shows progress */
export async function runPlan(plan: Plan, print: (line: string) => void): Promise<Outcome> {
  const platform = await ChaosPlatform.open(plan);
  const [judge, injector] = [new Judge(platform), new FaultInjector(platform)];
  try {
    const load = new Load(platform, CALLERS);
    const missed = await performAll(plan, injector, () => print(progressOf(load, injector)));
    await load.stop();
    const ended = performance.now();
    const unhealed = await platform.heal().then(
      () => [],
      ({ message }: Error) => [message],
    );
    let replayed = 0;
    const found = await judge.verdict(PATIENCE_MS, async () => {
      replayed += await replayKilled(platform);
    });
    const { done, refused } = load.count;
    return {
      violations: [...unhealed, ...found, ...platform.crashes],
      tally: injector.tally,
      missed,
      requests: { done, refused },
      effects: await judge.effects(),
      absorbed: platform.absorbed,
      replayed,
      drainMs: performance.now() - ended,
    };
  } finally {
    await judge.close();
    await platform.stop();
  }
}

/** @returns why acts could not happen. What has not begun by the end has no time any more */
async function performAll(
  { acts, minutes }: Plan,
  injector: FaultInjector,
  progress: () => void,
): Promise<string[]> {
  const [began, endMs] = [performance.now(), minutes * 60_000];
  const untilMs = (at: number) => sleep(Math.max(0, began + at - performance.now()));
  const missed: string[] = [];
  const [performing, down] = [new Set<Promise<void>>(), new Set<Promise<void>>()];
  const timer = setInterval(progress, EVERY_MS);
  for (const { at, ...act } of acts as Timed[]) {
    await untilMs(at);
    while ('part' in act && down.size >= MOST_DOWN) await Promise.race(down);
    if (performance.now() - began > endMs) {
      missed.push('there was no time for it');
      continue;
    }
    const among = 'part' in act ? down : performing;
    const done = perform(injector, act)
      .catch((error: Error) => void missed.push(error.message))
      .finally(() => among.delete(done));
    among.add(done);
  }
  await untilMs(endMs);
  await Promise.all([...performing, ...down]);
  clearInterval(timer);
  return missed;
}

/** A process counts as disturbed until it is ready again: one that is killed while it starts proves little. */
async function perform(injector: FaultInjector, act: Act): Promise<void> {
  await injector.perform(act);
  if ('part' in act) await injector.platform.ready([act.part]);
}

const progressOf = (load: Load, { tally }: FaultInjector): string => {
  const acts = [...tally.values()].reduce((sum, times) => sum + times, 0);
  return `  ${load.count.done} requests answered, ${load.count.refused} refused, ${acts} faults so far`;
};
