import { newId } from '#libs/telemetry';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ADA } from './example-requests.js';
import { list, newRecord, stock } from './records.js';
import { type NeighbourName, StorefrontFixture } from './storefront-fixture.js';

/** What the pact with orders tells of. */
const CUSTOMER = '0193a1b2-7c00-7000-8000-000000000751';
const RECORD = '0193a1b2-7c00-7000-8000-000000000752';
const PLACED = '0193a1b2-7c00-7000-8000-000000000766';
const ORDER = '0193a1b2-7c00-7000-8000-000000000761';
/** The record of which the pacts with catalog and recommendations tell. */
const KIND_OF_BLUE = '0193a1b2-7c00-7000-8000-000000000701';
const SUGGESTED_WITH = '0193a1b2-7c00-7000-8000-000000000731';
const SIGN_UP = '0193a1b2-7c00-7000-8000-000000000781';
const LOYAL = '0193a1b2-7c00-7000-8000-000000000741';

const HAS_ORDERS = 'this person has more orders than a page shows';

const inCart = { recordId: RECORD, quantity: '2', amount: '1299', currency: 'USD' };
const means = { token: 'tok_visa-4242' };

/** The form to order that a page of the cart shows, filled in. */
const formIn = (page: string): Record<string, string> => {
  const hidden = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]+)"`).exec(page)![1]!;
  return { ...means, key: hidden('key'), shown: hidden('shown') };
};

interface Form {
  path: string;
  fields: string[];
}
interface Schema {
  $ref?: string;
  properties?: object;
}

/** Every form of the pages, as the document of the service has it. */
const FORMS: Form[] = formsIn(JSON.parse(readFileSync('contracts/openapi/storefront.json', 'utf8')));

function formsIn(document: {
  paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: Schema }> } } }>;
  components: { schemas: Record<string, Schema> };
}): Form[] {
  return Object.entries(document.paths).flatMap(([path, { post }]) => {
    const schema = post?.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    const { properties } = document.components.schemas[schema?.$ref?.split('/').at(-1) ?? ''] ?? {};
    return properties ? [{ path: path.replace('{orderId}', ORDER), fields: Object.keys(properties) }] : [];
  });
}

