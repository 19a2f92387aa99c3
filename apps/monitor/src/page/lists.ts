import { get } from './api.js';
import type { Act, Asked, Overview, Queue, ServiceState } from './data.js';
import { failuresOf } from './failures.js';
import { counted, duration, moment, number } from './format.js';
import { type Child, h } from './html.js';
import { badge, link, problems, processLink, row, section, table } from './parts.js';
import { messageHref } from './failure-lists.js';
import { absenceOf, absent } from './silence.js';
import type { View } from './view.js';

/** What waits at the broker for each consumer, and what each service tries again. */
export const queuesView: View<{ overview: Overview }> = {
  title: () => 'Queues',
  load: async () => ({ overview: await get<Overview>('overview') }),

  draw({ overview }) {
    const { queues, problem, services } = overview;
    const retried = (name: string) =>
      failuresOf(services).reduce(
        (sum, one) => sum + (one.service === name && one.kind === 'waiting' ? one.group.messages : 0),
        0,
      );
    return section(
      'queues',
      'What waits for whom?',
      problem && h('p', { class: 'problems' }, problem),
      problems(services),
      queues &&
        table(
          'The queue of each service',
          ['Service', 'Waiting', 'Being handled', 'Oldest', 'Tried again'],
          queues.map((one) => queueRow(one, retried(one.queue))),
        ),
    );
  },
};

const queueRow = ({ queue, waiting, leased, oldestAgeSeconds }: Queue, retried: number) =>
  row(
    queue,
    queue,
    number(waiting),
    number(leased),
    waiting + leased ? duration(oldestAgeSeconds * 1_000) : '—',
    retried ? link('#/failures', number(retried)) : '0',
  );

/** Which services answer, and who answers for them. */
export const servicesView: View<{ overview: Overview }> = {
  title: () => 'Services',
  load: async () => ({ overview: await get<Overview>('overview') }),

  draw({ overview }) {
    const { services, notAsked = [] } = overview;
    return section(
      'services',
      'Services',
      services.length
        ? table(
            'Every service',
            ['Service', 'Owner', 'State', 'Fails'],
            services.map((one) => {
              const failures = failuresOf([one]).length;
              return row(
                one.service,
                one.service,
                one.owner,
                stateOf(one, overview),
                failures ? link('#/failures', counted(failures, 'cause')) : '—',
              );
            }),
          )
        : h('p', { class: 'empty' }, 'The monitor knows no services: set SERVICE_URLS.'),
      notAsked.length > 0 &&
        h('p', {}, `Not asked, since SERVICE_URLS does not name them: ${notAsked.join(', ')}.`),
    );
  },
};

function stateOf(one: ServiceState, known: Pick<Overview, 'services' | 'queues'>): Child {
  if (!('problem' in one)) return badge('good', 'up');
  const { service, problem } = one;
  if (!absenceOf(service, known)) return [badge('bad', 'away'), ` ${problem}`];
  const queue = known.queues?.find((other) => other.queue === service);
  return [badge('bad', 'away'), ' ', ...absent(service, problem, queue)];
}

interface Acts {
  acts: (Act & { service: string })[];
  asked: Asked<Act[]>[];
}

/** What operators did, in all services. */
export const actsView: View<Acts> = {
  title: () => 'Acts',

  async load() {
    const asked = await get<Asked<Act[]>[]>('hospitals/acts');
    const acts = asked.flatMap((one) =>
      'body' in one ? one.body.map((act) => ({ ...act, service: one.service })) : [],
    );
    return { acts: acts.toSorted((one, other) => other.at.localeCompare(one.at)), asked };
  },

  draw({ acts, asked }) {
    return section(
      'acts',
      'What did operators do?',
      problems(asked),
      acts.length
        ? table(
            'Acts, the newest first',
            ['When', 'Who', 'Act', 'Why', 'Service', 'Message', 'Process'],
            acts.map((one, at) =>
              row(
                `${one.at} ${one.id} ${at}`,
                moment(one.at),
                one.who,
                one.act,
                one.why,
                one.service,
                [link(messageHref(one.service, one as never), one.event ?? one.id)],
                processLink(one.correlationId),
              ),
            ),
          )
        : h('p', { class: 'empty' }, 'No operator has acted yet.'),
    );
  },
};
