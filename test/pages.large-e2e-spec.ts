import { discoverServices, type Service } from '#libs/service';
import {
  axeViolations,
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  type ServiceUnderTest,
  TestEnvironment,
} from '#tooling/testing';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { changed, tell } from '../apps/names-board/test/lists.js';
import { EmailFixture } from '../apps/email/test/fixtures/email-fixture.js';

const HTML = { accept: 'text/html' };
const WIDTHS = [1200, 390, 320];
/** The least height and width of what a finger hits, in pixels. */
const FINGER = 44;

jest.setTimeout(5 * DEADLINE);

describeInBrowser('every page for people', (openBrowser) => {
  let environment: TestEnvironment;
  let mails: EmailFixture;
  let browser: Chromium;
  /** The pages by what they are called here. */
  const pages = new Map<string, string>();

  beforeAll(async () => {
    browser = await openBrowser();
    environment = await TestEnvironment.open();
    mails = await EmailFixture.open();
    for (const definition of await discoverServices()) {
      const service = await environment.start(definition, settings);
      if (definition.name === 'names-board')
        await tell(environment, service, changed(1, { OLIVER: 40, NOAH: 40 }, { AVA: 2 }));
      for (const path of await pagesOf(definition, service))
        pages.set(`${definition.name}: ${path}`, service.url + path);
    }
    const person = mails.person();
    await person.register();
    const link = await person.link();
    pages.set('email: the question', mails.service.url + new URL(link, 'http://x').pathname);
  });
  afterAll(async () => {
    await mails.close();
    await environment.close();
  });

  const settings = { PUBLIC_URL: 'http://127.0.0.1:9', NAMES_STREAM_URL: 'http://127.0.0.1:9' };

  /** The paths at which a service answers with HTML. A parameter has a value that nobody has: that has a page, too. */
  async function pagesOf(definition: Service, service: ServiceUnderTest): Promise<string[]> {
    const { paths } = await definition.openApi();
    const gets = Object.entries(paths).filter(([, operations]) => operations.get);
    const candidates = new Set(['/', ...gets.map(([path]) => path.replaceAll(/\{\w+\}/g, 'x'))]);
    const found: string[] = [];
    for (const path of candidates) {
      const answer = await fetch(service.url + path, {
        headers: HTML,
        signal: AbortSignal.timeout(DEADLINE),
      });
      await answer.body?.cancel();
      if (answer.headers.get('content-type')?.startsWith('text/html')) found.push(path);
    }
    return found;
  }

  async function open(url: string, { width = 1200, scheme = 'light', scripts = true } = {}): Promise<void> {
    await browser.newPage();
    await browser.prefer({ 'prefers-color-scheme': scheme, 'prefers-reduced-motion': 'reduce' });
    await browser.resize(width, 900);
    await browser.allowScripts(scripts);
    await browser.goTo(url);
    await eventually(async () => (await browser.evaluate('document.readyState')) === 'complete', DEADLINE);
    await browser.allowScripts(true);
  }

  const WAYS = [
    ...WIDTHS.flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme }))),
    { scripts: false },
  ];

  it('is found', () => {
    process.stdout.write(`pages for people: ${[...pages.keys()].join(', ')}\n`);
    for (const name of ['gateway: /', 'monitor: /', 'names-board: /', 'email: /verifications/x'])
      expect([...pages.keys()]).toContain(name);
  });

  it('has no violation for axe, at any width, in dark colours and without its script', async () => {
    const found: string[] = [];
    let looks = 0;
    for (const [name, url] of pages)
      for (const way of WAYS) {
        await open(url, way);
        looks++;
        found.push(
          ...(await axeViolations(browser, 'best-practice')).map(
            (one) => `${name} ${JSON.stringify(way)}: ${one}`,
          ),
        );
      }
    process.stdout.write(
      `looks of axe at ${pages.size} pages without a violation: ${looks - found.length} of ${looks}\n`,
    );
    expect(found).toEqual([]);
  });

  it('fits a narrow phone, and buttons of forms a finger', async () => {
    for (const [name, url] of pages) {
      await open(url, { width: 320 });
      const overflow = await browser.overflow();
      expect([name, Math.max(0, overflow as number)]).toEqual([name, 0]);
    }
    await open(pages.get('email: the question')!, { width: 320 });
    const size = await browser.evaluate(
      `(({ width, height }) => ({ width, height }))(document.querySelector('button').getBoundingClientRect())`,
    );
    expect(size.width).toBeGreaterThanOrEqual(FINGER);
    expect(size.height).toBeGreaterThanOrEqual(FINGER);
  });
});