describe('the shop', () => {
  let fixture: StorefrontFixture;

  beforeAll(async () => {
    fixture = await StorefrontFixture.open();
    const { environment, service } = fixture;
    const known = newRecord({ recordId: SUGGESTED_WITH, title: 'Porgy and Bess' });
    await list(
      environment,
      service,
      known,
      newRecord({ recordId: RECORD, price: { amount: 1299, currency: 'USD' } }),
    );
    await stock(environment, service, known, 0);
  });
  beforeEach(async () => {
    const { catalog, loyalty, orders, recommendations } = fixture.stubs;
    await catalog.given('this record is for sale');
    await loyalty.given('this customer has an account');
    await orders.given(HAS_ORDERS);
    await recommendations.given('another record by the artist of this one is for sale');
  });
  afterAll(() => fixture.close());

  it('shows records, and leads to more', async () => {
    await fixture.stubs.catalog.given('more records are for sale than a page shows');
    const { status, headers, body } = await fixture.browser().get('/shop');
    expect(status).toBe(200);
    expect(body).toContain('Kind of Blue');
    expect(body).toContain('shop?cursor=IjAxOTNhMWIyIg');
    expect(headers.get('x-degraded')).toBeNull();
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('shows a record with its tracks', async () => {
    const { body } = await fixture.without(['recommendations'], () =>
      fixture.browser().get(`/shop/records/${KIND_OF_BLUE}`),
    );
    expect(body).toMatch(/So What.*9:22/);
    expect(body).toContain('Put in the cart');
  });

  it.each<[NeighbourName[], string, string | undefined]>([
    [['catalog'], 'as we knew it last', undefined],
    [['recommendations'], 'Suggestions are not available', 'Bought together with it'],
    [['loyalty'], 'Points: back soon', '100 points'],
    [['orders'], 'Ordering is not available', undefined],
    [['catalog', 'loyalty', 'orders', 'recommendations'], 'Porgy and Bess', '100 points'],
  ])('without %j says so, and names it', async (away, shown, absent) => {
    const browser = await fixture.browser().isPerson(LOYAL);
    const { status, headers, body } = await fixture.without(away, () =>
      browser.get(`/shop/records/${SUGGESTED_WITH}`),
    );
    expect(status).toBe(200);
    expect(headers.get('x-degraded')?.split(', ')).toEqual(expect.arrayContaining(away));
    expect(body).toContain(shown);
    expect(body).toContain('Sold out');
    if (absent) expect(body).not.toContain(absent);
  });

  it('finds in the last known list by words and genre, page by page', async () => {
    const { environment, service } = fixture;
    const genre = newId();
    const records = Array.from({ length: 21 }, (_, at) => newRecord({ genre, title: `Volume ${100 + at}` }));
    await list(environment, service, ...records);
    const seen = async (query: string) =>
      (await fixture.without(['catalog'], () => fixture.browser().get(`/shop?genre=${genre}${query}`)))
        .body as string;
    const first = await seen('');
    expect(first).toContain('Volume 119');
    expect(first).not.toContain('Volume 120');
    expect(first).toContain(`genre=${genre}&#38;from=20`);
    expect(await seen('&from=20')).toContain('Volume 120');
    const found = await seen('&q=ELLA+105');
    expect(found).toContain('Volume 105');
    expect(found).not.toContain('Volume 106');
  });

  it('answers 503 for a record of which it never heard while the catalogue is down', async () => {
    const { status, headers, body } = await fixture.without(['catalog'], () =>
      fixture.browser().get(`/shop/records/${newId()}`),
    );
    expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '5' });
    expect(body).toContain('does not answer at the moment');
  });

  it('keeps the cart in the browser, and orders it at the prices that were shown', async () => {
    await fixture.stubs.orders.given(HAS_ORDERS, 'this record is for sale at this price');
    const browser = await fixture.browser().isPerson(CUSTOMER);
    expect((await browser.send('/shop/cart', inCart)).headers.get('location')).toBe('cart');
    const { body } = await browser.get('/shop/cart');
    expect(body).toMatch(/Ella in Berlin[^]*Total: \$25\.98[^]*Order and pay/);
    const { status, headers } = await browser.send('/shop/orders', formIn(body));
    expect({ status, to: headers.get('location') }).toEqual({ status: 303, to: `orders/${PLACED}` });
    expect(browser.cookie('shop-cart')).toBeUndefined();
  });

  it.each([
    [{ ...inCart, quantity: '3' }, '$38.97'],
    [{ ...inCart, recordId: KIND_OF_BLUE, quantity: '1' }, '$38.97'],
    [{ ...inCart, amount: '1300' }, '$26.00'],
  ])('asks again when another tab has made the cart %j', async (change, total) => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    await browser.send('/shop/cart', inCart);
    const { body: shown } = await browser.get('/shop/cart');
    await browser.send('/shop/cart', change);
    const { status, body } = await browser.send('/shop/orders', formIn(shown));
    expect(status).toBe(409);
    expect(body).toMatch(new RegExp(`The cart has changed[^]*Total: \\${total}`));
    await fixture.stubs.orders.given(HAS_ORDERS, 'this record is for sale at this price');
    expect(formIn(body).shown).not.toBe(formIn(shown).shown);
  });

  it('takes no more copies than there are, and says how many are left', async () => {
    const { environment, service } = fixture;
    const [few, none] = [newRecord({ title: 'Few' }), newRecord({ title: 'None' })];
    await list(environment, service, few, none);
    await stock(environment, service, few, 10);
    await stock(environment, service, none, 0);
    const browser = await fixture.browser().isPerson(CUSTOMER);
    for (const { recordId } of [few, none])
      await browser.send('/shop/cart', { ...inCart, recordId, quantity: '50' });
    const { body } = await browser.get('/shop/cart');
    expect(body).toMatch(
      /Cart \(1\)[^]*Only 10 of Few are left[^]*None is sold out[^]*max="10"[^]*Total: \$129\.90/,
    );
    expect((await browser.get('/shop/cart')).body).not.toContain('are left');
  });

  it('removes a record by the button of its line', async () => {
    const browser = fixture.browser();
    await browser.send('/shop/cart', inCart);
    expect((await browser.get('/shop/cart')).body).toContain('aria-label="Remove Ella in Berlin"');
    await browser.send('/shop/cart', { ...inCart, quantity: '0' });
    expect((await browser.get('/shop/cart')).body).toContain('It is empty.');
  });

  it('tells new prices, and orders at these the next time', async () => {
    await fixture.stubs.orders.given(HAS_ORDERS, {
      name: 'this record is for sale at this price',
      params: { recordId: RECORD, price: { amount: 1499, currency: 'USD' } },
    });
    const browser = await fixture.browser().isPerson(CUSTOMER);
    await browser.send('/shop/cart', inCart);
    const { body: page } = await browser.get('/shop/cart');
    const { status, body } = await browser.send('/shop/orders', formIn(page));
    expect(status).toBe(409);
    expect(body).toContain('Prices have changed');
    expect((await browser.get('/shop/cart')).body).toContain('$29.98');
  });

  it.each([
    ['this customer was erased', '0193a1b2-7c00-7000-8000-000000000757', 'This account has been deleted'],
    [
      'another cart was ordered under this key',
      CUSTOMER,
      'You have sent this before, with something else in it, and it may have been done',
    ],
  ])('shows the cart again, and why, where %s', async (state, customer, told) => {
    await fixture.stubs.orders.given(HAS_ORDERS, state);
    const browser = await fixture.browser().isPerson(customer);
    await browser.send('/shop/cart', inCart);
    const { body: page } = await browser.get('/shop/cart');
    const { status, body } = await browser.send('/shop/orders', formIn(page));
    expect(status).toBe(409);
    expect(body).toMatch(new RegExp(`${told}[^]*Total: \\$25\\.98`));
  });

  it('offers what the links of an order say, and does it', async () => {
    await fixture.stubs.orders.given('this order is placed');
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const { body } = await browser.get(`/shop/orders/${ORDER}`);
    expect(body).toContain('Cancel the order');
    expect(body).not.toContain('Return records');
    const done = await browser.send(`/shop/orders/${ORDER}/cancellation`);
    const to = new URL(done.headers.get('location')!, `http://x/shop/orders/${ORDER}/cancellation`);
    expect({ status: done.status, to: to.pathname }).toEqual({ status: 303, to: `/shop/orders/${ORDER}` });
  });

  it('shows the order, and why, when it can no longer be cancelled', async () => {
    await fixture.stubs.orders.given('this order was cancelled');
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const { status, body } = await browser.send(`/shop/orders/${ORDER}/cancellation`);
    expect(status).toBe(409);
    expect(body).toContain('This cannot be done with the order any more.');
    expect(body).not.toContain('Cancel the order');
  });

  it('keeps the cart while orders is down, and its button says so', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    await browser.send('/shop/cart', inCart);
    await fixture.without(['orders'], async () => {
      const { body, headers } = await browser.get('/shop/cart');
      expect(body).toContain('Ordering is not available: your cart is kept</button>');
      expect(headers.get('x-degraded')).toContain('orders');
      expect((await browser.send('/shop/orders', formIn(body))).status).toBe(503);
    });
    expect((await browser.get('/shop/cart')).body).toContain('Ella in Berlin');
  });

  it('repeats an order without an answer when the person goes back to the cart', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    await browser.send('/shop/cart', inCart);
    const form = formIn((await browser.get('/shop/cart')).body);
    const { body } = await fixture.without(['orders'], () => browser.send('/shop/orders', form));
    const [, query] = /shop\/cart(\?[^"]+)">Back to the cart/.exec(body) ?? [];
    expect(formIn((await browser.get(`/shop/cart${query}`)).body).key).toBe(form.key);
    expect(formIn((await browser.get('/shop/cart')).body).key).not.toBe(form.key);
  });

  it.each(['forged', 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl', 'a.b.c', '%00'])(
    'empties the cart %s, and says so',
    async (cart) => {
      const browser = fixture.browser().keeps('shop-cart', cart);
      expect((await browser.get('/shop/log-in')).body).toContain('Your cart was too old or not made here');
      const { status, body } = await browser.get('/shop/cart');
      expect(status).toBe(200);
      expect(body).toContain('it is empty now');
      expect(browser.cookie('shop-cart')).toBeUndefined();
    },
  );

  it('logs in and out by cookies that no script reads', async () => {
    await fixture.stubs.passwords.given('a customer with this address and password is registered');
    const browser = fixture.browser();
    const { status, headers } = await browser.send('/shop/log-in', {
      email: 'ada@example.org',
      password: 'correct horse battery',
    });
    expect(status).toBe(303);
    expect(headers.getSetCookie()).toEqual([
      'shop-session=access-token; Path=/shop; Max-Age=900; HttpOnly; SameSite=Strict',
      'shop-refresh=refresh-token; Path=/shop; Max-Age=1209600; HttpOnly; SameSite=Strict',
    ]);
    await fixture.stubs.passwords.given('this refresh token is of a session');
    expect(await browser.send('/shop/log-out')).toMatchObject({ status: 303 });
    expect([browser.cookie('shop-session'), browser.cookie('shop-refresh')]).toEqual([undefined, undefined]);
    expect(await lastForm()).toEqual(['/oauth/revoke', 'token=refresh-token']);
  });

  /** The path and the body of the last request to passwords. */
  const lastForm = async () => {
    const { path, body } = (await fixture.stubs.passwords.requests()).at(-1)!;
    return [path, body];
  };

  it.each([undefined, 'a.b.c'])('goes on with a session whose access token is %s', async (expired) => {
    await fixture.stubs.passwords.given('this refresh token is of a session');
    const browser = fixture.browser().keeps('shop-refresh', 'refresh-token');
    if (expired) browser.keeps('shop-session', expired);
    await browser.get('/shop/records/' + KIND_OF_BLUE);
    expect(await lastForm()).toEqual([
      '/oauth/token',
      'grant_type=refresh_token&refresh_token=refresh-token',
    ]);
    expect(browser.cookie('shop-session')).toBe('next-access-token');
    expect(browser.cookie('shop-refresh')).toBe('next-refresh-token');
  });

  it('leads to the log-in when the session has ended', async () => {
    await fixture.stubs.passwords.given('no session has begun');
    const browser = fixture.browser().keeps('shop-refresh', 'refresh-token');
    expect((await browser.get('/shop/orders')).headers.get('location')).toBe('../shop/log-in');
    expect(browser.cookie('shop-refresh')).toBeUndefined();
  });

  it('keeps the session while passwords is down, and says so', async () => {
    const browser = fixture.browser().keeps('shop-refresh', 'refresh-token');
    await fixture.without(['passwords'], async () => {
      const { status, headers, body } = await browser.get(`/shop/records/${SUGGESTED_WITH}`);
      expect({ status, degraded: headers.get('x-degraded') }).toEqual({ status: 200, degraded: 'passwords' });
      expect(body).toMatch(/You are still logged in[^]*Log out|Log out[^]*You are still logged in/);
      expect((await browser.get('/shop/orders')).status).toBe(503);
      expect(browser.cookie('shop-refresh')).toBe('refresh-token');
      expect((await browser.send('/shop/log-out')).status).toBe(303);
      expect(browser.cookie('shop-refresh')).toBeUndefined();
    });
  });

  it('says when the password is wrong', async () => {
    await fixture.stubs.passwords.given('a customer with this address and another password is registered');
    const { status, body } = await fixture.browser().send('/shop/log-in', {
      email: 'ada@example.org',
      password: 'another password',
    });
    expect(status).toBe(422);
    expect(body).toContain('The e-mail address or the password is wrong.');
  });

  it('tells who has just signed up to wait, and keeps the address', async () => {
    await fixture.stubs.passwords.given('a customer with this address and password is being registered');
    const { email, password } = ADA;
    const { status, body, headers } = await fixture.browser().send('/shop/log-in', { email, password });
    expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '1' });
    expect(body).toMatch(/wait a moment[^]*value="ada@example.org"/);
  });

  it.each([
    ['nobody has this e-mail address', ADA, 201, 'You have signed up.'],
    [
      'nobody has this e-mail address',
      { ...ADA, line2: 'Flat 2', friends: 'bob@example.org' },
      201,
      'You have signed up.',
    ],
    ['nobody has this e-mail address', { ...ADA, line2: '', friends: ' ' }, 201, 'You have signed up.'],
    ['somebody has this e-mail address', ADA, 422, 'log in instead'],
    ['no country has the code of this person', { ...ADA, country: 'xx' }, 422, 'Country: must be'],
    ['somebody else has signed up under this key', ADA, 422, 'You have sent this form before'],
  ])('where %s, answers a sign-up', async (state, person, status, told) => {
    await fixture.stubs.signup.given(state);
    const answer = await fixture.browser().send('/shop/sign-up', { key: SIGN_UP, ...person });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(told);
    expect(answer.body).not.toContain(ADA.password);
  });

  it.each(['/shop/orders', `/shop/orders/${ORDER}`])('leads to the log-in from %s', async (path) => {
    for (const browser of [fixture.browser(), fixture.browser().keeps('shop-session', 'a.b.c')]) {
      const { status, headers } = await browser.get(path);
      expect(status).toBe(303);
      const to = new URL(headers.get('location')!, `http://x${path}`).pathname;
      expect(to).toBe('/shop/log-in');
    }
  });

  it('refuses a form of another site', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const { status, body } = await fixture.browser().send('/shop/cart', inCart, headers);
      expect(status).toBe(403);
      expect(body).toContain('another site');
    }
  });

  it.each(['ann@localhost', 'a..b@example.com', 'no address'])(
    'knows that %s is no e-mail address',
    async (email) => {
      const browser = fixture.browser();
      const logIn = await browser.send('/shop/log-in', { email, password: 'correct horse battery' });
      expect(logIn).toMatchObject({ status: 422, body: expect.stringContaining('is wrong') });
      const mail = await browser.send('/shop/new-password', { email });
      expect(mail).toMatchObject({ status: 422, body: expect.stringContaining('must be an e-mail address') });
      expect(mail.body).toContain(`value="${email}"`);
    },
  );

  it('shows a form again, with what was typed, while the neighbour that reads it is down', async () => {
    await fixture.without(['passwords', 'signup'], async () => {
      const browser = fixture.browser();
      for (const [path, fields] of [
        ['log-in', { email: ADA.email, password: ADA.password }],
        ['new-password', { email: ADA.email }],
        ['sign-up', { key: SIGN_UP, ...ADA }],
      ] as const) {
        const { status, body, headers } = await browser.send(`/shop/${path}`, fields);
        const retry = headers.get('retry-after');
        expect({ path, status, retry }).toEqual({ path, status: 503, retry: '5' });
        expect(body).toMatch(/role="alert"[^]*value="ada@example.org"/);
        expect(body).not.toContain(ADA.password);
      }
    });
  });

  it('repeats a sign-up without an answer under its key, and one that was refused under another', async () => {
    const send = () => fixture.browser().send('/shop/sign-up', { key: SIGN_UP, ...ADA });
    const sameKey = `value="${SIGN_UP}"`;
    expect((await fixture.without(['signup'], send)).body).toContain(sameKey);
    await fixture.stubs.signup.given('somebody has this e-mail address');
    expect((await send()).body).not.toContain(sameKey);
  });

  it('tells a page that there is not from a catalogue that is down', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    for (const path of ['/shop', '/shop/orders']) {
      const { status, headers, body } = await browser.get(`${path}?cursor=zzz`);
      expect({ status, degraded: headers.get('x-degraded') }).toEqual({ status: 400, degraded: null });
      expect(body).toContain('There is no such page of the list');
    }
  });

  it.each(['q=%00', 'genre=%00', 'q=%1b', 'from=x', 'q=a&q=b'])(
    'answers %s with a page that says what is wrong, with and without the catalogue',
    async (query) => {
      const browser = fixture.browser();
      expect((await browser.get(`/shop?${query}`)).status).toBe(400);
      const away = await fixture.without(['catalog'], () => browser.get(`/shop?${query}`));
      expect(away.status).toBe(400);
      expect(away.body).toMatch(/^<!doctype html>/);
    },
  );

  it.each<Record<string, string>>([
    { x: '1' },
    { [RECORD]: 'x' },
    { [RECORD]: '-1' },
    { ['\0']: '0' },
    { key: 'x' },
  ])('refuses a return of %j with a page', async (fields) => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const { status, body } = await browser.send(`/shop/orders/${ORDER}/returns`, {
      key: newId(),
      ...fields,
    });
    expect(status).toBe(400);
    expect(body).toContain('Back to the order');
  });

  it('names the copies to return that are no number', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const fields = { key: newId(), [RECORD]: 'x' };
    expect((await browser.send(`/shop/orders/${ORDER}/returns`, fields)).body).toContain(
      'Copies: must be a whole number',
    );
  });

  it.each(FORMS)('shows no pattern to those who fill in $fields at $path', async ({ path, fields }) => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const wrong = Object.fromEntries(fields.map((field) => [field, '!']));
    const { status, body } = await browser.send(path, wrong);
    expect([400, 422]).toContain(status);
    expect(body).toContain('role="alert"');
    expect(body).not.toContain('must match');
  });

  it('says what a payment token has', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const { body } = await browser.send('/shop/orders', { key: newId(), shown: '', token: 'x' });
    expect(body).toContain('Payment token: must have 8 to 200 letters, digits, underscores or hyphens');
  });

  it.each([
    ['GET', '/shop/'],
    ['GET', '/shop/nothing'],
    ['GET', `/shop/orders/${ORDER}/cancellation`],
    ['POST', '/shop/log-in/more'],
  ])('answers %s %s with a page for people, and problem details for programs', async (method, path) => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    const page = await (method === 'GET' ? browser.get(path) : browser.send(path));
    expect([404, 405]).toContain(page.status);
    expect(page.body).toMatch(/^<!doctype html>[^]*Log out[^]*There is no such page\./);
    const { headers } = await fixture.service.request(method, path);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });

  it('keeps the person, the cart and the form on the page of a problem', async () => {
    const browser = await fixture.browser().isPerson(CUSTOMER);
    await browser.send('/shop/cart', inCart);
    const key = newId();
    await fixture.without(['orders'], async () => {
      const { status, body } = await browser.send(`/shop/orders/${ORDER}/payments`, { ...means, key });
      expect(status).toBe(503);
      expect(body).toMatch(/Cart \(1\)[^]*Log out[^]*A part of the shop does not answer/);
      expect(body).toMatch(new RegExp(`tok_visa-4242[^]*name="key" value="${key}"[^]*Try again`));
      expect(body).toContain('Back to the order');
      expect(body).not.toMatch(/orders (?:cannot|has failed)/);
    });
  });

  it.each(['100', '', '0x1'])('says of each field what is wrong with it: %j copies', async (quantity) => {
    const { status, body } = await fixture.browser().send('/shop/cart', { ...inCart, quantity });
    expect(status).toBe(400);
    expect(body).toMatch(/Copies: [^]*Back to the cart/);
    expect(body).not.toContain('listed in errors');
  });

  it('shows what cannot be read as a page, too', async () => {
    const { status, body } = await fixture.browser().get('/shop/records/x');
    expect(status).toBe(400);
    expect(body).toMatch(/^<!doctype html>[^]*Show all records/);
  });
});
