import { call } from './api.js';
import { marked } from './commands.js';
import { beside } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { badge, section } from './parts.js';
import { hrefOf, type Page } from './view.js';

/** Something that a person can break in the embedded run, as its launcher tells. */
export interface Fault {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly service: string;
  /** How an operator would mend it in production. */
  readonly mend: string;
  readonly on: boolean;
  readonly since: string | null;
}

interface SignedUp {
  customerId: string;
  correlationId: string;
}

/** Every fault that the launcher knows; none when there is no launcher, or it does not answer. */
export async function loadFaults(url: string | undefined): Promise<Fault[]> {
  if (!url) return [];
  const { faults } = await call<{ faults: Fault[] }>('GET', `${url}faults`).catch(() => ({ faults: [] }));
  return faults;
}

/** The playground of the embedded run: it makes something happen, and breaks something. */
export function playground(url: string | undefined, faults: readonly Fault[], page: Page): Child {
  if (!url || !faults.length) return false;
  const signUp = () =>
    page.run('Sign somebody up', async () => {
      const { correlationId } = await call<SignedUp>('POST', `${url}sign-ups`);
      return [
        `An invented person has signed up. `,
        h('a', { href: hrefOf(['process', correlationId]) }, 'Follow the process'),
        '.',
      ];
    });
  return section(
    'play',
    'Try it',
    h('p', {}, h('button', { type: 'button', class: 'main', onclick: signUp }, 'Sign somebody up')),
    h(
      'ul',
      { class: 'faults' },
      faults.filter(({ on }) => on).map((fault) => drawFault(url, fault, page)),
    ),
    h(
      'details',
      {},
      h('summary', {}, 'Break something'),
      h(
        'ul',
        { class: 'faults' },
        faults.filter(({ on }) => !on).map((fault) => drawFault(url, fault, page)),
      ),
    ),
  );
}

function drawFault(url: string, { name, title, about, service, mend, on, since }: Fault, page: Page): VNode {
  const turn = () =>
    page.run(title, async () => {
      await call(on ? 'DELETE' : 'PUT', `${url}faults/${name}`);
      return on ? 'It is undone.' : `It is broken now. Watch ${service}, and undo it here.`;
    });
  return h(
    'li',
    { key: name },
    h(
      'button',
      {
        type: 'button',
        'aria-describedby': `fault-${name}`,
        'aria-label': `${on ? 'Undo' : 'Break'}: ${title}`,
        onclick: turn,
      },
      on ? 'Undo' : 'Break',
    ),
    h(
      'p',
      { id: `fault-${name}` },
      h('strong', {}, title),
      on && [' ', badge('bad', since ? `on, ${beside(since, page.now)}` : 'on')],
      h('br'),
      h('small', {}, marked(about), on && [' In production: ', marked(mend)]),
    ),
  );
}
