import type { Random } from './random.js';

/** What the handlers of an event do. */
export type Plan =
  | { kind: 'succeed' }
  /** Fails so many times first. */
  | { kind: 'fail'; times: number }
  /** Fails at every attempt. */
  | { kind: 'fail always' }
  | { kind: 'refuse' }
  /** Adds an outside effect, and refuses then. */
  | { kind: 'refuse late' }
  /** Takes so many milliseconds. */
  | { kind: 'slow'; ms: number }
  /** Takes so many milliseconds at each of its first attempts, which is beyond its limit, and then goes on writing. */
  | { kind: 'overrun'; times: number; ms: number }
  /** Meets a value that the database cannot store. */
  | { kind: 'unstorable' }
  /** Its outside effect takes so many milliseconds at each of its first attempts. */
  | { kind: 'slow effect'; times: number; ms: number }
  /** Its outside effect fails at every attempt. */
  | { kind: 'fail effect' }
  /** Its peer's circuit is open until so many milliseconds have passed since the start. */
  | { kind: 'circuit open'; untilMs: number }
  /** Ends its process, each time it is started. */
  | { kind: 'crash' };

/** Something that happens at a moment of virtual time, in milliseconds. */
export type Incident = { at: number } & (
  | { kind: 'say'; event: number; plan: Plan; person: number; rollsBack: boolean }
  | { kind: 'erase'; person: number }
  | { kind: 'kill'; process: number; noticedAfterMs: number; restartAfterMs: number }
  | { kind: 'stop'; process: number; restartAfterMs: number }
  | { kind: 'freeze'; process: number; ms: number }
  /** Its calls to its database get no answer and no error, until it is killed. */
  | { kind: 'stuck'; process: number; ms: number; restartAfterMs: number }
  | { kind: 'database down'; service: number; ms: number }
  | { kind: 'broker down'; ms: number }
  /** An operator mends what has failed, and replays every patient of the hospital. */
  | { kind: 'discharge' }
  /** The circuit of the peer has closed. */
  | { kind: 'circuit closed' }
  /** The hearer's deployment comes so late. Without this incident, it came before everything. */
  | { kind: 'hearer declared' }
  | { kind: 'clock of a process'; process: number; ms: number }
  | { kind: 'clock of a database'; service: number; ms: number }
  | { kind: 'clock of the broker'; ms: number }
);

/** One history to come, as a seed decides it. */
export interface Scenario {
  seed: number;
  /** How many processes the hearing service has. */
  replicas: number;
  incidents: Incident[];
  faults: { lostAnswers: number; latencyMs: number; duplicates: number; lostLeases: number };
}

/** Whether the outside effect of a thing holds the erasure of its person until it has ended. */
export const isOwed = (thingId: string): boolean => Number(thingId.split('-')[1]) % 2 === 1;

/** Faults end at this moment, and everything must come to its end. */
export const HEALED_AT_MS = 40_000;

const HOUR_MS = 3_600_000;
/** What takes so long has not ended when the history ends. */
export const NEVER_MS = 1_000_000_000;

/** Until when a circuit is open: shorter and longer than the schedule, and for ever. */
const CIRCUITS_MS = [5_000, 39_000, NEVER_MS];

const PLANS = [
  'succeed',
  'succeed',
  'succeed',
  'fail',
  'fail always',
  'refuse',
  'refuse late',
  'slow',
  'overrun',
  'unstorable',
  'slow effect',
  'fail effect',
  'circuit open',
  'crash',
] as const;

function planOf(random: Random): Plan {
  const kind = random.pick(PLANS);
  if (kind === 'fail') return { kind, times: random.between(1, 4) };
  if (kind === 'circuit open') return { kind, untilMs: random.pick(CIRCUITS_MS) };
  if (kind === 'slow') return { kind, ms: random.between(100, 20_000) };
  if (kind === 'overrun')
    return { kind, times: random.between(1, 4), ms: random.pick([31_000, 70_000, NEVER_MS]) };
  if (kind === 'slow effect')
    return { kind, times: random.between(1, 4), ms: random.pick([10_000, 29_000, NEVER_MS]) };
  return { kind };
}

