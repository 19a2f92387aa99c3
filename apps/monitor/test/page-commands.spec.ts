import { beforeEach, describe, expect, it } from '@jest/globals';
import { Refused, refusalOf } from '../src/page/api.js';
import { advised, command, marked } from '../src/page/commands.js';
import { h } from '../src/page/html.js';
import { signIn } from '../src/page/sign-in.js';
import { html } from '../src/page.html.js';
import { drawnText, pretendPage } from './drawn-text.js';

beforeEach(() => pretendPage('--data DIR'));

describe('a command on the page', () => {
  it.each([
    ['npm run --silent operator:token', 'npm run --silent operator:token -- --data DIR'],
    ['npm run --silent logs -- an-id', 'npm run --silent logs -- an-id --data DIR'],
    ['npm run hospital -- retry an-id --why "…"', 'npm run hospital -- retry an-id --data DIR --why "…"'],
  ])('names the folder of the run, before the reason: %s', (text, whole) => {
    expect(advised(text, '--data DIR')).toBe(whole);
    expect(drawnText(command(text))).toBe(whole);
    expect(advised(text, '')).toBe(text);
  });

  it('is told by the HTML, where it stays text', () => {
    expect(html('--data "a<b>"')).toContain('content="--data &#34;a&#60;b&#62;&#34;"');
  });

  it('stands in texts between backticks, beside other code', () => {
    const text = 'Then `npm run hospital -- retry --all --why "it is back"`; see `chronyc`.';
    expect(drawnText(marked(text))).toBe(
      'Then npm run hospital -- retry --all --data DIR --why "it is back"; see chronyc.',
    );
    expect(marked('a `b`')).toEqual(['a ', h('code', {}, 'b'), '']);
  });
});

describe('a token that is refused', () => {
  it.each([
    [401, 'Your token is refused: token expired. Send a valid one: …', 'token expired'],
    [401, 'It has characters that no token has.', 'It has characters that no token has'],
    [403, 'This route does not allow a person.', 'it is not the token of an operator'],
  ])('is said to be, with the reason: %d %s', (status, detail, reason) => {
    const refusal = refusalOf(new Refused(status, detail));
    expect(drawnText(signIn(false, refusal, () => {}))).toContain(`This token was refused: ${reason}.`);
  });

  it('is not mentioned before there was one, and the way to one is a whole command', () => {
    const text = drawnText(signIn(false, '', () => {}));
    expect(text).not.toContain('refused');
    expect(text).toContain('npm run --silent operator:token -- --data DIR');
  });
});
