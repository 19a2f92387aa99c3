/** A business process as contracts/flows describes it. */
export interface Flow {
  readonly name: string;
  readonly about: string;
  /** The field of the data, or the attribute of the envelope, whose value names one process. */
  readonly key: string;
  /** The types of events that start a process. */
  readonly starts: readonly string[];
  /** A process of this flow erases the other processes of the same key. */
  readonly erases: boolean;
  readonly steps: readonly FlowStep[];
  /** What became of a process, by the events that tell it; the last one counts. */
  readonly outcomes?: Readonly<Record<string, readonly string[]>>;
  /** The types of events that end a process early, however many steps are left. */
  readonly ends: Readonly<Record<'failed' | 'abandoned', readonly string[]>>;
  /** The consumers that publish nothing, so that no step can prove what they do: why, and the total that proves it. */
  readonly unproved: Readonly<Record<string, { readonly because: string; readonly total?: string }>>;
}

export interface FlowStep {
  readonly name: string;
  readonly service: string;
  readonly owner: string;
  /** The types of events of which the first one begins the step. */
  readonly on: readonly string[];
  /** Those of which one must have happened, too, before it begins. */
  readonly and?: readonly string[];
  /** The types of events of which any one ends it. */
  readonly says: readonly string[];
  /** Those that end it as well, because the process has gone another way. */
  readonly or?: readonly string[];
  readonly withinMs: number;
  /** Why the step may never happen, if it may. */
  readonly optional?: string;
}

/** An event that some flow names. */
export interface FlowEvent {
  readonly type: string;
  readonly from: string;
  /** The fields of its data that are keys of flows. */
  readonly part: readonly string[];
  /** Whether it concerns a person, whom messaging forgets by `datasubject`. */
  readonly isPersonal: boolean;
}

/** The first event of each type that a process has seen. Times are those of the broker's clock, in ISO 8601. */
export type Seen = Readonly<Record<string, { readonly at: string; readonly id: string }>>;

/**
 * `unreached`: what begins the step has not happened. `late`: it ended after its deadline. `missing`: its deadline has passed.
 * `skipped`: so it has, and the step is optional. `unneeded`: it has not happened and need not, because the process has gone
 * another way.
 */
export const STEP_STATES = [
  'unreached',
  'waiting',
  'done',
  'late',
  'missing',
  'skipped',
  'unneeded',
] as const;
export type StepState = (typeof STEP_STATES)[number];

export const PROCESS_STATES = ['running', 'stuck', 'done', 'failed', 'abandoned'] as const;
export type ProcessState = (typeof PROCESS_STATES)[number];

export interface StepReport {
  readonly state: StepState;
  readonly beganAt?: string;
  readonly dueAt?: string;
  /** When it was done, or the process went another way. */
  readonly endedAt?: string;
  /** The type of the event that ended it. */
  readonly endedBy?: string;
}

export interface Judgement {
  readonly state: ProcessState;
  readonly steps: Readonly<Record<string, StepReport>>;
  readonly missing: readonly string[];
  /** When the process must be judged again if nothing happens. */
  readonly nextDeadline?: string;
}

/** The earliest event of these types; of several at one moment, the one that is named first. */
function firstOf(types: readonly string[], seen: Seen): { type: string; at: string; id: string } | undefined {
  const events = types.flatMap((type) => (seen[type] ? [{ type, ...seen[type] }] : []));
  return events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))[0];
}

/** The event that began a step: the earliest of those that may. */
export function eventThatBegan({ on }: FlowStep, seen: Seen): { type: string; id: string } | undefined {
  const first = firstOf(on, seen);
  return first && { type: first.type, id: first.id };
}

/** What became of a process, as the last event of its outcomes tells. */
export function outcomeOf({ outcomes = {} }: Flow, seen: Seen): string | undefined {
  const told = Object.entries(outcomes).flatMap(([name, types]) => {
    const first = firstOf(types, seen);
    return first ? [{ name, at: first.at }] : [];
  });
  return told.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)).at(-1)?.name;
}

/** When a step began: at the later of the two events, if it needs two. */
function beginOf({ on, and }: FlowStep, seen: Seen): string | undefined {
  const times = [on, ...(and ? [and] : [])].map((types) => firstOf(types, seen)?.at);
  return times.every((time) => time !== undefined) ? times.sort().at(-1) : undefined;
}

const endAt = (event: { type: string; at: string }) => ({ endedAt: event.at, endedBy: event.type });

/** A step of which nothing was heard that begins it. What a step that has begun may say tells nothing of this one. */
function judgeUnbegun({ says, or = [] }: FlowStep, seen: Seen, explained: ReadonlySet<string>): StepReport {
  const said = firstOf(
    says.filter((type) => !explained.has(type)),
    seen,
  );
  if (said) return { state: 'done', ...endAt(said) };
  const instead = firstOf(or, seen);
  return instead ? { state: 'unneeded', ...endAt(instead) } : { state: 'unreached' };
}

/**
 * A step that has begun.
 * @param heardUpTo everything that happened before this moment was seen; a step is missed only before it
 * @param overAt when the process ended early, if it did
 */
