import type { Groups, Overview, ServiceState, WaitingGroups } from './data.js';
import { WHY } from './commands.js';
import { counted } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { actButton, badge, link, row, table, when, whenDue } from './parts.js';
import { hrefOf, type Page } from './view.js';

/** A cause for which messages of one service fail: they are tried again, or were given up. */
type Failure = { service: string; owner: string | null } & (
  { kind: 'waiting'; group: WaitingGroups[number] } | { kind: 'given up'; group: Groups[number] }
);

export function failuresOf(services: readonly ServiceState[]): Failure[] {
  return services.flatMap((state) => {
    if ('problem' in state) return [];
    const { service, owner } = state;
    return [
      ...state.waiting.map((group) => ({ service, owner, kind: 'waiting' as const, group })),
      ...state.groups.map((group) => ({ service, owner, kind: 'given up' as const, group })),
    ];
  });
}

const HEADS = ['Cause', 'Service', 'How many', 'Next attempt', 'Given up', ''];

const HEADING = 'What fails, by cause';

export const failureTable = (failures: readonly Failure[], page: Page): VNode =>
  table(
    HEADING,
    HEADS,
    failures.map((one) => failureRow(one, page)),
  );

/** Everything that fails: steps that are late, whatever is behind it, and messages. */
export function allFailures({ services, processes }: Overview, page: Page): Child {
  const failures = failuresOf(services);
  if (failures.length + processes.missing.length)
    return table(HEADING, HEADS, [
      ...processes.missing.map(lateRow),
      ...failures.map((one) => failureRow(one, page)),
    ]);
  const isAnyAway = services.some((one) => 'problem' in one);
  return h('p', { class: 'empty' }, `Nothing has failed${isAnyAway ? ' in the services that answer' : ''}.`);
}

const lateRow = ({ flow, step, service, owner, count }: Overview['processes']['missing'][number]): VNode =>
  row(
    JSON.stringify(['late', flow, step]),
    [h('strong', {}, `${step} is late`), h('br'), h('small', {}, flow)],
    `${service} (${owner})`,
    link(hrefOf(['processes'], { state: 'stuck', flow }), counted(count, 'process', 'processes')),
    '—',
    '—',
    '',
  );

function failureRow(failure: Failure, page: Page): VNode {
  const { service, owner, group } = failure;
  const error = group.error ?? 'An error';
  const id = JSON.stringify([
    failure.kind,
    service,
    group.event,
    failure.kind === 'waiting' ? error : failure.group.fingerprint,
  ]);
  const where = owner ? `${service} (${owner})` : service;
  const cause = (text: string | null): Child => [
    h('strong', {}, error),
    text && `: ${text}`,
    h('br'),
    h('small', {}, group.event ?? 'a message that cannot be read'),
  ];
  if (failure.kind === 'waiting') {
    const { message, messages, people, nextAt, hospitalAt } = failure.group;
    const list = hrefOf(['failures', service], { waiting: group.event ?? '' });
    return row(
      id,
      cause(message),
      where,
      affected(list, messages, people),
      whenDue(nextAt, page.now),
      whenDue(hospitalAt, page.now),
      actButton(page, retryOf(id, service, failure.group)),
    );
  }
  const { message, place, patients, people, fingerprint, oldest } = failure.group;
  const list = hrefOf(['failures', service], { fingerprint });
  return row(
    id,
    cause(message ?? place),
    where,
    affected(list, patients, people),
    '—',
    [badge('bad', 'given up'), ' ', when(oldest, page.now)],
    actButton(page, replayOf(id, service, failure.group)),
  );
}

const affected = (href: string, messages: number, people: number): Child => [
  link(href, counted(messages, 'message')),
  people > 0 && h('small', {}, ` of ${counted(people, 'customer')}`),
];

const retryOf = (id: string, service: string, { event }: WaitingGroups[number]) => ({
  id,
  service,
  verb: 'Retry',
  order: { act: 'retry', event },
  says: `${service} makes the next attempt of every message ${event} that waits now, at most 500 of them. Each spends an attempt: what fails its last one is given up. Fix the cause first.`,
});

/** So many messages are better replayed at a rate. */
const MANY = 500;

const replayOf = (id: string, service: string, { fingerprint, patients, erased }: Groups[number]) => ({
  id,
  service,
  verb: 'Replay',
  order: { act: 'replay', fingerprint },
  says: `${service} gets ${counted(patients, 'message')} back with all attempts, under the same ids: each has its effect once.${patients > MANY ? ` To go slowly: \`npm run hospital -- replay --service ${service} --fingerprint ${fingerprint} --rate 10 ${WHY}\`.` : ''}${erased ? ` ${counted(erased, 'message')} of people who have been erased can only be discarded.` : ''} Fix the cause first.`,
});
