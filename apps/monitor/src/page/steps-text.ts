import type { Process, Step } from './data.js';
import { duration } from './format.js';
import { type Child, h } from './html.js';

/** What a process misses, waits for and has done. Steps that need not happen are counted apart. */
export function stepsText({ steps, state }: Pick<Process, 'steps' | 'state'>, now: number): Child {
  const required = steps.filter(({ optional }) => !optional);
  const named = (...wanted: Step['state'][]) => required.filter((step) => wanted.includes(step.state));
  const [waiting, unreached] = [named('waiting'), named('unreached')];
  const isOpen = state === 'running' || state === 'stuck';
  const awaited = isOpen ? (waiting.length ? waiting : unreached) : [];
  const parts: Child[] = [
    ...named('missing').map(({ name, service, owner }) => [
      h('strong', { class: 'bad' }, `misses ${name}`),
      ` of ${service} (${owner})`,
    ]),
    ...named('late').map(({ name }) => h('span', { class: 'bad' }, `late: ${name}`)),
    required.length > 0 && `${named('done', 'late').length} of ${required.length} done`,
    ...countsOf({
      'not needed': named('unneeded'),
      'not begun': unreached.filter((step) => !awaited.includes(step)),
    }),
    awaited.length > 0 && `waits for ${awaited.map(({ name }) => name).join(', ')}`,
    ...steps.filter(({ optional }) => optional).map((step) => optionalText(step, now)),
  ];
  return parts.filter(Boolean).flatMap((part, at) => (at ? ['; ', part] : [part]));
}

const countsOf = (steps: Record<string, Step[]>): Child[] =>
  Object.entries(steps).map(([text, { length }]) => length > 0 && `${length} ${text}`);

function optionalText({ name, state, dueAt }: Step, now: number): Child {
  const left = dueAt ? Date.parse(dueAt) - now : 0;
  const texts: Partial<Record<Step['state'], string>> = {
    waiting: `may happen within ${duration(Math.max(0, left))}`,
    skipped: 'has not happened',
    done: 'done',
  };
  const text = texts[state];
  return text && h('small', {}, `optional: ${name} ${text}`);
}
