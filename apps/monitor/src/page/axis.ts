import type { WholeProcess, Step } from './data.js';
import { duration } from './format.js';
import { h, type VNode } from './html.js';

/** Width of the axis in its own units; the page scales it. */
const WIDTH = 1_000;
const HEIGHT = 26;

/** The time that a process is drawn over, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const at = (text: string | undefined): number[] => (text ? [Date.parse(text)] : []);

/** From the beginning to the last thing that happened or should have; to now while the process goes on. */
export function spanOf({ beganAt, steps, events, state }: WholeProcess, now: number): Span {
  const from = Date.parse(beganAt);
  const due = steps
    .filter((step) => step.state === 'missing' || step.state === 'late')
    .flatMap(({ dueAt }) => at(dueAt));
  const happened = [
    ...steps.flatMap(({ endedAt }) => at(endedAt)),
    ...events.flatMap(({ recordedAt }) => at(recordedAt)),
  ];
  const isOpen = state === 'running' || state === 'stuck';
  const to = Math.max(from + 100, ...due, ...happened, ...(isOpen ? [now] : []));
  return { from, to: to + (to - from) * 0.04 };
}

/** A step on the axis: what was expected as a frame, what happened as a bar, and its failed attempts as marks. */
export function axisOf(step: Step, attempts: readonly string[], span: Span, now: number): VNode {
  const x = (time: number) =>
    Math.max(0, Math.min(WIDTH, ((time - span.from) / (span.to - span.from)) * WIDTH));
  const bar = (name: string, from: number, to: number, height: number) =>
    h('rect', {
      class: name,
      x: x(from),
      y: (HEIGHT - height) / 2,
      width: Math.max(3, x(to) - x(from)),
      height,
      rx: 3,
    });
  const [began] = at(step.beganAt);
  const [due] = at(step.dueAt);
  const [ended] = at(step.endedAt);
  const until = ended ?? (step.state === 'unreached' || step.state === 'skipped' ? began : now);
  return h(
    'svg',
    {
      class: `axis ${step.state}`,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': sentenceOf(step, attempts.length),
    },
    began !== undefined && due !== undefined && bar('expected', began, due, 20),
    began !== undefined &&
      until !== undefined &&
      step.state !== 'unneeded' &&
      bar('happened', began, until, 8),
    began === undefined && step.state === 'done' && ended !== undefined && bar('happened', ended, ended, 8),
    attempts.map((one) =>
      h('rect', { class: 'attempt', x: x(Date.parse(one)) - 1.5, y: 3, width: 3, height: HEIGHT - 6 }),
    ),
  );
}

/** What the axis shows, in words. */
export function sentenceOf(step: Step, attempts = 0): string {
  const { state, beganAt, dueAt, endedAt, endedBy } = step;
  if (state === 'unneeded') return needlessness(step);
  const failed = attempts ? `; ${attempts} failed attempt${attempts === 1 ? '' : 's'}` : '';
  if (!beganAt)
    return state === 'unreached' ? 'what begins it has not happened' : 'done before what begins it was heard';
  const took = between(beganAt, endedAt);
  const allowed = between(beganAt, dueAt);
  const by = endedBy ? ` (${endedBy})` : '';
  const texts = {
    done: `done after ${took}, of ${allowed} at most${by}`,
    late: `done after ${took}, late: ${allowed} were promised${by}`,
    missing: `missing: ${allowed} were promised`,
    waiting: `expected within ${allowed}`,
    skipped: `has not happened within ${allowed}, and need not`,
    unreached: '',
  };
  return `${texts[state]}${failed}`;
}

/** Why a step is not needed. */
function needlessness({ beganAt, dueAt, endedAt, endedBy }: Step): string {
  if (!endedAt)
    return beganAt ? 'not needed: the process ended before' : 'not needed: the process went without it';
  if (!beganAt || endedAt < beganAt) return `not needed: ${endedBy} came before`;
  const took = between(beganAt, endedAt);
  return endedAt > (dueAt ?? '')
    ? `not done within ${between(beganAt, dueAt)}, and not needed any more: ${endedBy} came after ${took}`
    : `not needed any more: ${endedBy} came after ${took}`;
}

const between = (from: string, to: string | undefined): string =>
  to ? duration(Date.parse(to) - Date.parse(from)) : '';
