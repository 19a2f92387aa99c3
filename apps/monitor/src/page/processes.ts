import { find, get, queryOf } from './api.js';
import type { Process, ProcessPage } from './data.js';
import { browser } from './dom.js';
import { counted } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { badge, link, processLink, row, section, table, when } from './parts.js';
import { stepsText } from './steps-text.js';
import { hrefOf, type Page, type View } from './view.js';

/** What is shown at once. */
const PAGE_SIZE = '50';
const STATES = ['running', 'stuck', 'done', 'failed', 'abandoned'] as const;
const KINDS = { running: 'busy', stuck: 'bad', done: 'good', failed: 'bad', abandoned: 'quiet' } as const;

/** The state of a process, and what became of it: a cancelled order is done as one is that was sent. */
export const stateOf = ({ state, outcome }: Pick<Process, 'state' | 'outcome'>): Child => [
  badge(KINDS[state], state),
  outcome && ` ${outcome}`,
];

/** The search for one process; what it finds is a list. */
export function searchForm(text = ''): VNode {
  return h(
    'form',
    {
      role: 'search',
      class: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        const wanted = event.target.querySelector('input')?.value.trim();
        browser.location.hash = hrefOf(['processes'], { search: wanted });
      },
    },
    h('label', { for: 'search' }, 'Correlation ID or business key'),
    h('input', { id: 'search', type: 'search', value: text, autocomplete: 'off', spellcheck: 'false' }),
    h('button', {}, 'Search'),
  );
}

const keyOf = ({ flow, key }: Pick<Process, 'flow' | 'key'>): string => JSON.stringify([flow, key]);

export const processTable = (caption: string, processes: readonly Process[], now: number): VNode =>
  table(
    caption,
    ['State', 'Flow', 'Business key', 'Began', 'Steps'],
    processes.map((process) => {
      const { flow, key, beganAt } = process;
      return row(
        keyOf(process),
        stateOf(process),
        h('span', { class: 'whole' }, flow),
        processLink(key),
        when(beganAt, now),
        stepsText(process, now),
      );
    }),
  );

interface Found extends ProcessPage {
  /** Why a search finds none. */
  none?: string;
}

interface Data extends Found {
  flows: string[];
}

const load = async (
  { search, ...filter }: Readonly<Record<string, string>>,
  after?: string | null,
): Promise<Found> =>
  search
    ? { ...(await find<Process>(search)), next: null }
    : get<ProcessPage>('processes', {
        flow: filter.flow,
        state: filter.state,
        olderThan: filter.olderThan,
        limit: PAGE_SIZE,
        after: after ?? undefined,
      });

/** The first page again, before the pages that were loaded already. */
function joined(first: Found, before: Data | undefined): Found {
  if (!before || before.processes.length <= first.processes.length) return first;
  const last = first.processes.at(-1);
  const older = before.processes.filter((one) => last && one.beganAt < last.beganAt);
  return { ...first, processes: [...first.processes, ...older], next: before.next };
}

export const processesView: View<Data> = {
  title: () => 'Processes',

  async load({ query }, before) {
    const flows = before?.flows ?? (await get<{ name: string }[]>('flows')).map(({ name }) => name);
    return { ...joined(await load(query), before), flows };
  },

  draw(data, page) {
    const { processes, next, flows, none = 'There are no such processes.' } = data;
    const { search } = page.route.query;
    const more = async () => {
      const { processes: older, next: later } = await load(page.route.query, next);
      data.processes = [...processes, ...older];
      data.next = later;
      page.refresh();
    };
    return section(
      'processes',
      search ? `Processes with “${search}”` : 'Processes',
      searchForm(search),
      search ? h('p', {}, link('#/processes', 'Show all processes')) : filters(page, flows),
      processes.length
        ? processTable('Processes, the newest first', processes, page.now)
        : h('p', { class: 'empty' }, none),
      processes.length > 0 &&
        h('p', { role: 'status' }, `${counted(processes.length, 'process', 'processes')} shown`),
      next !== null && h('button', { type: 'button', onclick: () => void more() }, 'Show older ones'),
    );
  },
};

function filters({ route: { query } }: Page, flows: readonly string[]): VNode {
  const go = (name: string) => (event: { target: { value: string } }) => {
    browser.location.hash = `#/processes${queryOf({ ...query, [name]: event.target.value })}`;
  };
  const select = (name: string, label: string, values: readonly string[]) => [
    h('label', { for: name }, label),
    h(
      'select',
      { id: name, onchange: go(name) },
      ['', ...values].map((value) =>
        h('option', { value, selected: (query[name] ?? '') === value }, value || 'all'),
      ),
    ),
  ];
  return h('p', { class: 'filters' }, select('state', 'State', STATES), select('flow', 'Flow', flows));
}
