import { type Figures, p95, type Steps, timedIn } from './figures.js';

/** What a canary is judged by: counted since it got its share. */
export interface Observation {
  old: Figures;
  canary: Figures;
  /** Of the service as a whole: nobody sees which release has left out a step. */
  steps: Steps;
  /** The same before the canary, since the monitor has started. */
  stepsBefore: Steps;
}

/** What of its traffic a canary must have had, before it may go on. */
export interface Minimum {
  /** Requests and events together. */
  requests: number;
}

export interface Judgement {
  /** `good` once it had the minimum of traffic. */
  is: 'good' | 'bad' | 'undecided';
  /** In one sentence. */
  because: string;
}

/** Fewer failures than this are chance. */
const FEWEST = 3;
/** How many times more often than the old release a canary may fail, or be slow. */
const TIMES = 2;
/** A canary that fails less often than this fails no promise. */
const TOLERATED = 0.005;
/** The same for refusals (4xx): clients cause them, so they are no measure unless there are many. */
const REFUSED = 0.05;
/** A release that is slower by less than this, in seconds, is not slower for anybody. */
const NOTICED_S = 0.05;
/** What a histogram of few requests says about the slowest of them is chance. */
const FEWEST_DURATIONS = 100;

const percent = (part: number, of: number): string => `${of ? ((100 * part) / of).toFixed(1) : 0} %`;
const ms = (seconds: number | undefined): string =>
  seconds === undefined ? 'unknown' : `${Math.round(seconds * 1_000)} ms`;

/** Whether one part of all fails more often than the other does, beyond chance and what is tolerated. */
const isWorse = (
  failed: number,
  of: number,
  oldFailed: number,
  oldOf: number,
  tolerated = TOLERATED,
): boolean => failed >= FEWEST && failed / of > Math.max(tolerated, TIMES * (oldOf ? oldFailed / oldOf : 0));

/** Judges a canary beside the release that it is to replace. */
export function judge({ old, canary, steps, stepsBefore }: Observation, minimum: Minimum): Judgement {
  if (isWorse(canary.failures, canary.requests, old.failures, old.requests))
    return bad(
      `${percent(canary.failures, canary.requests)} of its ${canary.requests} requests failed, ` +
        `and ${percent(old.failures, old.requests)} of ${old.requests} before it`,
    );
  if (isWorse(canary.refusals, canary.requests, old.refusals, old.requests, REFUSED))
    return bad(
      `${percent(canary.refusals, canary.requests)} of its ${canary.requests} requests were refused (4xx), ` +
        `and ${percent(old.refusals, old.requests)} of ${old.requests} before it`,
    );
  if (isWorse(canary.unhandled, canary.handled, old.unhandled, old.handled))
    return bad(
      `${percent(canary.unhandled, canary.handled)} of its ${canary.handled} attempts to handle an event failed, ` +
        `and ${percent(old.unhandled, old.handled)} of ${old.handled} before it`,
    );
  if (isWorse(steps.missing, steps.judged, stepsBefore.missing, stepsBefore.judged))
    return bad(
      `${percent(steps.missing, steps.judged)} of ${steps.judged} steps of business processes are missing since it started, ` +
        `and ${percent(stepsBefore.missing, stepsBefore.judged)} were before`,
    );
  const [slow, was] = [p95(canary), p95(old)];
  const isTimed = [canary, old].every((one) => timedIn(one) >= FEWEST_DURATIONS);
  if (isTimed && slow! > Math.max(TIMES * was!, was! + NOTICED_S))
    return bad(`95 % of its requests take up to ${ms(slow)}, and ${ms(was)} before it`);
  if (!canary.handled && old.handled >= Math.max(1, minimum.requests))
    return { is: 'undecided', because: `it has handled no event, and the release before it ${old.handled}` };
  const had = canary.requests + canary.handled;
  const all = `${canary.requests} requests and ${canary.handled} events`;
  return had >= minimum.requests
    ? { is: 'good', because: `no worse than the release before it in ${all}` }
    : { is: 'undecided', because: `it has had ${all}, and needs ${minimum.requests} to be judged` };
}

const bad = (because: string): Judgement => ({ is: 'bad', because });
