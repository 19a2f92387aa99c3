import { browser, type Element } from './dom.js';

/**
 * Gives the focus back to the element that had it. When it is gone, as the button of a message that was replayed, the news
 * get it, which tell why, or else the content: a reader with a keyboard goes on from there.
 * @param had what had the focus before the page was drawn
 */
export function keepFocus(had: Element | null): void {
  const { document } = browser;
  if (!had || had === document.body || document.activeElement === had) return;
  if (had.isConnected) return had.focus();
  const news = document.getElementById('news');
  (news?.textContent ? news : document.getElementById('main'))?.focus();
}
