import {
  axeViolations,
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  type ServiceUnderTest,
  TestEnvironment,
} from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { customers } from '../apps/customers/src/customers.module.js';
import { namesStream } from '../apps/names-stream/src/names-stream.module.js';

/** The texts of buttons that reach out of the part of the page around them. */
const BEYOND_THEIR_BOX = `[...document.querySelectorAll('.opblock-body button')]
  .filter((one) => {
    const [button, box] = [one, one.closest('.opblock-body')].map((part) => part.getBoundingClientRect());
    return button.right > box.right || button.left < box.left;
  })
  .map((one) => one.textContent)`;

jest.setTimeout(4 * DEADLINE);

describeInBrowser('/docs in a browser', (openBrowser) => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let browser: Chromium;

  beforeAll(async () => {
    browser = await openBrowser();
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  beforeEach(async () => {
    await browser.newPage();
    await browser.resize(1200, 900);
    await browser.goTo(`${service.url}/docs`);
    await expectShown('.opblock');
  });
  afterAll(async () => {
    await environment.close();
  });

  const expectShown = (selector: string) =>
    eventually(() => browser.evaluate(`document.querySelector('${selector}') !== null`), DEADLINE);
  const press = (selector: string): Promise<void> =>
    browser.evaluate(`[...document.querySelectorAll('${selector}')].forEach((one) => one.click())`);
  const text = (selector: string): Promise<string> =>
    browser.evaluate(`document.querySelector('${selector}')?.textContent ?? ''`);

  it('passes axe while its operations are closed', async () => {
    expect(await axeViolations(browser)).toEqual([]);
  });

  it.each([1200, 390, 320])(
    'passes axe and fits a screen of %i pixels, with every operation open and ready to be tried',
    async (width) => {
      await browser.resize(width, 844);
      await press('.opblock-summary-control[aria-expanded=false]');
      await expectShown('.opblock-deprecated .opblock-body .response');
      await press('.try-out__btn');
      await expectShown('.opblock-deprecated .execute');
      expect(await axeViolations(browser)).toEqual([]);
      const overflow = await browser.overflow();
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await browser.evaluate(BEYOND_THEIR_BOX)).toEqual([]);
      expect(browser.complaints).toEqual([]);
    },
  );

  it('shows what is deprecated in full strength, and says so', async () => {
    const [opacity, decoration, after] = await browser.evaluate(`{
      const path = document.querySelector('.opblock-summary-path__deprecated');
      [getComputedStyle(path.closest('.opblock')).opacity, getComputedStyle(path).textDecorationLine, getComputedStyle(path, '::after').content];
    }`);
    expect([opacity, decoration, after]).toEqual(['1', 'none', '" (deprecated)"']);
  });

  it('fills in bodies that a person would send, and no parameters that may be missing', async () => {
    await press('.opblock-patch .opblock-summary-control');
    await eventually(async () => {
      await press('.try-out__btn:not(.cancel)'); // an operation opens a moment after the other
      return browser.evaluate(`document.querySelector('textarea.body-param__text') !== null`);
    }, DEADLINE);
    const [bodies, values] = await browser.evaluate(`[
      [...document.querySelectorAll('textarea.body-param__text')].map((one) => JSON.parse(one.value)),
      [...document.querySelectorAll('tr[data-param-in=header] input')].map((one) => one.value),
    ]`);
    const examples = [{ familyName: 'Baker' }, { name: { family: 'Baker' } }];
    for (const body of bodies) expect(examples).toContainEqual(body);
    const filled = values.filter((value: string) => value !== '');
    expect(new Set(filled)).toEqual(new Set(['"1-3kPqNT0dJbU"']));
  });

  it('does not try a stream, whose answer does not end', async () => {
    const stream = await environment.start(namesStream);
    await browser.goTo(`${stream.url}/docs`);
    await expectShown('.opblock-get .opblock-summary-control');
    await press('.opblock-get .opblock-summary-control');
    await expectShown('.opblock-body .response');
    expect(await text('.opblock-description')).toContain('curl -N');
    expect(await browser.evaluate(`document.querySelector('.try-out__btn')`)).toBeNull();
  });

  it('says where a token comes from', async () => {
    await press('.btn.authorize');
    await expectShown('.modal-ux');
    expect(await text('.modal-ux')).toContain('POST /sessions');
    expect(await axeViolations(browser)).toEqual([]);
  });

  it('tries an operation, and asks no other host', async () => {
    await press('.opblock-get:not(.opblock-deprecated) .opblock-summary-control');
    await expectShown('.try-out__btn');
    await press('.try-out__btn');
    await expectShown('.parameters input');
    await browser.evaluate(`{
      const input = document.querySelector('.parameters input');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, '01890a5d-ac96-774b-bcce-b302099a8057');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }`);
    await eventually(async () => {
      await press('.execute'); // what was typed is read a moment later
      return browser.evaluate(`document.querySelector('.live-responses-table .response') !== null`);
    }, DEADLINE);
    expect(await text('.live-responses-table .response .response-col_status')).toContain('401');
    expect(await browser.evaluate(`fetch('https://elsewhere.example').catch(() => 'refused')`)).toBe(
      'refused',
    );
  });
});
