import { axeViolations } from './axe.js';
import type { Chromium } from './chromium.js';

/** The widths of a phone and of a desk, in pixels. */
const WIDTHS = [390, 1200];
const HEIGHT = 844;

/**
 * What is wrong with the page that the browser shows: what axe finds at the width of a phone and of a desk, that it is wider than
 * these, and what the browser has complained of since the page was new.
 */
export async function pageFlaws(browser: Chromium): Promise<string[]> {
  const flaws: string[] = [];
  for (const width of WIDTHS) {
    await browser.resize(width, HEIGHT);
    flaws.push(...(await axeViolations(browser)).map((one) => `at ${width} px: ${one}`));
    const beyond = await browser.overflow();
    if (beyond > 0) flaws.push(`at ${width} px: it is ${beyond} px too wide`);
  }
  return [...flaws, ...browser.complaints];
}
