import { HOST } from '#tooling/platform';
import {
  axeViolations,
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  pageFlaws,
} from '#tooling/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const OWN_SCRIPTS = "default-src 'self'";
const page = (body: string, lang = 'lang="en"') =>
  `<!doctype html><html ${lang}><head><title>A page</title><link rel="icon" href="data:,">
  <meta name="viewport" content="width=device-width"></head><body><main><h1>A page</h1>${body}</main></body></html>`;

/** Pages by their paths: each has one flaw, but the first. */
const PAGES: Record<string, string> = {
  '/well-made': page('<label>Name <input></label>'),
  '/no-label': page('<input>'),
  '/no-language': page('', ''),
  '/pale': page('<p style="color: #ccc; background: #fff">Pale</p>'),
  '/no-heading': page('').replace(/<h1>.*<\/h1>/, '<p>A page</p>'),
  '/too-wide': page('<div style="width: 900px">Wide</div>'),
  '/throws': page('<script>throw new Error("broken on purpose")</script>'),
  '/logs': page('<script>console.error("failed on purpose")</script>'),
  '/rejects': page('<script>Promise.reject(new Error("rejected on purpose"))</script>'),
  '/foreign-script': page('<script>window.ran = true</script>'),
  '/missing': page('<img src="/nothing.png" alt="">'),
};
const POLICIES: Record<string, string> = { '/foreign-script': OWN_SCRIPTS };

describeInBrowser('a page with a flaw', (openBrowser) => {
  let browser: Chromium;
  let server: Server;

  beforeAll(async () => {
    browser = await openBrowser();
    server = createServer(({ url = '' }, response) => {
      const policy = POLICIES[url];
      if (policy) response.setHeader('content-security-policy', policy);
      response.statusCode = PAGES[url] ? 200 : 404;
      response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGES[url]);
    });
    await once(server.listen(0, HOST), 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  async function open(path: string): Promise<void> {
    await browser.newPage();
    await browser.goTo(`http://${HOST}:${(server.address() as AddressInfo).port}${path}`);
    await eventually(() => browser.evaluate(`document.readyState === 'complete'`), DEADLINE);
  }
  async function flawsOf(path: string): Promise<string> {
    await open(path);
    return (await pageFlaws(browser)).join('\n');
  }

  it('is none when it is well made', async () => {
    expect(await flawsOf('/well-made')).toBe('');
  });

  it.each([
    ['/no-label', /label: /],
    ['/no-language', /html-has-lang/],
    ['/pale', /color-contrast/],
    ['/too-wide', /at 390 px: it is \d+ px too wide/],
    ['/throws', /broken on purpose/],
    ['/logs', /failed on purpose/],
    ['/rejects', /rejected on purpose/],
    ['/foreign-script', /Content Security Policy/i],
    ['/missing', /nothing\.png/],
  ])('is noticed at %s', async (path, flaw) => {
    expect(await flawsOf(path)).toMatch(flaw);
  });

  it('is noticed against best practice, too, where that is asked for', async () => {
    await open('/no-heading');
    expect(await axeViolations(browser)).toEqual([]);
    expect((await axeViolations(browser, 'best-practice')).join('\n')).toMatch(/page-has-heading-one/);
  });
});
