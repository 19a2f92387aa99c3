import { readFileSync } from 'node:fs';
import { PeerFailure } from '#libs/service';
import { newId } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { cartPage } from '../src/cart-page.js';
import { Asked, notesOf } from '../src/degraded.js';
import { html } from '../src/html.js';
import { listPage } from '../src/list-page.js';
import { orderPage, ordersPage } from '../src/order-page.js';
import type { Order } from '../src/orders.client.js';
import { isOwn } from '../src/own-pages.guard.js';
import { headersOf, renderPage } from '../src/page.js';
import { cursorIn, queryOf } from '../src/query.js';
import { availability, stockInWords } from '../src/record.js';
import { recordPage } from '../src/record-page.js';
import { SENTENCES } from '../src/sentences.js';
import { upFrom } from '../src/visits.js';
import { newRecord } from './records.js';

/** It ends every kind of place in which a text may stand. */
const MARKUP = `"'><script>alert(1)</script>`;
const evil = newRecord({ artist: MARKUP, title: MARKUP, genre: MARKUP });
const because = { sentence: MARKUP };
const up = '../';
const price = evil.price;

const order: Order = {
  orderId: newId(),
  state: 'placed',
  placedAt: '2026-11-28T12:00:00.000Z',
  lines: [{ recordId: evil.recordId, quantity: 2, artist: MARKUP, title: MARKUP, price }],
  total: price,
  kept: { amount: 0, currency: 'USD' },
  reason: MARKUP,
  trackingId: MARKUP,
  returns: [
    {
      returnId: newId(),
      state: MARKUP,
      lines: [{ recordId: evil.recordId, quantity: 1 }],
      announced: [{ recordId: evil.recordId, quantity: 2 }],
      reason: MARKUP,
    },
  ],
  links: { cancel: '/x', 'pay-again': '/x', return: '/x' },
};
const orderOf = (different: Partial<Order>) =>
  orderPage({ up, order: { ...order, ...different }, key: 'k' }).content.text;

describe('the page of an order', () => {
  const paid = { amount: 1299, currency: 'USD' };
  const free = { amount: 0, currency: 'USD' };
  const whole = { amount: 2997, currency: 'USD' };
  it.each([
    ['refunded', 1998, 'Partly refunded, $9.99 of $29.97'],
    ['refunded', 0, 'Refunded, $29.97 of $29.97'],
    ['dispatched', 1998, 'Dispatched, $29.97, of which $9.99 was refunded'],
    ['dispatched', 2997, 'Dispatched, $29.97'],
    ['dispatched', 0, 'Dispatched, $29.97'],
    ['cancelled', 0, 'Cancelled, $29.97'],
  ])('which is %s, and of which %i cents are kept, is listed as %s', (state, amount, told) => {
    const different = { state, total: whole, kept: { amount, currency: 'USD' } };
    expect(ordersPage(up, [{ ...order, ...different }], undefined).content.text).toContain(`<p>${told}</p>`);
    const page = orderOf(different);
    expect(page).toContain(`<h1 tabindex="-1">${told.split(',')[0]}</h1>`);
    const [, back] = /(\$[\d.]+)(?: of \$29.97$| was refunded)/.exec(told) ?? [];
    expect(page.includes('<dt>Refunded</dt>')).toBe(back !== undefined);
    if (back) expect(page).toContain(`<dd>${back} of $29.97</dd>`);
  });

  it.each([
    [1, '1 × X: Refunded; not accepted: 1 × X'],
    [2, '2 × X: Refunded'],
  ])('of which %i of 2 copies came back says what became of each', (quantity, told) => {
    const { recordId } = evil;
    const back = { lines: [{ recordId, quantity }], announced: [{ recordId, quantity: 2 }] };
    const lines = [{ ...order.lines[0]!, title: 'X' }];
    const page = orderOf({ lines, returns: [{ returnId: newId(), state: 'refunded', ...back }] });
    expect(page.replaceAll(/\s+/g, ' ')).toContain(`<li> ${told} </li>`);
  });

  it('says that a cancellation came too late, and the number of the order', () => {
    expect(orderOf({ state: 'dispatched' })).not.toContain('too late');
    expect(orderOf({ state: 'dispatched', cancellation: 'too-late' })).toContain('came too late');
    expect(orderOf({})).toContain(`<dd>${order.orderId}</dd>`);
  });

  it.each([
    ['cancelled', paid, true],
    ['returned', paid, true],
    ['refund-pending', paid, true],
    ['cancelled', free, false],
    ['refunded', free, false],
    ['dispatched', paid, false],
  ])('of which it is %s, and %j are kept, says that a refund is pending: %s', (state, kept, isPending) => {
    expect(orderOf({ state, kept }).includes('Your refund is pending.')).toBe(isPending);
  });
});

