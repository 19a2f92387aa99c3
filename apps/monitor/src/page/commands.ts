import { browser } from './dom.js';
import { type Child, h, type VNode } from './html.js';

/** Stands for the reason in a command: a shell takes it, and the command refuses it as too short. */
export const WHY = '--why "…"';

/** The options by which a command finds this platform, which only a launcher gives. */
const options = (): string =>
  browser.document.querySelector('meta[name=command-options]')?.getAttribute('content') ?? '';

/** A command with these options, before the reason, which people replace. */
export function advised(text: string, given: string): string {
  if (!given) return text;
  const dashes = text.includes(' -- ') ? '' : ' --';
  return text.replace(/( --why .*)?$/, (why) => `${dashes} ${given}${why}`);
}

/** A command as it can be copied. */
export const command = (text: string): VNode => h('code', { class: 'command' }, advised(text, options()));

/** A text in which backticks mark code and commands. */
export const marked = (text: string): Child =>
  text.split('`').map((part, at) => {
    if (at % 2 === 0) return part;
    return part.startsWith('npm run ') ? command(part) : h('code', {}, part);
  });
