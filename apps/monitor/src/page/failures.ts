import { get } from './api.js';
import type { Asked, Groups, Overview, Patient, ServiceState, Waiting, WaitingGroups } from './data.js';
import { counted } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { actButton, badge, link, problems, processLink, row, section, table, when } from './parts.js';
import { hrefOf, type Page, type View } from './view.js';

/** A cause for which messages of one service fail: they are tried again, or were given up. */
export type Failure = { service: string; owner: string | null } & (
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

interface Data {
  overview: Overview;
  service?: string;
  patients: Patient[];
  waiting: Waiting[];
  asked: { service: string; problem?: string }[];
}

const MOST = '200';

/** The messages of one group of a service. */
async function messagesOf<Message>(
  path: string,
  service: string,
  filter: Record<string, string | undefined>,
) {
  const answers = await get<Asked<Message[]>[]>(path, { ...filter, limit: MOST });
  const asked = answers.filter((one) => one.service === service);
  return { asked, messages: asked.flatMap((one) => ('body' in one ? (one.body as Message[]) : [])) };
}

async function lists(
  service: string | undefined,
  { fingerprint, waiting: event }: Readonly<Record<string, string>>,
): Promise<Pick<Data, 'patients' | 'waiting' | 'asked'>> {
  if (!service) return { patients: [], waiting: [], asked: [] };
  if (fingerprint) {
    const { messages, asked } = await messagesOf<Patient>('hospitals/patients', service, { fingerprint });
    return { patients: messages, waiting: [], asked };
  }
  const { messages, asked } = await messagesOf<Waiting>('hospitals/waiting', service, { event });
  return { patients: [], waiting: messages, asked };
}

export const failuresView: View<Data> = {
  title: ({ path }) => (path[1] ? `Failures of ${path[1]}` : 'Failures'),

  async load({ path: [, service], query }) {
    const [overview, found] = await Promise.all([get<Overview>('overview'), lists(service, query)]);
    return { overview, ...(service && { service }), ...found };
  },

  draw({ overview, service, patients, waiting, asked }, page) {
    const { fingerprint, waiting: event } = page.route.query;
    if (!service)
      return section(
        'failures',
        'What fails, by cause',
        problems(overview.services),
        failureTable(failuresOf(overview.services), page),
      );
    const failures = failuresOf(overview.services).filter(
      (one) =>
        one.service === service &&
        (one.kind === 'waiting'
          ? event !== undefined && one.group.event === event
          : one.group.fingerprint === fingerprint),
    );
    return [
      h('p', {}, link('#/failures', 'All failures')),
      section('cause', `Why messages fail in ${service}`, problems(asked), failureTable(failures, page)),
      section(
        'messages',
        'Messages',
        patients.length + waiting.length
          ? [patientTable(service, patients, page), waitingTable(service, waiting, page)]
          : h('p', { class: 'empty' }, 'No message is left.'),
      ),
    ];
  },
};

export const messageHref = (service: string, { kind, id }: Pick<Patient, 'kind' | 'id'>) =>
  hrefOf(['message', service, kind, id]);

const patientTable = (service: string, patients: readonly Patient[], page: Page): Child =>
  patients.length > 0 &&
  table(
    'Messages that were given up',
    ['Message', 'Event', 'Reason', 'Attempts', 'Given up', 'Process'],
    patients.map((one) =>
      row(
        one.id,
        link(messageHref(service, one), one.id),
        one.event,
        one.isErased ? 'its person was erased' : one.reason,
        one.attempts,
        when(one.admittedAt, page.now),
        processLink(one.correlationId),
      ),
    ),
  );

const waitingTable = (service: string, waiting: readonly Waiting[], page: Page): Child =>
  waiting.length > 0 &&
  table(
    'Messages that wait for their next attempt',
    ['Message', 'Event', 'Last error', 'Attempts', 'Next attempt', 'Given up', 'Process'],
    waiting.map((one) =>
      row(
        one.id,
        link(messageHref(service, one), one.id),
        one.event,
        one.error ? `${one.error.error}: ${one.error.message}` : '—',
        one.attempts,
        one.isRunning ? 'now' : when(one.nextAt, page.now),
        when(one.hospitalAt, page.now),
        processLink(one.correlationId),
      ),
    ),
  );