describe('the list of a shop without records', () => {
  const empty = { up, records: [], levels: new Map<string, number>() };
  it('says how the shop is filled, unless something was searched for', () => {
    expect(listPage(empty).content.text).toContain('npm run records:ship');
    expect(listPage({ ...empty, q: 'blue' }).content.text).not.toContain('npm run');
  });
});

describe('a page', () => {
  const visit = { site: MARKUP, cart: [], hasLostCart: true, up, person: { id: newId(), token: 't' } };
  const line = { recordId: evil.recordId, quantity: 1, price };
  it.each([
    [
      'of records',
      listPage({
        up,
        q: MARKUP,
        records: [evil],
        levels: new Map([[evil.recordId, 1]]),
        next: { cursor: MARKUP },
        goesWith: [{ ...evil, because }],
        lastOrder: { ...order, state: MARKUP },
      }),
    ],
    [
      'of a record',
      recordPage({
        up,
        record: { ...evil, isForSale: true, label: MARKUP, tracks: [{ title: MARKUP, seconds: 61 }] },
        goesWith: [{ ...evil, because }],
        inCart: 0,
      }),
    ],
    [
      'of the cart',
      cartPage({
        up,
        lines: [line],
        records: [evil],
        levels: new Map(),
        isLoggedIn: true,
        canOrder: true,
        key: MARKUP,
        alert: MARKUP,
      }),
    ],
    ['of orders', ordersPage(up, [{ ...order, state: MARKUP }], MARKUP)],
    ['of an order', orderPage({ up, order, key: MARKUP, alert: MARKUP })],
  ])('%s shows markup as text', (_what, page) => {
    const shown = renderPage(visit, { ...page, q: MARKUP });
    expect(shown).not.toContain('<script>alert');
    expect(shown).not.toContain(`"'>`);
    expect(shown).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
  });

  it('shows what is no HTML as text, and nothing for what is not there', () => {
    expect(html`<p title="${'"'}">${['<', html`<b>${1}</b>`, undefined, false]}</p>`.text).toBe(
      '<p title="&#34;">&#60;<b>1</b></p>',
    );
  });

  it('has links that lead from where it is, behind a gateway too', () => {
    for (const prefix of ['', '/api'])
      expect(
        ['/shop?q=1', '/shop/cart', '/shop/orders/1', '/shop/orders/1/payments'].map(
          (path) => new URL(`${upFrom(path)}shop/cart`, `http://x${prefix}${path}`).pathname,
        ),
      ).toEqual(Array(4).fill(`${prefix}/shop/cart`));
  });
});

