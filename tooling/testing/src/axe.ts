import axe from 'axe-core';
import type { Chromium } from './chromium.js';

/** What an accessible page fulfils: WCAG 2.2 at level AA (https://www.w3.org/TR/WCAG22/). */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * What axe (https://github.com/dequelabs/axe-core) finds wrong with the page that the browser shows: a line for each element.
 * @param more tags of axe's rules, besides those of WCAG
 */
export async function axeViolations(browser: Chromium, ...more: 'best-practice'[]): Promise<string[]> {
  await browser.evaluate(`${axe.source};undefined`);
  const found: Violation[] = await browser.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify([...TAGS, ...more])} }).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
}
