import {
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  type LaunchedProcess,
  LauncherFixture,
} from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What this writes as artefacts/page.png is docs/images/page.png, the picture of the README. */
const ARTEFACTS = join(import.meta.dirname, '../artefacts');
/** Milliseconds after which the page must show what was broken. */
const FOUND_MS = 10_000;

jest.setTimeout(4 * DEADLINE);

describeInBrowser('the first minute', (openBrowser) => {
  let fixture: LauncherFixture;
  let launched: LaunchedProcess;
  let browser: Chromium;

  beforeAll(async () => {
    browser = await openBrowser();
    fixture = await LauncherFixture.open();
    launched = await fixture.launch();
  });
  beforeEach(async () => {
    const [opening = ''] = /http\S+#token=\S+/.exec(launched.stdout) ?? [];
    await browser.newPage();
    await browser.resize(1200, 900);
    await browser.goTo(opening);
    await expectText('services are up, no processes are late', '.verdict');
  });
  afterAll(async () => {
    await fixture.clear();
    await fixture.close();
  });

  const text = (selector = 'main'): Promise<string> =>
    browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent).join(' ')`,
    );
  const expectText = (wanted: string | RegExp, selector?: string, within = DEADLINE) =>
    eventually(async () => {
      expect(await text(selector)).toMatch(wanted);
      return true;
    }, within);
  /** Presses the button that a screen reader calls so. */
  const press = (name: string): Promise<void> =>
    browser.evaluate(
      `[...document.querySelectorAll('button')].find((one) => (one.ariaLabel ?? one.textContent) === ${JSON.stringify(name)}).click()`,
    );
  const signUp = async () => {
    await press('Sign somebody up');
    await expectText('An invented person has signed up.', '.news');
  };

  it('begins with the address of the page, which opens it', async () => {
    const { stdout } = launched;
    const url = fixture.url(4000);
    expect(stdout.indexOf(url)).toBe(stdout.indexOf('://') - 'http'.length);
    expect(await browser.evaluate('location.href')).toBe(`${url}/#/`);
  });

  it('shows somebody who signs up, with each step that was done', async () => {
    await signUp();
    await browser.evaluate(`document.querySelector('.news a').click()`);
    await expectText('done after', '.steps');
    await expectText('loyalty.account-opened.v1');
  });

  it('finds what is broken within ten seconds, names it, and undoes it', async () => {
    await press('Break: The carrier is down');
    await expectText('It is broken now.', '.news');
    await signUp();
    await expectText('carrier', '#failures-title ~ .scroll', FOUND_MS);
    await expectText('postal (engagement)', '#failures-title ~ .scroll');
    await expectText('postal tries 1 message again after PeerFailure', '.problems');
    await expectText('seen', '.legend li:has(.reacted)');
    await mkdir(ARTEFACTS, { recursive: true });
    await writeFile(join(ARTEFACTS, 'page.png'), await browser.screenshot());
    await press('Undo: The carrier is down');
    await expectText('It is undone.', '.news');
    await expectText('Nothing has failed.', '#failures-title ~ .empty', 2 * DEADLINE); // after its next attempt
    // A busy machine may refuse a look: the page keeps what it has shown, and looks again.
    expect(browser.complaints.filter((one) => !one.includes('Failed to load resource'))).toEqual([]);
  });
});
