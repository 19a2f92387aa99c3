import { command } from './commands.js';
import type { Happening } from './dom.js';
import { h, type VNode } from './html.js';
import { saveToken } from './session.js';

/**
 * Asks for a token.
 * @param hasEnded whether there was one before
 * @param refusal why the last one was refused, if one was
 * @param go called when there is one
 */
export function signIn(hasEnded: boolean, refusal: string, go: () => void): VNode {
  const onsubmit = (event: Happening) => {
    event.preventDefault();
    saveToken(event.target.querySelector('input')?.value ?? '');
    go();
  };
  return h(
    'form',
    { class: 'sign-in', key: 'sign-in', onsubmit },
    h('h2', {}, hasEnded ? 'Your token has ended' : 'Show an operator’s token'),
    refusal && h('p', { class: 'problems', role: 'alert' }, `This token was refused: ${refusal}.`),
    h(
      'p',
      {},
      'Paste what ',
      command('npm run --silent operator:token'),
      ' prints, or the access token that your identity provider gives an operator. It stays in this tab.',
    ),
    h('label', { for: 'token' }, 'Token'),
    h('input', { id: 'token', type: 'password', required: true, autocomplete: 'off' }),
    h('button', { class: 'main' }, 'Show the platform'),
  );
}
