import { freePort } from '#tooling/platform';
import {
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  message,
  type ServiceUnderTest,
  TestEnvironment,
} from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesBoard } from '../apps/names-board/src/names-board.module.js';
import { changed, tell } from '../apps/names-board/test/lists.js';
import { namesStream } from '../apps/names-stream/src/names-stream.module.js';

const SCREENSHOTS = join(import.meta.dirname, '../artefacts');

const BOYS = { OLIVER: 1873, NOAH: 1755, ARTHUR: 1698, LEO: 1571, GEORGE: 1490, LUCA: 1322, THEODORE: 1240 };
const GIRLS = { OLIVIA: 1742, AMELIA: 1688, ISLA: 1503, LILY: 1420, FREYA: 1275, AVA: 1190, IVY: 1102 };
const FEWER = { ARCHIE: 1105, OSCAR: 1012, "D'ARCY": 934 };
const FEWER_GIRLS = { FLORENCE: 1008, 'ANNE-MARIE': 921, ELSIE: 870 };

describeInBrowser('the page in a browser', (openBrowser) => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let stream: ServiceUnderTest;
  let startStream: () => Promise<void>;
  let browser: Chromium;

  beforeAll(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    browser = await openBrowser();
    environment = await TestEnvironment.open();
    const PORT = String(await freePort()); // each of the two needs the address of the other
    service = await environment.start(namesBoard, { NAMES_STREAM_URL: `http://127.0.0.1:${PORT}` });
    const ALLOWED_ORIGINS = new URL(service.url).origin;
    startStream = async () => void (stream = await environment.start(namesStream, { PORT, ALLOWED_ORIGINS }));
    await startStream();
  });
  beforeEach(async () => {
    await service.empty('top10');
    await browser.newPage();
    await browser.resize(1200, 900);
  });
  afterAll(async () => {
    await environment.close();
  });

  /** Delivers registrations of this name to the stream. */
  const register = (name: string, sex = 'male', count = 1) =>
    environment.deliver(
      'names-intake',
      stream,
      message('baby.imported.v1', { sex, names: [{ name, count }] }),
    );
  const texts = (selector: string): Promise<string[]> =>
    browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`,
    );
  /** The names and counts that a list shows. */
  const shown = async (list: string) => {
    const counts = await texts(`#${list} data`);
    return (await texts(`#${list} li span`)).map((name, at) => `${name} ${counts[at]}`);
  };
  const widthOf = (name: string): Promise<number> =>
    browser.evaluate(`document.querySelector('[data-name=${name}] rect').getBoundingClientRect().width`);
  const isVisible = (selector: string): Promise<boolean> =>
    browser.evaluate(`document.querySelector('${selector}').checkVisibility()`);
  /** Waits until the page shows this. */
  const expectSoon = (look: () => Promise<unknown>, expected: unknown) =>
    eventually(async () => {
      expect(await look()).toEqual(expected);
      return true;
    }, DEADLINE);
  const state = async () => (await texts('#state'))[0];
  const isLive = () => expectSoon(state, 'Live');
  const keep = async (name: string) => writeFile(join(SCREENSHOTS, name), await browser.screenshot());

  /** Opens the page, and records which rows it moves from then on. */
  async function open() {
    await browser.goTo(service.url);
    await isLive();
    await browser.evaluate(`{
      window.moved = [];
      const { animate } = Element.prototype;
      Element.prototype.animate = function (...how) {
        if (this.dataset.name) window.moved.push(this.dataset.name);
        return animate.apply(this, how);
      };
    }`);
  }
  const moved = async (): Promise<string[]> => (await browser.evaluate('window.moved')).sort();

  it('moves the bars and counts while names are registered', async () => {
    await tell(environment, service, changed(1, { OLIVER: 40, NOAH: 30, LEO: 10 }, { OLIVIA: 20 }));
    await open();
    expect(await shown('boys')).toEqual(['Oliver 40', 'Noah 30', 'Leo 10']);
    await browser.evaluate(`document.querySelector('[data-name=LEO]').isTheSame = true`);
    const before = await widthOf('LEO');

    await tell(environment, service, changed(2, { LEO: 80, OLIVER: 40, ARTHUR: 35 }, { OLIVIA: 20 }));
    await register('LEO');
    await expectSoon(() => shown('boys'), ['Leo 80', 'Oliver 40', 'Arthur 35']);
    await expectSoon(async () => Math.round((await widthOf('LEO')) / before), 4); // from 10 of 40 to 80 of 80
    expect(await shown('girls')).toEqual(['Olivia 20']);
    expect(await browser.evaluate(`document.querySelector('[data-name=LEO]').isTheSame`)).toBe(true);
    expect(await moved()).toEqual(['ARTHUR', 'LEO', 'OLIVER']);
    await expectSoon(() => texts('#births li'), ['Leo']);
    const news = '1 registered, the latest Leo. Boys: Leo is number 1, Arthur is number 3';
    await expectSoon(() => texts('#news'), [news]);
    expect((await texts('time'))[0]).toMatch(/ UTC$/);
    expect(browser.complaints).toEqual([]);
  });

  it('shows equal counts under one rank, and bars relative to their own list', async () => {
    await tell(environment, service, changed(1, { OLIVER: 40, NOAH: 30, LEO: 30 }, { OLIVIA: 2, AVA: 1 }));
    await open();
    const ranks = `[...document.querySelectorAll('#boys li')].map((one) => one.dataset.rank)`;
    expect(await browser.evaluate(ranks)).toEqual(['1', '2', '2']);
    expect(Math.round((await widthOf('OLIVIA')) / (await widthOf('OLIVER')))).toBe(1);
  });

  it('shows the first registration', async () => {
    await open();
    expect(await isVisible('#boys .empty')).toBe(true);
    await tell(environment, service, changed(1, { NOAH: 1 }));
    await register('NOAH');
    await expectSoon(() => shown('boys'), ['Noah 1']);
    expect(await isVisible('#boys .empty')).toBe(false);
    expect(await isVisible('#girls .empty')).toBe(true);
    expect(browser.complaints).toEqual([]);
  });

  it('shows names as text, even if they contain HTML', async () => {
    const evil = '<IMG SRC=X ONERROR=ALERT(1)>';
    await open();
    await tell(environment, service, changed(1, { [evil]: 1 }));
    await register(evil, 'male', 2);
    await expectSoon(async () => (await texts('#boys li span'))[0]?.toUpperCase(), evil);
    await expectSoon(async () => (await texts('#births li'))[0]?.toUpperCase(), `${evil} ×2`);
    expect(await browser.evaluate(`document.querySelectorAll('img').length`)).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  it('moves nothing for readers who prefer reduced motion', async () => {
    await browser.prefer({ 'prefers-reduced-motion': 'reduce' });
    await tell(environment, service, changed(1, { NOAH: 2, LEO: 1 }));
    await open();
    await tell(environment, service, changed(2, { LEO: 3, NOAH: 2 }));
    await register('LEO');
    await expectSoon(() => shown('boys'), ['Leo 3', 'Noah 2']);
    expect(await moved()).toEqual([]);
  });

  it('says when the stream is down, tries again, and becomes live again', async () => {
    await tell(environment, service, changed(1, { NOAH: 1 }));
    await open();
    await stream.stop();
    await expectSoon(state, 'Live updates are interrupted; trying again');
    await tell(environment, service, changed(2, { NOAH: 2 }));
    await expectSoon(() => shown('boys'), ['Noah 2']);
    await startStream();
    await isLive();
  });

  it('runs only its own script, and calls no other host', async () => {
    await open();
    const foreign = `{ const script = document.createElement('script'); script.textContent = 'window.ran = true';
      document.body.append(script); typeof window.ran }`;
    expect(await browser.evaluate(foreign)).toBe('undefined');
    expect(await browser.evaluate(`fetch('https://elsewhere.example').catch(() => 'refused')`)).toBe(
      'refused',
    );
    const broken = () => browser.complaints.join().match(/(script|connect)-src(?= 'self'| 'sha)/g);
    await expectSoon(async () => [...new Set(broken())].sort(), ['connect-src', 'script-src']);
  });

  it('fits a desktop and a phone, in light and dark colours', async () => {
    await tell(environment, service, changed(1, { ...BOYS, ...FEWER }, { ...GIRLS, ...FEWER_GIRLS }));
    await open();
    for (const name of ['MAX', 'OLIVER', "D'ARCY", 'LEO', 'OTTO']) await register(name);
    for (const name of ['ANNE-MARIE', 'IVY', 'FREYA', 'OLIVIA']) await register(name, 'female');
    const latest = ['Olivia', 'Freya', 'Ivy', 'Anne-Marie', 'Otto', 'Leo', "D'Arcy", 'Oliver'];
    await expectSoon(() => texts('#births li'), latest);
    for (const scheme of ['light', 'dark']) {
      // Without motion, each screenshot shows the final state.
      await browser.prefer({ 'prefers-color-scheme': scheme, 'prefers-reduced-motion': 'reduce' });
      for (const [device, width, height] of [
        ['desk', 1200, 900],
        ['phone', 390, 844],
      ] as const) {
        await browser.resize(width, height);
        await keep(`names-board-${device}-${scheme}.png`);
        const overflow = await browser.overflow();
        expect(overflow).toBeLessThanOrEqual(0);
      }
    }
  });
});
