/** The part of the DOM that the script uses. TypeScript's DOM library would add its globals to every service. */
interface Part {
  readonly dataset: Record<string, string | undefined>;
  readonly textContent: string | null;
  querySelector(selector: string): Part | null;
  replaceWith(other: Part): void;
  contains(other: unknown): boolean;
  focus(): void;
}
interface Page extends Part {
  readonly activeElement: unknown;
  readonly location: { href: string };
}
declare class DOMParser {
  parseFromString(text: string, type: 'text/html'): Page;
}

/**
 * The script of the shop, whose text the browser gets: an order that is not over is shown again once something has become of it.
 * Without the script, loading the page again does the same.
 */
export function followOrder(page: Page): void {
  const pause = 2_000;
  const look = async (): Promise<void> => {
    const shown = page.querySelector('#order');
    if (shown?.dataset.waits !== 'true') return;
    try {
      const answer = await fetch(page.location.href, { signal: AbortSignal.timeout(10_000) });
      const read = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = read.querySelector('#order');
      if (fresh && fresh.textContent !== shown.textContent) {
        const hadFocus = shown.contains(page.activeElement);
        shown.replaceWith(fresh);
        if (hadFocus) fresh.querySelector('h1')?.focus();
      }
    } catch {
      // looked at again below
    }
    setTimeout(() => void look(), pause);
  };
  setTimeout(() => void look(), pause);
}
