import { browser } from './dom.js';
import { h, type VNode } from './html.js';

const MENU = [
  ['', 'Overview'],
  ['processes', 'Processes'],
  ['failures', 'Failures'],
  ['queues', 'Queues'],
  ['services', 'Services'],
  ['acts', 'Acts'],
] as const;

/**
 * The head of every page.
 * @param at the first part of the address
 * @param state whether what is shown is up to date, in words
 */
export const header = (at = '', state: string, isLive: boolean): VNode =>
  h(
    'header',
    {},
    h('a', { class: 'skip', href: browser.location.hash || '#/', onclick: skip }, 'Skip to the content'),
    h('h1', {}, 'Troupe'),
    h(
      'nav',
      { 'aria-label': 'Pages' },
      h(
        'ul',
        {},
        MENU.map(([name, text]) =>
          h('li', {}, h('a', { href: `#/${name}`, 'aria-current': at === name ? 'page' : undefined }, text)),
        ),
      ),
    ),
    h('p', { class: `state ${isLive ? 'live' : 'away'}`, role: 'status' }, state),
  );

const skip = (event: { preventDefault(): void }): void => {
  event.preventDefault();
  browser.document.getElementById('main')?.focus();
};