function judgeBegun(
  step: FlowStep,
  beganAt: string,
  seen: Seen,
  { heardUpTo, overAt }: { heardUpTo: string; overAt: string | undefined },
): StepReport {
  const { says, or = [], withinMs, optional } = step;
  const due = Date.parse(beganAt) + withinMs;
  const when = { beganAt, dueAt: new Date(due).toISOString() };
  const isLate = (event: { at: string } | undefined) => Date.parse(event?.at ?? '') > due;
  const [said, instead] = [firstOf(says, seen), firstOf(or, seen)];
  if (said)
    return {
      state: isLate(firstOf([...says, ...or], seen)) && !optional ? 'late' : 'done',
      ...when,
      ...endAt(said),
    };
  if (instead && !(optional && isLate(instead))) return { state: 'unneeded', ...when, ...endAt(instead) };
  if (Date.parse(overAt ?? heardUpTo) < due) return { state: overAt ? 'unneeded' : 'waiting', ...when };
  return { state: optional ? 'skipped' : 'missing', ...when };
}

/** Each step, whether it is expected or not. */
function judgeSteps(
  { steps }: Flow,
  seen: Seen,
  until: { heardUpTo: string; overAt: string | undefined },
): Map<FlowStep, StepReport> {
  const explained = new Set(steps.filter((step) => beginOf(step, seen)).flatMap(({ says }) => says));
  return new Map(
    steps.map((step) => {
      const beganAt = beginOf(step, seen);
      return [
        step,
        beganAt ? judgeBegun(step, beganAt, seen, until) : judgeUnbegun(step, seen, explained),
      ] as const;
    }),
  );
}

const unversioned = (type: string): string => type.replace(/\.v\d+$/, '');

/** Whether a step may begin by these events: the versions of an event are published together. */
function mayBegin({ on, and }: FlowStep, events: ReadonlySet<string>): boolean {
  const hasOneOf = (types: readonly string[]) => types.some((type) => events.has(unversioned(type)));
  return hasOneOf(on) && (!and || hasOneOf(and));
}

/**
 * The events that a process which is over has seen or may still see: its start if it was not heard, what optional steps may
 * say, and what follows from them.
 */
function eventsToCome(
  { starts, steps }: Flow,
  published: ReadonlySet<string>,
  reports: ReadonlyMap<FlowStep, StepReport>,
): ReadonlySet<string> {
  const isStarted = starts.some((type) => published.has(unversioned(type)));
  const events = new Set([...published, ...(isStarted ? [] : starts.map(unversioned))]);
  const mayHappen = (step: FlowStep) => {
    const { state, beganAt } = reports.get(step)!;
    return state === 'waiting' || (!beganAt && state !== 'unneeded' && mayBegin(step, events));
  };
  // A round reaches at least one step more, or none any more.
  for (const _round of steps)
    for (const { says } of steps.filter(mayHappen)) for (const type of says) events.add(unversioned(type));
  return events;
}

/**
 * The state of a process. It is done when every step is that must happen, whatever optional ones still wait for: a way
 * that it has not gone keeps nothing open. Nor does a start that was not seen: it was pruned before a late event, such as a
 * return after half a year, or it comes and opens the process again.
 *
 * Once it is over, no step is done of which the beginning was not heard and can come no more: none is needed.
 * @param expected the names of the steps that the flow had when the process began: a step that came later is not expected
 */
export function judge(flow: Flow, expected: readonly string[], seen: Seen, heardUpTo: string): Judgement {
  const end = (['failed', 'abandoned'] as const).find((how) => firstOf(flow.ends[how], seen));
  const overAt = end && firstOf([...flow.ends.failed, ...flow.ends.abandoned], seen)?.at;
  const reports = judgeSteps(flow, seen, { heardUpTo, overAt });
  const shown = flow.steps.filter(({ name }) => expected.includes(name));
  const named = (state: StepState) => shown.filter((step) => reports.get(step)?.state === state);
  const published = new Set(Object.keys(seen).map(unversioned));
  const missing = end ? [] : named('missing').map(({ name }) => name);
  const isOpen = [
    ...named('waiting'),
    ...named('unreached').filter((step) => mayBegin(step, published)),
  ].some(({ optional }) => !optional);
  const state = end ?? (missing.length ? 'stuck' : isOpen ? 'running' : 'done');
  const [nextDeadline] = end
    ? []
    : named('waiting')
        .flatMap((step) => reports.get(step)?.dueAt ?? [])
        .sort();
  if (end || state === 'done') {
    const events = end ? new Set<string>() : eventsToCome(flow, published, reports);
    for (const [step, { beganAt, state }] of reports)
      if (!beganAt && state !== 'unneeded' && !mayBegin(step, events))
        reports.set(step, { state: 'unneeded' });
  }
  return {
    state,
    steps: Object.fromEntries(shown.map((step) => [step.name, reports.get(step)!])),
    missing,
    ...(nextDeadline && { nextDeadline }),
  };
}

/** Adds an event to what was seen. The earliest of its type counts, in whichever order they come. */
export function withEvent(seen: Seen, type: string, event: { at: string; id: string }): Seen {
  const known = seen[type];
  const isLater = known && (known.at < event.at || (known.at === event.at && known.id <= event.id));
  return isLater ? seen : { ...seen, [type]: event };
}

/** The value that names the process of an event; undefined when the event has none. */
export function keyOf(
  { key }: Flow,
  envelope: { subject: string; correlationid: string },
  data: Record<string, unknown>,
): string | undefined {
  if (key === 'subject' || key === 'correlationid') return envelope[key];
  const value = data[key];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a flow names events of this type. */
export const hasEvent = ({ starts, steps, ends }: Flow, type: string): boolean =>
  [...starts, ...ends.failed, ...ends.abandoned].includes(type) ||
  steps.some(({ on, and = [], says, or = [] }) => [...on, ...and, ...says, ...or].includes(type));
