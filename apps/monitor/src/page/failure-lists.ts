import { get } from './api.js';
import type { Asked, Overview, Patient, Waiting } from './data.js';
import { allFailures, failuresOf, failureTable } from './failures.js';
import { type Child, h } from './html.js';
import { link, problems, processLink, row, section, table, when, whenDue } from './parts.js';
import { hrefOf, type Page, type View } from './view.js';

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
        allFailures(overview, page),
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
      section(
        'cause',
        `Why messages fail in ${service}`,
        problems(asked),
        failures.length > 0 && failureTable(failures, page),
      ),
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

/** A message whose peer is away waits for it, and may have no failed attempt. */
const whyWaiting = ({ error, waitsFor }: Waiting): string =>
  [error && `${error.error}: ${error.message}`, waitsFor && `waits for ${waitsFor}`]
    .filter(Boolean)
    .join('; ') || '—';

const waitingTable = (service: string, waiting: readonly Waiting[], page: Page): Child =>
  waiting.length > 0 &&
  table(
    'Messages that wait for their next attempt',
    ['Message', 'Event', 'Why', 'Attempts', 'Next attempt', 'Given up', 'Process'],
    waiting.map((one) =>
      row(
        one.id,
        link(messageHref(service, one), one.id),
        one.event,
        whyWaiting(one),
        one.attempts,
        one.isRunning ? 'now' : whenDue(one.nextAt, page.now),
        whenDue(one.hospitalAt, page.now),
        processLink(one.correlationId),
      ),
    ),
  );
