import { discoverServices } from '#libs/service';
import { newId } from '#libs/telemetry';
import {
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  type ServiceUnderTest,
  TcpProxy,
  TestEnvironment,
  token,
} from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SCREENSHOTS = join(import.meta.dirname, '../artefacts');
const EVIL = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'&`;

jest.setTimeout(3 * DEADLINE);

describeInBrowser('the page for operators in a browser', (openBrowser) => {
  let environment: TestEnvironment;
  let loyalty: ServiceUnderTest;
  let monitor: ServiceUnderTest;
  let broker: TcpProxy;
  let browser: Chromium;

  beforeAll(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    browser = await openBrowser();
    environment = await TestEnvironment.open();
    const services = await discoverServices();
    const serviceOf = (name: string) => services.find((one) => one.name === name)!;
    loyalty = await environment.start(serviceOf('loyalty'), { RETRY_SCHEDULE: '1h,2h' });
    await environment.addDatabase(serviceOf('monitor'));
    broker = await TcpProxy.open(environment.brokerUrl('monitor'));
    monitor = await environment.start(serviceOf('monitor'), {
      SERVICE_URLS: `loyalty=${loyalty.url},postal=http://127.0.0.1:9`,
      BROKER_URL: broker.url,
      DEADLINES_EVERY: '1h', // what the tests write stays as it is
    });
  });
  beforeEach(async () => {
    await monitor.empty('process');
    await loyalty.empty('messaging.hospital', 'messaging.retry', 'messaging.act');
    await browser.newPage();
    await browser.resize(1200, 900);
  });
  afterAll(async () => {
    await broker.cut();
    await environment.close();
  });

  const texts = (selector: string): Promise<string[]> =>
    browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`,
    );
  const text = async (selector = 'main') => (await texts(selector)).join(' ');
  const click = (selector: string): Promise<void> =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  /** Types into a field, as far as the page can tell. */
  const type = (selector: string, value: string): Promise<void> =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).value = ${JSON.stringify(value)}`);
  const submit = (selector: string): Promise<void> =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).requestSubmit()`);
  const expectText = (wanted: string | RegExp, selector = 'main') =>
    eventually(async () => {
      expect(await text(selector)).toMatch(wanted);
      return true;
    }, DEADLINE);
  const isLive = () => expectText(/^Live$/, 'header [role=status]');
  const keep = async (name: string) => writeFile(join(SCREENSHOTS, name), await browser.screenshot());

  /** Opens an address of the page as an operator. */
  async function open(address = '') {
    await browser.goTo(`${monitor.url}/#token=${await token('operator', 'olga')}`);
    await isLive();
    await goTo(address);
  }
  async function goTo(address: string) {
    await browser.evaluate(`location.hash = ${JSON.stringify(`#/${address}`)}`);
    await eventually(() => browser.evaluate(`document.querySelector('main h2') !== null`), DEADLINE);
    await isLive();
  }

  /** Writes processes of customers, the first of which misses a step. */
  const processes = (count: number, key = 'customer') =>
    sql`
      insert into process (flow, key, expected, began_at, state, steps, missing)
      select 'sign-up', ${key} || '-' || n, '{enable-login,open-account}', now() - n * interval '1 second',
        case n when 1 then 'stuck' else 'running' end,
        jsonb_build_object('enable-login', jsonb_build_object('state', 'done', 'beganAt', began, 'dueAt', due, 'endedAt', ended),
          'open-account', jsonb_build_object('state', case n when 1 then 'missing' else 'waiting' end, 'beganAt', began, 'dueAt', due)),
        case n when 1 then '{open-account}'::text[] else '{}' end
      from generate_series(1, ${count}::int) n, (select '2026-03-01T12:00:00.000Z' as began, '2026-03-01T12:00:30.000Z' as due, '2026-03-01T12:00:01.000Z' as ended) t`.execute(
      monitor.database.query,
    );
  /** Writes a message that loyalty has given up, and one that it tries again. */
  async function failures(what: string, attributes: object = {}) {
    const errors = JSON.stringify([{ at: '2026-03-01T12:00:00.000Z', error: what, message: what }]);
    const envelope = JSON.stringify({
      id: what,
      correlationid: what,
      datacontenttype: 'application/json',
      ...attributes,
    });
    const body = Buffer.from(JSON.stringify({ note: what }));
    await sql`
      insert into messaging.hospital (id, kind, type, attributes, body, correlation_id, reason, error_class, message, stack, place, attempts, errors)
      values (${what}, 'event', ${what}, ${envelope}::jsonb, ${body}, ${what}, 'exhausted', ${what}, ${what}, ${what}, ${what}, 1, ${errors}::jsonb)`.execute(
      loyalty.database.query,
    );
    await sql`
      insert into messaging.retry (id, kind, type, attributes, body, attempts, due, errors)
      values (${`${what} 2`}, 'event', ${what}, ${envelope}::jsonb, ${body}, 1, now() + interval '1 hour', ${errors}::jsonb)`.execute(
      loyalty.database.query,
    );
  }
  const VIEWS = ['', 'processes', 'process/customer-1', 'failures', 'queues', 'services', 'acts'];

  it('says what is well when nothing has happened yet, on every page', async () => {
    await open();
    await expectText(
      '2 of 3 services are up, no processes are late, no messages wait, and none has failed.',
      '.verdict',
    );
    await expectText('No process has begun yet.');
    await expectText('Nothing has failed in the services that answer.');
    expect(await browser.evaluate('location.hash')).toBe('#/');
    for (const view of VIEWS) await goTo(view);
    await expectText('No operator has acted yet.');
    await goTo('services');
    await expectText('away cannot be reached');
    await goTo('processes?search=nothing-has-it');
    await expectText('No event of a flow has this correlation ID or business key.');
    expect(browser.complaints.filter((one) => !one.includes('Failed to load resource'))).toEqual([]);
  });

  it('has headings, landmarks and labels for those who do not see it', async () => {
    await processes(3);
    await failures('TypeError');
    await open();
    for (const view of [...VIEWS, 'message/loyalty/event/TypeError']) {
      await goTo(view);
      const faults = await browser.evaluate(`[
        ...[...document.querySelectorAll('input, select')].filter((one) => !one.labels.length).map((one) => 'no label: ' + one.outerHTML),
        ...[...document.querySelectorAll('button, a')].filter((one) => !(one.textContent + (one.ariaLabel ?? '')).trim()).map((one) => 'no name: ' + one.outerHTML),
        ...[...document.querySelectorAll('section')].filter((one) => !document.getElementById(one.getAttribute('aria-labelledby'))).map((one) => 'no heading'),
        ...['h1', 'header', 'nav', 'main'].filter((one) => document.querySelectorAll(one).length !== 1),
        ...[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at),
        ...(document.title.endsWith(' · Troupe') ? [] : ['title']),
      ]`);
      expect([view, faults]).toEqual([view, []]);
    }
  });

  it('leads from the verdict to the customer who is late, and names the step, the service and the command', async () => {
    await processes(3);
    await open();
    await expectText('1 process is late', '.verdict');
    await click('.verdict a[href*=stuck]');
    await eventually(
      () => browser.evaluate(`document.querySelector('td a[href="#/process/customer-1"]') !== null`),
      DEADLINE,
    );
    await click('td a[href="#/process/customer-1"]');
    await expectText('missing: 30 s were promised');
    await expectText(
      'loyalty (engagement) has not done open-account: its queue is empty and it tries nothing again',
    );
    await expectText('npm run --silent logs -- customer-1');
    await keep('operators-process-light.png');
  });

  it('says beforehand what an act does, does it, and shows it in the audit trail', async () => {
    await failures('TypeError');
    await open();
    await expectText('1 message has failed', '.verdict');
    await goTo('failures');
    await browser.evaluate(
      `[...document.querySelectorAll('td button')].find((one) => one.textContent === 'Replay').click()`,
    );
    await expectText('loyalty gets 1 message back with all attempts, under the same ids', '.act');
    expect(await browser.evaluate(`document.activeElement === document.querySelector('.act input')`)).toBe(
      true,
    );
    await type('.act input', 'the account table is back');
    await submit('.act');
    await expectText('Replay: 1 message in loyalty.', '.news');
    expect(await browser.evaluate(`document.activeElement !== document.body`)).toBe(true);
    await goTo('acts');
    await expectText('olgareplaythe account table is back');
    // It has been attempted again, and is given up for another reason.
    await eventually(async () => (await loyalty.patients())[0]?.reason === 'malformed');
  });

  it('shows what it was told as text, whatever it contains', async () => {
    await processes(3, EVIL);
    await failures(EVIL);
    await open();
    const key = encodeURIComponent(`${EVIL}-1`);
    const id = encodeURIComponent(EVIL);
    const lists = ['', 'processes', 'failures', `failures/loyalty?waiting=${id}`];
    for (const view of [
      ...lists,
      `processes?search=${key}`,
      `process/${key}`,
      `message/loyalty/event/${id}`,
    ]) {
      await browser.evaluate(`location.hash = ${JSON.stringify(`#/${view}`)}`);
      await expectText('<img src=x');
      const images = await browser.evaluate(`[document.querySelectorAll('img').length, typeof window.ran]`);
      expect([view, images]).toEqual([view, [0, 'undefined']]);
    }
  });

  it('keeps what was typed and where the focus is while it refreshes', async () => {
    await open();
    await browser.evaluate(
      `{ const field = document.querySelector('#search'); field.focus(); field.value = 'half a ke'; }`,
    );
    await processes(2);
    await expectText('customer-2');
    expect(await browser.evaluate(`[document.activeElement.id, document.activeElement.value]`)).toEqual([
      'search',
      'half a ke',
    ]);
  });

  it('shows 10,000 processes page by page, without a pause that anybody notices', async () => {
    await processes(10_000);
    await open('processes');
    await expectText('50 processes shown');
    await browser.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Show older ones').click()`,
    );
    await expectText('100 processes shown');
    expect(await texts('tbody tr')).toHaveLength(100);
    await type('#search', 'customer-9999');
    await submit('form[role=search]');
    await expectText('1 process shown');
    await goTo('');
    await expectText('1 process is late', '.verdict');
  });

  it('keeps what it has shown when the broker is down, and says what is not known', async () => {
    await processes(2);
    await open();
    await broker.cut();
    await expectText('The broker does not tell what waits in queues');
    await expectText('customer-1');
    await goTo('queues');
    await expectText('The broker does not tell what waits in queues');
    await broker.restore();
    await expectText('Being handled');
  });

  it('asks for another token when one ends, and loses nothing', async () => {
    await processes(2);
    await open();
    await expectText('customer-2');
    await browser.evaluate(
      `document.querySelector('#search').value = 'half a ke'; sessionStorage.setItem('token', 'ended')`,
    );
    await expectText('Your token has ended');
    expect(await text()).toContain('customer-2');
    expect(await browser.evaluate(`document.querySelector('#search').value`)).toBe('half a ke');
    await type('#token', `Bearer ${await token('operator', 'olga')}`);
    await submit('.sign-in');
    await isLive();
    expect(await texts('.sign-in')).toEqual([]);
    expect(await browser.evaluate(`document.querySelector('#search').value`)).toBe('half a ke');
  });

  it('asks for a token first, and takes none of a customer', async () => {
    await browser.goTo(monitor.url);
    await expectText('Show an operator’s token');
    await type('#token', await token('person', newId()));
    await submit('.sign-in');
    await expectText('This token was refused: it is not the token of an operator.');
    await type('#token', 'garbage');
    await submit('.sign-in');
    await expectText('This token was refused: token invalid.');
    expect(await browser.evaluate(`sessionStorage.getItem('token')`)).toBe(null);
  });

  it('runs only its own files, and calls no other host', async () => {
    await open();
    const foreign = `{ const script = document.createElement('script'); script.textContent = 'window.ran = true';
      document.body.append(script); typeof window.ran }`;
    expect(await browser.evaluate(foreign)).toBe('undefined');
    expect(await browser.evaluate(`fetch('https://elsewhere.example').catch(() => 'refused')`)).toBe(
      'refused',
    );
  });

  it('fits a desktop and a phone, in light and dark colours', async () => {
    const customer = newId();
    await processes(4, customer);
    await failures('PeerFailure');
    await open();
    await expectText(`${customer}-4`);
    for (const scheme of ['light', 'dark'])
      for (const [device, width, height] of [
        ['desk', 1200, 900],
        ['phone', 390, 844],
      ] as const) {
        await browser.prefer({ 'prefers-color-scheme': scheme });
        await browser.resize(width, height);
        await keep(`operators-${device}-${scheme}.png`);
        const overflow = await browser.overflow();
        expect(overflow).toBeLessThanOrEqual(0);
        const wide = await browser.evaluate(
          `[...document.querySelectorAll('.scroll:has(table)')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)`,
        );
        const wrapped = await browser.evaluate(
          `[...document.querySelectorAll('td a')].filter((one) => one.offsetHeight > 32).map((one) => one.textContent)`,
        );
        expect([device, wide, wrapped]).toEqual([device, [], []]);
      }
  });
});