function faultOf(random: Random, at: number): Incident {
  const process = random.between(0, 3);
  const service = random.between(0, 1);
  switch (random.between(0, 12)) {
    case 0:
    case 1:
      return {
        at,
        kind: 'kill',
        process,
        noticedAfterMs: random.pick([0, 0, 100, 15_000]),
        restartAfterMs: random.between(100, 8_000),
      };
    case 2:
      return { at, kind: 'stop', process, restartAfterMs: random.between(100, 5_000) };
    case 3:
      return { at, kind: 'freeze', process, ms: random.pick([500, 5_000, 35_000]) };
    case 4:
      return { at, kind: 'database down', service, ms: random.between(500, 6_000) };
    case 5:
      return { at, kind: 'broker down', ms: random.between(500, 6_000) };
    case 6:
      return { at, kind: 'clock of a process', process, ms: random.pick([-HOUR_MS, HOUR_MS, -2_000]) };
    case 7:
      return { at, kind: 'erase', person: random.between(0, 2) };
    case 8:
      return { at, kind: 'clock of the broker', ms: random.pick([-HOUR_MS, HOUR_MS, -2_000]) };
    case 9:
      return { at, kind: 'stuck', process, ms: 400_000, restartAfterMs: random.between(100, 5_000) };
    case 10:
      return { at, kind: 'discharge' };
    case 11:
      return { at, kind: 'circuit closed' };
    default:
      return {
        at,
        kind: 'clock of a database',
        service,
        ms: random.pick([-HOUR_MS, HOUR_MS, -2_000, 2_000]),
      };
  }
}

const say = (at: number, event: number, plan: Plan, person = 0, rollsBack = false): Incident => ({
  at,
  kind: 'say',
  event,
  plan,
  person,
  rollsBack,
});

/** A process that is asked to stop again and again while something slow runs, and is killed when it takes too long. */
function restarts(random: Random): Incident[] {
  const plan: Plan = random.chance(0.5)
    ? { kind: 'slow effect', times: 9, ms: 28_000 }
    : { kind: 'slow', ms: 28_000 };
  const isKilled = random.chance(0.5);
  // A new process finds the message when the old one has handed it back, or when the lease has run out.
  const times = [0, 1, 2, 3, 4].map((time) => 1_000 + time * (isKilled ? 50_000 : 25_000));
  return [
    say(0, 0, plan),
    ...times.flatMap((at): Incident[] => [
      { at, kind: 'stop', process: 1, restartAfterMs: 500 },
      ...(isKilled
        ? [{ at: at + 4_000, kind: 'kill' as const, process: 1, noticedAfterMs: 0, restartAfterMs: 500 }]
        : []),
    ]),
  ];
}

/** More slow effects than a process can run at once, and one crash. */
function backlog(random: Random): Incident[] {
  const plan: Plan = { kind: 'slow effect', times: 9, ms: 8_000 };
  return [
    ...Array.from({ length: 48 }, (_, event) => say(event * 10, event, plan)),
    { at: random.between(1_500, 8_000), kind: 'kill', process: 1, noticedAfterMs: 0, restartAfterMs: 500 },
  ];
}

/** Something is owed to a person, who is erased meanwhile. The effects of things with an odd number are owed. */
function debts(random: Random): Incident[] {
  const plan: Plan = random.chance(0.5)
    ? { kind: 'fail effect' }
    : { kind: 'slow effect', times: random.between(1, 4), ms: 10_000 };
  return [
    say(0, 1, plan),
    { at: random.between(500, 30_000), kind: 'erase', person: 0 },
    ...(random.chance(0.5) ? [{ at: 25_000, kind: 'discharge' as const }] : []),
  ];
}

function anything(random: Random): Incident[] {
  const moment = () => random.between(0, 20_000);
  const events = random.between(1, 5);
  const says = Array.from({ length: events }, (_, event) =>
    say(moment(), event, planOf(random), random.between(0, 2), random.chance(0.1)),
  );
  const declared: Incident[] = random.chance(0.1) ? [{ at: moment(), kind: 'hearer declared' }] : [];
  const faults = Array.from({ length: random.between(0, 4) }, () => faultOf(random, moment()));
  return [...says, ...declared, ...faults];
}

function themeOf(theme: number, random: Random): Incident[] | undefined {
  if (theme === 1) return backlog(random);
  if (theme <= 4) return restarts(random);
  return theme <= 6 ? debts(random) : undefined;
}

/** What a seed stands for. */
export function scenarioOf(seed: number, random: Random): Scenario {
  const theme = random.between(1, 100);
  const themed = themeOf(theme, random);
  const incidents = (themed ?? anything(random)).sort((one, other) => one.at - other.at);
  return {
    seed,
    replicas: themed ? 1 : random.between(1, 2),
    incidents,
    faults: {
      lostAnswers: themed ? 0 : random.pick([0, 0, 0.02, 0.1, 0.3]),
      latencyMs: random.pick([2, 20, 300]),
      duplicates: random.pick([0, 0.2]),
      lostLeases: random.pick([0, 0.2]),
    },
  };
}
