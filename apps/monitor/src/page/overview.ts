import { get } from './api.js';
import type { Edge, Landscape, Overview, Process, ProcessPage } from './data.js';
import { allFailures, failuresOf } from './failures.js';
import { type Fault, loadFaults, playground } from './faults.js';
import { are, capital, counted } from './format.js';
import { type Child, h } from './html.js';
import { mapOf } from './map.js';
import { link, problems, section } from './parts.js';
import { processTable, searchForm } from './processes.js';
import type { View } from './view.js';

interface Data {
  overview: Overview;
  stuck: Process[];
  newest: Process[];
  map: { landscape: Landscape; edges: Edge[] };
  faults: Fault[];
}

/** How many processes of each kind are shown. */
const FEW = '8';

const waitingAtBroker = ({ queues = [] }: Overview): number =>
  queues.reduce((sum, { waiting, leased }) => sum + waiting + leased, 0);

/** The state of the whole in one sentence; each part leads to where it is listed. */
export function verdict(overview: Overview): Child {
  const { services, processes } = overview;
  const up = services.filter((one) => !('problem' in one)).length;
  const failures = failuresOf(services);
  const sum = (kind: 'waiting' | 'given up') =>
    failures.reduce(
      (all, one) =>
        all + (one.kind !== kind ? 0 : one.kind === 'waiting' ? one.group.messages : one.group.patients),
      0,
    );
  const [retried, failed] = [sum('waiting'), sum('given up')];
  const waiting = retried + waitingAtBroker(overview);
  const part = (href: string, isBad: boolean, text: string) =>
    h('a', { href, class: isBad ? 'bad' : 'good' }, text);
  const all = up === services.length;
  return [
    part(
      '#/services',
      !all,
      all ? `All ${services.length} services are up` : `${up} of ${services.length} services ${are(up)} up`,
    ),
    ', ',
    part(
      '#/processes?state=stuck',
      processes.stuck > 0,
      `${counted(processes.stuck, 'process', 'processes')} ${are(processes.stuck)} late`,
    ),
    ', ',
    part(
      retried && !overview.problem ? '#/failures' : '#/queues',
      retried > 0 || overview.problem !== undefined,
      overview.queues
        ? `${counted(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'}`
        : 'what waits in queues is not known',
    ),
    ', and ',
    part(
      '#/failures',
      failed > 0,
      failed ? `${counted(failed, 'message')} ${failed === 1 ? 'has' : 'have'} failed` : 'none has failed',
    ),
    '.',
  ];
}

export const overviewView: View<Data> = {
  title: () => 'Overview',

  async load() {
    const [overview, stuck, newest, map] = await Promise.all([
      get<Overview>('overview'),
      get<ProcessPage>('processes', { stuck: 'true', limit: FEW }),
      get<ProcessPage>('processes', { limit: FEW }),
      get<Data['map']>('map'),
    ]);
    return {
      faults: await loadFaults(overview.faultsUrl),
      overview,
      stuck: stuck.processes,
      newest: newest.processes.filter(({ state }) => state !== 'stuck'),
      map,
    };
  },

  draw({ overview, stuck, newest, map, faults }, page) {
    return [
      h('p', { class: 'verdict', role: 'status' }, verdict(overview)),
      overview.problem && h('p', { class: 'problems' }, overview.problem),
      missingList(overview),
      section(
        'processes',
        'Processes',
        searchForm(),
        stuck.length > 0 && [
          h('h3', {}, 'Late'),
          processTable('Processes that miss a step', stuck, page.now),
        ],
        h('h3', {}, 'Newest'),
        newest.length || stuck.length
          ? [
              processTable('The newest processes', newest, page.now),
              h('p', {}, link('#/processes', 'All processes')),
            ]
          : h(
              'p',
              { class: 'empty' },
              `No process has begun yet${faults.length ? ': sign somebody up below' : ''}.`,
            ),
      ),
      section('failures', 'What fails, by cause', problems(overview.services), allFailures(overview, page)),
      section('map', 'Who publishes what, and who consumes it?', mapOf(map.landscape, map.edges, overview)),
      playground(overview.faultsUrl, faults, page),
    ];
  },
};

const missingList = ({ processes: { missing } }: Overview): Child =>
  missing.length > 0 &&
  h(
    'ul',
    { class: 'problems' },
    missing.map(({ flow, step, service, owner, count }) =>
      h(
        'li',
        { key: `${flow} ${step}` },
        link(
          `#/processes?state=stuck&flow=${encodeURIComponent(flow)}`,
          capital(counted(count, 'process', 'processes')),
        ),
        ` of ${flow} ${count === 1 ? 'misses' : 'miss'} the step ${step} of ${service} (${owner}).`,
      ),
    ),
  );
