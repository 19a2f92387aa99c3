import { afterAll, describe } from '@jest/globals';
import { Chromium, GET_CHROMIUM, hasChromium } from './chromium.js';

/**
 * A `describe` of what a browser shows. Where there is none it is skipped, and says so.
 * @param tests receives what opens the browser, which is closed after the tests
 */
export function describeInBrowser(
  title: string,
  tests: (openBrowser: () => Promise<Chromium>) => void,
): void {
  if (!hasChromium) console.warn(`SKIPPED: ${title}. This machine has no browser; ${GET_CHROMIUM}`);
  (hasChromium ? describe : describe.skip)(title, () => {
    let browser: Chromium | undefined;
    afterAll(() => browser?.close());
    tests(async () => (browser = await Chromium.open()));
  });
}