describe('what a neighbour does not answer', () => {
  it('is left out and told, in a line and in a header', async () => {
    const asked = new Asked();
    const down = (peer: string) => Promise.reject(new PeerFailure(peer, 'timeout'));
    expect(await asked.ask('orders', down('orders'))).toBeUndefined();
    expect(await asked.ask('catalog', down('catalog'))).toBeUndefined();
    expect(await asked.ask('loyalty', Promise.resolve(7))).toBe(7);
    expect(asked.degraded).toEqual(['catalog', 'orders']);
    expect(headersOf(asked)).toMatchObject({ 'x-degraded': 'catalog, orders' });
    expect(headersOf({})).not.toHaveProperty('x-degraded');
    expect(notesOf(asked.degraded)).toEqual([
      'The catalogue is not available: this is the list as we knew it last.',
      'Ordering is not available at the moment: your cart is kept.',
    ]);
  });

  it('is nothing else than a neighbour that is down', async () => {
    const ours = new Error('ours');
    await expect(new Asked().ask('loyalty', Promise.reject(ours))).rejects.toBe(ours);
  });

  it.each([
    [true, 'Order and pay', 'disabled'],
    [false, 'your cart is kept', 'Order and pay'],
  ])('orders can be placed: %s', (canOrder, shown, absent) => {
    const lines = [{ recordId: evil.recordId, quantity: 1, price }];
    const { content } = cartPage({
      up,
      lines,
      records: [],
      levels: new Map(),
      isLoggedIn: true,
      canOrder,
      key: 'k',
    });
    expect(content.text).toContain(shown);
    expect(content.text).not.toContain(absent);
  });
});

describe('an order', () => {
  it('offers exactly what its links say', () => {
    const offered = (links: Order['links']) =>
      ['cancellation', 'payments', 'returns'].filter((path) => orderOf({ links }).includes(`/${path}"`));
    expect(offered({})).toEqual([]);
    expect(offered({ cancel: '/x' })).toEqual(['cancellation']);
    expect(offered({ 'pay-again': '/x' })).toEqual(['payments']);
    expect(offered({ return: '/x' })).toEqual(['returns']);
  });

  it.each([
    ['paid', 1299, true],
    ['cancelled', 1299, true],
    ['cancelled', 0, false],
    ['dispatched', 1299, false],
  ])('that is %s with %i kept is looked at again: %s', (state, amount, waits) => {
    expect(orderOf({ state, kept: { amount, currency: 'USD' } })).toContain(`data-waits="${String(waits)}"`);
  });
});

it.each([
  [undefined, undefined],
  [0, 'Sold out'],
  [4, 'Only 4 left'],
  [5, 'In stock'],
])('of %s copies the shop says %s', (available, told) => expect(availability(available)).toBe(told));

it.each([
  [undefined, undefined],
  [0, 'Sold out'],
  [1, 'Only 1 left'],
  [10, '10 in stock'],
])('of %s copies the page of the record says %s', (left, told) => expect(stockInWords(left)).toBe(told));

/** The kinds of problems in the documents of the shop's pages, and of what orders answers them. */
const met = ['storefront', 'orders'].flatMap((service) => {
  const { paths } = JSON.parse(readFileSync(`contracts/openapi/${service}.json`, 'utf8'));
  const ours = Object.entries(paths).filter(([path]) => /^\/(?:shop|orders)\b/.test(path));
  return [...JSON.stringify(ours).matchAll(/urn:troupe:problem:([\w.-]+)/g)].map(([, code]) => code!);
});
it.each([...new Set(met)])('has a sentence for customers who meet the problem %s', (code) => {
  expect(SENTENCES).toHaveProperty([code]);
});

it('reads the cursor of a next page, and writes queries of what is there', () => {
  expect(cursorIn('<?q=blue&cursor=ey%3D>; rel="next"')).toBe('ey=');
  expect(cursorIn('</problems>; rel="help"')).toBeUndefined();
  expect(cursorIn()).toBeUndefined();
  expect(queryOf({ q: 'a b', genre: undefined, from: 20 })).toBe('?q=a+b&from=20');
  expect(queryOf({})).toBe('');
});

it.each([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://shop.example' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ origin: 'https://shop.example' }, true],
  [{ origin: 'http://127.0.0.1:4017', host: '127.0.0.1:4017' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{}, true],
])('a form with %j comes from the shop: %s', (headers, own) =>
  expect(isOwn(headers, 'https://shop.example/api')).toBe(own),
);
