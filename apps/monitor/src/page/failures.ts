import type { Groups, ServiceState, WaitingGroups } from './data.js';
import { counted } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { actButton, badge, link, row, table, when } from './parts.js';
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

const HEADS = ['Cause', 'Service', 'Messages', 'Next attempt', 'Given up', ''];

export function failureTable(failures: readonly Failure[], page: Page): Child {
  if (!failures.length) return h('p', { class: 'empty' }, 'Nothing has failed.');
  return table(
    'What fails, by cause',
    HEADS,
    failures.map((one) => failureRow(one, page)),
  );
}

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
      when(nextAt, page.now),
      when(hospitalAt, page.now),
      actButton(page, retryOf(id, service, failure.group)),
    );
  }
  const { place, patients, people, fingerprint, oldest } = failure.group;
  const list = hrefOf(['failures', service], { fingerprint });
  return row(
    id,
    cause(place),
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
  says: `${service} makes the next attempt of every message ${event} that waits now, at most 500 of them. What fails again waits on. Fix the cause first.`,
});

const replayOf = (id: string, service: string, { fingerprint, patients, erased }: Groups[number]) => ({
  id,
  service,
  verb: 'Replay',
  order: { act: 'replay', fingerprint },
  says: `${service} gets ${counted(Math.min(patients, 500), 'message')} back with all attempts, under the same ids: each has its effect once.${erased ? ` ${counted(erased, 'message')} of people who have been erased can only be discarded.` : ''} Fix the cause first.`,
});
