import { FAILPOINTS } from '#libs/messaging';
import { UsageError } from '#tooling/platform';
import { Random } from '#tooling/simulator';
import type { Act, Timed } from './acts.js';
import { type EngineName } from './engine.js';
import { brokerWay, callsWay, databaseWay } from './ways.js';

/** What a plan is made for. */
export interface Beginning {
  seed: number;
  minutes: number;
  engine: EngineName;
  /** Whether each service has a process of its own. */
  isSplit: boolean;
  /** The services with two replicas. */
  doubled: string[];
  /** The service that is neither declared nor started before the act `introduce`. */
  late: string;
}

/** Everything that goes wrong in a random run. */
export interface Plan extends Beginning {
  acts: Timed[];
}

/** What a platform has. */
export interface Targets {
  parts: string[];
  databases: string[];
  callees: string[];
  /** How a broker with a server of its own is killed. */
  brokers: 'kill broker'[];
}

const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS] = [200, 2_400];
const [SHORTEST_FREEZE_MS, LONGEST_FREEZE_MS] = [1_000, 9_000];
const LONGEST_DOWN_MS = 1_500;
/** Quiet at the end, so that what was begun is mended when the run ends. */
const QUIET_MS = 10_000;
const INTRODUCED = 0.15;
/** A server of the broker is killed within as many milliseconds of the declaration of a hearer. */
const DECLARING_MS = 3_000;

type Make = (random: Random, targets: Targets) => Act;

const part: (random: Random, targets: Targets) => string = (random, { parts }) => random.pick(parts);
const forMs = (random: Random): number => random.between(SHORTEST_FREEZE_MS, LONGEST_FREEZE_MS);
const downMs = (random: Random): number => random.between(0, LONGEST_DOWN_MS);

function way(random: Random, { databases, callees }: Targets): string {
  const service = random.pick(databases);
  return random.pick([databaseWay(service), brokerWay(service), callsWay(random.pick(callees))]);
}

/** How often each kind comes, in hundredths. */
const MAKERS: [number, Make][] = [
  [45, (random, targets) => ({ do: 'kill', part: part(random, targets), downMs: downMs(random) })],
  [
    15,
    (random, { databases, brokers }) => ({
      do: 'end backends',
      database: random.pick([...databases, ...(brokers.length ? [] : ['broker'])]),
      most: random.between(1, 3),
    }),
  ],
  [
    8,
    (random, targets) => ({
      do: 'fail at',
      part: part(random, targets),
      point: random.pick(FAILPOINTS),
      passage: random.between(1, 5),
      blow: random.pick(['kill', 'kill', 'kill', 'stop', 'delay', 'throw']),
      ms: forMs(random),
    }),
  ],
  [
    5,
    (random, { brokers }) => ({
      do: random.pick<'kill postgres' | 'kill broker'>(['kill postgres', ...brokers]),
      downMs: downMs(random),
    }),
  ],
  [6, (random, targets) => ({ do: 'freeze', part: part(random, targets), forMs: forMs(random) })],
  [3, (random, targets) => ({ do: 'terminate', part: part(random, targets) })],
  [4, (random, targets) => ({ do: 'cut', way: way(random, targets), forMs: forMs(random) })],
  [4, (random, targets) => ({ do: 'reset', way: way(random, targets) })],
  [
    2,
    (random, targets) => ({
      do: 'cut after',
      way: way(random, targets),
      bytes: random.between(1, 20_000),
      forMs: forMs(random),
    }),
  ],
  [2, (random, targets) => ({ do: 'stall', way: way(random, targets), forMs: forMs(random) })],
  [
    2,
    (random, targets) => ({
      do: 'silence',
      way: way(random, targets),
      direction: random.pick(['requests', 'answers']),
      forMs: forMs(random),
    }),
  ],
  [
    2,
    (random, targets) => ({
      do: 'slow down',
      way: way(random, targets),
      latencyMs: random.between(50, 300),
      jitterMs: 200,
      forMs: forMs(random),
    }),
  ],
  [
    1,
    (random, targets) => ({
      do: 'narrow',
      way: way(random, targets),
      bytesPerSecond: random.between(5_000, 50_000),
      forMs: forMs(random),
    }),
  ],
  [
    1,
    (random, targets) => ({
      do: 'shift clock',
      part: part(random, targets),
      hours: random.pick([-1, 1]),
      forMs: forMs(random),
    }),
  ],
];

/** @returns everything that a seed stands for: the same for the same numbers */
export function planOf(beginning: Beginning, targets: Targets): Plan {
  const random = new Random(beginning.seed);
  const endMs = beginning.minutes * 60_000;
  const introduced = Math.round(endMs * INTRODUCED);
  const acts: Timed[] = [{ at: introduced, do: 'introduce' }];
  let at = 0;
  for (;;) {
    at += random.between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
    if (at > endMs - QUIET_MS) break;
    acts.push({ at, ...actOf(random, targets) });
  }
  for (const kill of targets.brokers)
    acts.push({ at: introduced + random.between(0, DECLARING_MS), do: kill, downMs: downMs(random) });
  return { ...beginning, acts: acts.toSorted((one, other) => one.at - other.at) };
}

function actOf(random: Random, targets: Targets): Act {
  let left = random.between(1, 100);
  const [, make] = MAKERS.find(([share]) => (left -= share) <= 0)!;
  return make(random, targets);
}

/** A plan as JSON lines: what it is made for, then one act a line. */
export const linesOf = ({ acts, ...beginning }: Plan): string =>
  [beginning, ...acts].map((one) => JSON.stringify(one)).join('\n');

/** The opposite. @throws UsageError when these are not the lines of a plan */
export function planFrom(text: string): Plan {
  const [first, ...others] = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(read);
  if (!isBeginning(first))
    throw new UsageError(
      'This is no plan: its first JSON line must have the seed, the minutes and the engine.',
    );
  const stray = others.find((one) => !isAct(one));
  if (stray) throw new UsageError(`This is no act of a plan: ${JSON.stringify(stray)}`);
  return { ...first, acts: others as Timed[] };
}

function read(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UsageError(`This line of the plan is no JSON: ${line}`, { cause });
  }
}

const isBeginning = (one: unknown): one is Beginning =>
  ['seed', 'minutes', 'engine', 'isSplit', 'doubled', 'late'].every((key) => key in ((one ?? {}) as object));

const isAct = (one: unknown): boolean => typeof (one as Timed).at === 'number' && 'do' in (one as Timed);
