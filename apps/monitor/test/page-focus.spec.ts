import { expect, it } from '@jest/globals';
import { keepFocus } from '../src/page/focus.js';

/** A page with news and content. @returns what has the focus after it was drawn anew, when this had it before */
function focusAfter(had: { isConnected: boolean } | null, news: string): string {
  let focused = 'body';
  const element = (name: string, more = {}) => ({ focus: () => (focused = name), ...more });
  const ids: Record<string, object> = { news: element('news', { textContent: news }), main: element('main') };
  const document = { body: {}, activeElement: null, getElementById: (id: string) => ids[id] };
  Object.assign(globalThis, { document });
  keepFocus(had && (element('it', had) as never));
  return focused;
}

it('gives the focus back, and to the news or the content when what had it is gone', () => {
  expect(focusAfter({ isConnected: true }, 'Replay: 1 message')).toBe('it');
  expect(focusAfter({ isConnected: false }, 'Replay: 1 message')).toBe('news');
  expect(focusAfter({ isConnected: false }, '')).toBe('main');
  expect(focusAfter(null, 'Replay: 1 message')).toBe('body');
});
