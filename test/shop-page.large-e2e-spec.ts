import {
  type Chromium,
  DEADLINE,
  describeInBrowser,
  eventually,
  pageFlaws,
  type ServiceUnderTest,
} from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { type NeighbourName, OPERATOR, RECORD, ShopServices } from './shop-services.js';

const MARKUP = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'&amp;`;
/** What somebody fills in to sign up, by the name of each field. */
const PERSON = {
  'Given name': 'Ann',
  'Family name': 'Archer',
  'Street and number': '1 Record Lane',
  'Flat, floor or building': 'Flat 2',
  City: 'Leeds',
  Postcode: 'LS1 4AP',
  'E-mail address': 'ann@example.com',
  Password: 'correct horse battery',
  'E-mail addresses of friends': 'bob@example.com, cid@example.com',
};
/** More tabs than any page of the shop has to stop at. */
const MOST_TABS = 60;
/** What a screen reader calls a link, a button or a field. */
const NAME = `(one) => (one.ariaLabel ?? (one.labels?.[0] ?? one).textContent).trim()`;

jest.setTimeout(3 * DEADLINE);

describeInBrowser('the shop in a browser', (openBrowser) => {
  let shop: ShopServices;
  let gateway: ServiceUnderTest;
  let browser: Chromium;
  let recordId: string;

  beforeAll(async () => {
    browser = await openBrowser();
    shop = await ShopServices.open();
    gateway = shop.service('gateway');
    recordId = await shop.sell(RECORD, 1_000);
    await shop.sell({ ...RECORD, title: MARKUP, artist: MARKUP, tracks: [{ title: MARKUP, seconds: 61 }] });
    await browser.newPage();
    await signUp();
  });
  beforeEach(async () => {
    await browser.newPage();
    await browser.resize(1200, 900);
  });
  afterAll(async () => {
    await shop.close();
  });

  const text = (selector = 'body'): Promise<string> =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`);
  const expectText = (wanted: string | RegExp, selector?: string) =>
    eventually(async () => {
      expect(await text(selector)).toMatch(wanted);
      return true;
    });
  /** Does what leads to another page, and waits until that is shown. */
  async function lead(work: () => Promise<void>): Promise<void> {
    await browser.evaluate('window.isLeft = true');
    await work();
    const isThere = `!window.isLeft && document.readyState === 'complete'`;
    await eventually(() => browser.evaluate(isThere).catch(() => false)); // a page may go while it is asked
  }
  const open = (path = '') => lead(() => browser.goTo(`${gateway.url}/api/shop${path}`));
  const find = (name: string) =>
    `['main', 'header'].flatMap((part) => [...document.querySelectorAll(part + ' :is(a, button, input)')]).find((one) => (${NAME})(one) === ${JSON.stringify(name)})`;
  const follow = (name: string) => lead(() => browser.evaluate(`${find(name)}.click()`));
  const fill = (name: string, value: string): Promise<void> =>
    browser.evaluate(`${find(name)}.value = ${JSON.stringify(value)}`);

  /** What a screen reader says of a field, after its name. */
  const described = (name: string): Promise<string> =>
    browser.evaluate(`((${find(name)}.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean))
      .map((id) => document.getElementById(id).textContent.trim()).join(' ')`);

  /** Signs up by the page, and logs in as soon as that works. */
  async function signUp(): Promise<void> {
    await open();
    await follow('Log in');
    await follow('Sign up, if you have no account yet');
    await isWellMade();
    for (const [name, value] of Object.entries(PERSON)) await fill(name, value);
    await fill('Country', 'xx');
    await follow('Sign up');
    expect(await text('main [role=alert]')).toMatch(/^Country: must be/);
    expect(await browser.evaluate(`${find('City')}.value`)).toBe(PERSON.City);
    expect(await described('Country')).toMatch(/^must be[^]*Two letters/);
    expect(await described('City')).toBe('');
    browser.complaints.length = 0; // that the answer is a 422 is one
    await isWellMade();
    await fill('Country', 'gb');
    await fill('Password', PERSON.Password);
    await follow('Sign up');
    expect(await text('main [role=status]')).toMatch(/takes a moment[^]*need not wait/);
    await isWellMade();
    await eventually(async () => {
      await fill('Password', PERSON.Password);
      await follow('Log in');
      expect(await text('header')).toContain('Log out');
      return true;
    });
  }
  async function logIn(): Promise<void> {
    await open();
    await follow('Log in');
    await fill('E-mail address', PERSON['E-mail address']);
    await fill('Password', PERSON.Password);
    await follow('Log in');
  }
  async function fillCart(copies = '1'): Promise<void> {
    await open(`/records/${recordId}`);
    await fill('Copies', copies);
    await follow('Put in the cart');
  }
  /** Orders what is in the cart, by the button of its page. */
  async function order(token = 'tok_visa-4242'): Promise<void> {
    await open('/cart');
    await fill('Payment token', token);
    await follow('Order and pay');
  }
  async function buy(copies?: string, token?: string): Promise<void> {
    await logIn();
    await fillCart(copies);
    await order(token);
  }
  /** Every visit ends with this: the page is accessible, its own policy lets it run, and it fits a phone. */
  async function isWellMade(): Promise<void> {
    expect(await pageFlaws(browser)).toEqual([]);
  }

  it('sells a record, and shows by itself how it is dispatched', async () => {
    await logIn();
    await isWellMade();
    await follow('Kind of Blue');
    expect(await text('main')).toMatch(/Miles Davis[^]*So What/);
    await isWellMade();
    await fill('Copies', '2');
    await follow('Put in the cart');
    expect(await text('main')).toContain('Total: $25.98');
    await isWellMade();
    await fill('Payment token', 'tok_visa-4242');
    await follow('Order and pay');
    await expectText('Dispatched', 'h1');
    expect(await text('#order dl')).toMatch(/Parcel/);
    await isWellMade();
    await follow('My orders');
    expect(await text('main')).toMatch(/Kind of Blue[^]*Dispatched, \$25\.98/);
    await isWellMade();
    await open('/cart');
    expect(await text('main')).toContain('It is empty.');
    await isWellMade();
  });

  it('keeps a person logged in when the access token has expired, until they log out', async () => {
    await logIn();
    for (const path of ['/orders', `/records/${recordId}`, '']) {
      await browser.forgetCookie('shop-session', `${gateway.url}/api/shop`);
      await open(path);
      expect(await text('header')).toMatch(/\d+ points|Log out/);
      await isWellMade();
    }
    await follow('Log out');
    await open('/orders');
    expect(await text('h1')).toBe('Log in');
  });

  it('shows who looks for what is not there a page, with the way on', async () => {
    await logIn();
    await fillCart();
    for (const path of ['/nothing', '/orders/x', '?cursor=zzz', `/records/${RECORD.genre}`]) {
      await open(path);
      expect(await text('main [role=alert]')).not.toMatch(/errors|operation|neighbour/);
      expect(await text('header')).toMatch(/Cart \(1\)[^]*Log out/);
      browser.complaints.length = 0; // that the answer is an error is one
      await isWellMade();
    }
    await open('/cart');
    await follow('Remove Kind of Blue');
    expect(await text('main')).toContain('It is empty.');
  });

  it('sends a link for a new password, and does not tell who has an account', async () => {
    const told: string[] = [];
    for (const email of [PERSON['E-mail address'], 'nobody@example.com']) {
      await open('/log-in');
      await follow('I have forgotten my password');
      await isWellMade();
      await fill('E-mail address', email);
      await follow('Send me a link');
      told.push(await text('main'));
      await isWellMade();
    }
    expect(told[0]).toContain('a mail with a link that sets a new password is on its way');
    expect(told[1]).toBe(told[0]);
  });

  it('cancels an order whose payment was refused', async () => {
    await buy('1', 'tok_insufficient-0001');
    await expectText('The payment was refused', 'h1');
    await isWellMade();
    await follow('Cancel the order');
    await expectText('Cancelled', 'h1');
    await expectText('you asked for it', '#order dl');
    await isWellMade();
  });

  it('sells a record whose payment was refused at first', async () => {
    await buy('1', 'tok_insufficient-0001');
    await expectText('The payment was refused', 'h1');
    await fill('Payment token', 'tok_visa-4242');
    await follow('Pay');
    await expectText('Dispatched', 'h1');
  });

  it('takes back a record, and shows by itself how it is refunded', async () => {
    await buy();
    await expectText('Dispatched', 'h1');
    await follow('Return them');
    expect(await text('main [role=alert]')).toBe('Say how many copies you return.');
    browser.complaints.length = 0; // that the answer is a 409 is one
    await isWellMade();
    await fill('Kind of Blue: copies to return', '1');
    await follow('Return them');
    await expectText('On its way back');
    await isWellMade();
    await acceptReturns();
    await expectText('Refunded', 'h1');
    expect(await text('#order dl')).toMatch(/less refunds\s+\$0\.00/);
  });

  /** What was sent back arrives at the warehouse. */
  const acceptReturns = () =>
    eventually(async () => {
      const warehouse = shop.service('warehouse');
      const { returns } = (await warehouse.get('/returns', OPERATOR)).body;
      expect(returns.length).toBeGreaterThan(0);
      for (const { returnId, lines } of returns)
        await warehouse.post(`/returns/${returnId}/acceptance`, { lines }, OPERATOR);
      return true;
    });

  it('sells a record by the keyboard alone, whose place is always seen', async () => {
    await open('/log-in');
    await tabTo('E-mail address');
    await browser.type(PERSON['E-mail address']);
    await tabTo('Password');
    await browser.type(PERSON.Password);
    await lead(() => browser.press('Enter'));
    await tabTo('Kind of Blue');
    await lead(() => browser.press('Enter'));
    await tabTo('Put in the cart');
    await lead(() => browser.press(' '));
    await tabTo('Payment token');
    await browser.type('tok_visa-4242');
    await tabTo('Order and pay');
    await lead(() => browser.press(' '));
    await expectText('Dispatched', 'h1');
    await tabTo('Kind of Blue: copies to return');
    await tabTo('Return them');
  });

  /** Goes on by the tabulator key, until it stops at what has this name; at each stop, it must be seen where that is. */
  async function tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.at(-1) !== name) {
      await browser.press('Tab');
      const [stop, width, style] = await browser.evaluate(`{
        const one = document.activeElement;
        const { outlineWidth, outlineStyle } = getComputedStyle(one);
        [(${NAME})(one), parseFloat(outlineWidth), outlineStyle];
      }`);
      passed.push(stop as string);
      expect({ stop, isSeen: width >= 2 && style !== 'none' }).toEqual({ stop, isSeen: true });
      if (passed.length > MOST_TABS) throw new Error(`${name} is not among the stops ${passed.join(', ')}.`);
    }
  }

  it('shows markup in titles as text', async () => {
    await open();
    expect(await text('main')).toContain(MARKUP);
    await follow(MARKUP);
    expect(await text('h1')).toBe(MARKUP);
    expect(await text('ol')).toContain(MARKUP);
    expect(await browser.evaluate('document.title')).toBe(`${MARKUP} by ${MARKUP} – MusicCorp`);
    await isWellMade();
    await follow('Put in the cart');
    expect(await browser.evaluate(`document.querySelector('main .line input[type=number]').ariaLabel`)).toBe(
      `Copies of ${MARKUP}`,
    );
    await open(`?q=${encodeURIComponent(MARKUP)}`);
    expect(await text('h1')).toBe(`Records that match “${MARKUP}”`);
    expect(await browser.evaluate('document.querySelector("[type=search]").value')).toBe(MARKUP);
    expect(await browser.evaluate('[document.querySelectorAll("img").length, typeof window.ran]')).toEqual([
      0,
      'undefined',
    ]);
    await isWellMade();
  });

  it.each<[NeighbourName, string, string, string[], (string | RegExp)[]]>([
    ['catalog', '', 'this is the list as we knew it last', ['Kind of Blue', 'In stock'], []],
    [
      'recommendations',
      '/records/',
      'Suggestions are not available',
      ['So What'],
      ['Bought together with it'],
    ],
    ['loyalty', '', 'Your points are back soon', ['Points: back soon', 'Kind of Blue'], [/\d+ points/]],
    [
      'orders',
      '/cart',
      'Ordering is not available',
      ['Ordering is not available: your cart is kept', 'Kind of Blue'],
      ['Order and pay'],
    ],
  ])('goes on without %s, and says so', async (neighbour, path, note, shown, absent) => {
    await logIn();
    await fillCart();
    const page = path === '/records/' ? path + recordId : path;
    await eventually(async () => {
      await open(page);
      for (const one of absent) expect(await text()).toMatch(one);
      return true;
    });
    await shop.without(neighbour, async () => {
      await open(page);
      expect(await text('main [role=status]')).toContain(note);
      for (const one of shown) expect(await text()).toContain(one);
      for (const one of absent) expect(await text()).not.toMatch(one);
      await isWellMade();
    });
    await eventually(async () => {
      await open(page);
      expect(await text('main [role=status]')).toBe('');
      return true;
    });
  });

  it('keeps the cart while orders is down, and orders it afterwards', async () => {
    await logIn();
    await fillCart('3');
    await shop.without('orders', async () => {
      await open('/cart');
      expect(await browser.evaluate(`${find('Ordering is not available: your cart is kept')}.disabled`)).toBe(
        true,
      );
      await open('/orders');
      expect(await text('main [role=alert]')).toContain('A part of the shop does not answer');
    });
    await eventually(async () => {
      await open('/cart');
      expect(await text('main')).toMatch(/Total: \$38\.97[^]*Order and pay/);
      return true;
    });
    await order();
    await expectText('Dispatched', 'h1');
  });

  it('lets nobody in without passwords, and loses nothing', async () => {
    await fillCart();
    await shop.without('passwords', async () => {
      await logIn();
      expect(await text('main [role=alert]')).toContain('Nobody can log in at the moment');
    });
    await eventually(async () => {
      await logIn();
      expect(await text('main')).toContain('Order and pay');
      return true;
    });
  });
});
