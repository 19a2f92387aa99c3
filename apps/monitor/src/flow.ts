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
  /** Those of other services that end it as well, because the process has gone another way. */
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
 * `skipped`: so it has, and the step is optional.
 */
export const STEP_STATES = ['unreached', 'waiting', 'done', 'late', 'missing', 'skipped'] as const;
export type StepState = (typeof STEP_STATES)[number];

export const PROCESS_STATES = ['running', 'stuck', 'done', 'failed', 'abandoned'] as const;
export type ProcessState = (typeof PROCESS_STATES)[number];

export interface StepReport {
  readonly state: StepState;
  readonly beganAt?: string;
  readonly dueAt?: string;
  readonly endedAt?: string;
}

export interface Judgement {
  readonly state: ProcessState;
  readonly steps: Readonly<Record<string, StepReport>>;
  readonly missing: readonly string[];
  /** When the process must be judged again if nothing happens. */
  readonly nextDeadline?: string;
}

/** The earliest of these types that was seen. */
function firstOf(types: readonly string[], seen: Seen): string | undefined {
  const times = types.flatMap((type) => seen[type]?.at ?? []);
  return times.sort()[0];
}

/** The event that began a step: the earliest of those that may. */
export function eventThatBegan({ on }: FlowStep, seen: Seen): { type: string; id: string } | undefined {
  const at = firstOf(on, seen);
  const type = on.find((one) => seen[one]?.at === at);
  return type && at ? { type, id: seen[type]!.id } : undefined;
}

/** When a step began: at the later of the two events, if it needs two. */
function beginOf({ on, and }: FlowStep, seen: Seen): string | undefined {
  const times = [on, ...(and ? [and] : [])].map((types) => firstOf(types, seen));
  return times.every((time) => time !== undefined) ? times.sort().at(-1) : undefined;
}

/** @param heardUpTo everything that happened before this moment was seen; a step is missed only before it */
function judgeStep(step: FlowStep, seen: Seen, heardUpTo: string): StepReport {
  const beganAt = beginOf(step, seen);
  const endedAt = firstOf([...step.says, ...(step.or ?? [])], seen);
  if (!beganAt) return { state: endedAt ? 'done' : 'unreached', ...(endedAt && { endedAt }) };
  const dueAt = new Date(Date.parse(beganAt) + step.withinMs).toISOString();
  if (endedAt) {
    const isLate = Date.parse(endedAt) > Date.parse(dueAt) && !step.optional;
    return { state: isLate ? 'late' : 'done', beganAt, dueAt, endedAt };
  }
  if (Date.parse(heardUpTo) < Date.parse(dueAt)) return { state: 'waiting', beganAt, dueAt };
  return { state: step.optional ? 'skipped' : 'missing', beganAt, dueAt };
}

const unversioned = (type: string): string => type.replace(/\.v\d+$/, '');

/** Whether a step may still begin although no other one is waited for: the versions of an event are published together. */
function mayBegin({ on, and }: FlowStep, seen: Seen): boolean {
  const published = Object.keys(seen).map(unversioned);
  const hasOneOf = (types: readonly string[]) => types.some((type) => published.includes(unversioned(type)));
  return hasOneOf(on) && (!and || hasOneOf(and));
}

/**
 * The state of a process. It is done when every step is that must happen, whatever optional ones still wait for: a way
 * that it has not gone keeps nothing open. Nor does a start that was not seen: it was pruned before a late event, such as a
 * return after half a year, or it comes and opens the process again.
 * @param expected the names of the steps that the flow had when the process began: a step that came later is not expected
 */
export function judge(flow: Flow, expected: readonly string[], seen: Seen, heardUpTo: string): Judgement {
  const reports = flow.steps
    .filter(({ name }) => expected.includes(name))
    .map((step) => [step.name, judgeStep(step, seen, heardUpTo)] as const);
  const steps: Judgement['steps'] = Object.fromEntries(reports);
  const named = (state: StepState) => reports.filter(([, step]) => step.state === state);
  const end = (['failed', 'abandoned'] as const).find((how) => firstOf(flow.ends[how], seen));
  const missing = end ? [] : named('missing').map(([name]) => name);
  const [nextDeadline] = end
    ? []
    : named('waiting')
        .flatMap(([, { dueAt }]) => dueAt ?? [])
        .sort();
  const isOpen = flow.steps.some((step) => {
    const state = step.optional ? undefined : steps[step.name]?.state;
    return state === 'waiting' || (state === 'unreached' && mayBegin(step, seen));
  });
  return {
    state: end ?? (missing.length ? 'stuck' : isOpen ? 'running' : 'done'),
    steps,
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
