import { marked } from './commands.js';
import { beside, due, moment } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { hrefOf, type Page, type Proposal } from './view.js';

// What several views draw alike.

export const link = (href: string, ...children: Child[]): VNode => h('a', { href }, ...children);

/** A word with a colour: the word says everything, the colour repeats it. */
export const badge = (kind: 'good' | 'bad' | 'busy' | 'quiet', text: string): VNode =>
  h('span', { class: `badge ${kind}` }, text);

/** A moment as its distance from now; the moment itself on demand. */
export const when = (at: string, now: number): VNode => timeOf(at, beside(at, now));

/** The same of a moment that is to come. */
export const whenDue = (at: string, now: number): VNode => timeOf(at, due(at, now));

const timeOf = (at: string, text: string): VNode => h('time', { datetime: at, title: moment(at) }, text);

/** A part of the page under a heading. */
export const section = (id: string, title: string, ...children: Child[]): VNode =>
  h(
    'section',
    { 'aria-labelledby': `${id}-title`, key: id },
    h('h2', { id: `${id}-title` }, title),
    ...children,
  );

/** A table that can be scrolled sideways by keyboard. */
export const table = (caption: string, heads: string[], rows: VNode[]): VNode =>
  h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { role: 'table' },
      h('caption', { class: 'unseen' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((one) => labelled(one, heads)),
      ),
    ),
  );

/** A row whose cells know their heads: where there is no room for columns, each row is drawn as a card. */
const labelled = (one: VNode, heads: readonly string[]): VNode => ({
  ...one,
  attributes: { ...one.attributes, role: 'row' },
  children: one.children.map((cell, at) =>
    typeof cell === 'string'
      ? cell
      : { ...cell, attributes: { ...cell.attributes, role: 'cell', 'data-head': heads[at] } },
  ),
});

export const row = (key: string, ...cells: Child[]): VNode =>
  h(
    'tr',
    { key },
    cells.map((cell) => h('td', {}, cell)),
  );

/** What could not be asked, and why. */
export const problems = (list: readonly { service: string; problem?: string }[]): Child => {
  const failed = list.filter(({ problem }) => problem !== undefined);
  return (
    failed.length > 0 &&
    h(
      'ul',
      { class: 'problems' },
      failed.map(({ service, problem = '' }) =>
        h(
          'li',
          { key: service },
          `${problem.split(' ').includes(service) ? '' : `${service} `}${problem.replace(/\.$/, '')}. What it has is not shown.`,
        ),
      ),
    )
  );
};

/** A button that proposes an act, and in its place the question whether to do it. */
export function actButton(page: Page, proposal: Proposal): VNode {
  if (page.proposal?.id !== proposal.id) {
    const onclick = () => page.propose(proposal);
    return h(
      'button',
      { type: 'button', onclick, key: proposal.id, id: `propose-${proposal.id}` },
      proposal.verb,
    );
  }
  const field = `why-${proposal.id}`;
  return h(
    'form',
    {
      class: 'act',
      key: `form-${proposal.id}`,
      onsubmit: (event) => {
        event.preventDefault();
        void page.act(event.target.querySelector('input')?.value ?? '');
      },
    },
    h('p', {}, marked(page.proposal.says)),
    h('label', { for: field }, 'Why? The audit trail keeps it; name no customer.'),
    h('input', {
      id: field,
      required: true,
      minlength: 3,
      maxlength: 500,
      autocomplete: 'off',
      'data-focus': true,
    }),
    h(
      'p',
      {},
      h('button', { class: 'main' }, `${proposal.verb} now`),
      ' ',
      h('button', { type: 'button', onclick: () => page.propose(undefined) }, 'Cancel'),
    ),
  );
}

/** The process of a correlation ID or of a business key. */
export const processLink = (correlationId: string | null, text: string = correlationId ?? ''): Child =>
  correlationId ? link(hrefOf(['process', correlationId]), text) : text;
