import { consumerPact, regex, token } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import {
  NewOrder,
  NewPayment,
  NewReturn,
  Objections,
  Order,
  Orders,
  OrdersClient,
  Placed,
  Refused,
} from '../src/orders.client.js';
import { BadParameters } from '../src/bad-list.js';
import { SENTENCES } from '../src/sentences.js';
import { storefront } from '../src/storefront.module.js';

const idOf = (last: number) => `0193a1b2-7c00-7000-8000-${String(last).padStart(12, '0')}`;
const customerId = idOf(751);
const recordId = idOf(752);
const ORDER = idOf(761);
const price = { amount: 1299, currency: 'USD' };
const means = 'tok_visa-4242';
const KEY = idOf(753);
const keyed = (key: string) => ({ 'Idempotency-Key': regex(/^[0-9a-f-]{36}$/, key) });
const key = keyed(KEY);
const lines = [{ recordId, quantity: 2, price }];

const pathOf = (orderId: string, below = '') =>
  regex(`^/orders/[0-9a-f-]{36}${below}$`, `/orders/${orderId}${below}`);

const order = (orderId: string, different: object = {}) => ({
  orderId,
  state: 'placed',
  placedAt: '2026-11-28T12:00:00.000Z',
  lines: [{ ...lines[0]!, artist: 'Ella Fitzgerald', title: 'Ella in Berlin' }],
  total: { amount: 2598, currency: 'USD' },
  kept: { amount: 0, currency: 'USD' },
  returns: [],
  links: { cancel: `/orders/${orderId}/cancellation` },
  ...different,
});

consumerPact(storefront, 'orders', (orders) => {
  const person = async () => ({ id: customerId, token: await token('person', customerId) });
  const as = customerId;

  const one = [{ recordId, quantity: 1 }];

  it('lists the orders of a person, behind which are more', () => {
    const { state, placedAt, total, kept } = order(ORDER);
    const listed = { orderId: ORDER, state, placedAt, total, kept, lines: [{ title: 'Ella in Berlin' }] };
    return orders
      .given('this person has more orders than a page shows', { customerId })
      .uponReceiving('a request for the orders of a person')
      .withRequest('GET', '/orders', { as })
      .willRespondWith(200, Orders, {
        headers: { link: '<?cursor=IjAxOTNhMWIyIg>; rel="next"' },
        body: { orders: [listed] },
      })
      .executeTest(async (peers) => {
        const found = await new OrdersClient(peers).list(await person());
        expect(found).toEqual({ orders: [listed], next: 'IjAxOTNhMWIyIg' });
      });
  });

  it('learns that there is no such page of orders', () =>
    orders
      .given('this person has more orders than a page shows', { customerId })
      .uponReceiving('a request for a page of orders that there is not')
      .withRequest('GET', '/orders', { as, query: { cursor: 'zzz' } })
      .willRespondWith(400, BadParameters, {
        errors: [{ pointer: '/query/cursor', detail: 'takes the cursor of a Link header' }],
      })
      .executeTest(async (peers) => {
        await expect(new OrdersClient(peers).list(await person(), 'zzz')).rejects.toThrow('no such page');
      }));

  it.each([
    ['that is placed', 'this order is placed', order(ORDER)],
    [
      'whose payment was refused',
      'the payment of this order was refused',
      order(ORDER, {
        state: 'payment-refused',
        payBy: '2026-11-28T12:15:00.000Z',
        links: {
          cancel: `/orders/${ORDER}/cancellation`,
          'pay-again': `/orders/${ORDER}/payments`,
        },
      }),
    ],
    [
      'that was cancelled',
      'this order was cancelled',
      order(ORDER, { state: 'cancelled', reason: 'expired', links: {} }),
    ],
    [
      'whose refund has failed',
      'the refund of this order has failed',
      order(ORDER, { state: 'refund-pending', reason: 'expired', links: {} }),
    ],
    [
      'whose cancellation came too late',
      'the cancellation of this order came too late',
      order(ORDER, {
        state: 'dispatched',
        trackingId: 'parcel-1',
        cancellation: 'too-late',
        links: { return: `/orders/${ORDER}/returns` },
      }),
    ],
    [
      'of which something is coming back',
      'something of this order is coming back',
      order(ORDER, {
        state: 'returning',
        trackingId: 'parcel-1',
        returns: [{ returnId: idOf(770), state: 'returning', lines: one, announced: one }],
        links: {},
      }),
    ],
    [
      'of which a return was rejected',
      'a return of this order was rejected',
      order(ORDER, {
        state: 'dispatched',
        trackingId: 'parcel-1',
        returns: [
          { returnId: idOf(770), state: 'rejected', lines: one, announced: one, reason: 'scratched' },
        ],
        links: { return: `/orders/${ORDER}/returns` },
      }),
    ],
  ])('shows an order %s', (what, state, shown) =>
    orders
      .given(state, { customerId, orderId: shown.orderId, recordId })
      .uponReceiving(`a request for an order ${what}`)
      .withRequest('GET', pathOf(shown.orderId), { as })
      .willRespondWith(200, Order, shown)
      .executeTest(async (peers) => {
        expect(await new OrdersClient(peers).order(await person(), shown.orderId)).toEqual(shown);
      }),
  );

  it('shows no order of another person', () =>
    orders
      .given('this order is of another person', { orderId: idOf(765) })
      .uponReceiving('a request for the order of another person')
      .withRequest('GET', pathOf(idOf(765)), { as })
      .willRespondWith(404)
      .executeTest(async (peers) => {
        expect(await new OrdersClient(peers).order(await person(), idOf(765))).toBeUndefined();
      }));

  it('orders a cart', () =>
    orders
      .given('this record is for sale at this price', { recordId, price })
      .uponReceiving('a cart')
      .withRequest('POST', '/orders', { as, headers: key, sends: NewOrder, body: { lines, token: means } })
      .willRespondWith(201, Placed, { orderId: idOf(766) })
      .executeTest(async (peers) => {
        const answer = await new OrdersClient(peers).place(await person(), lines, means, KEY);
        expect(answer).toEqual({ status: 201, body: { orderId: idOf(766) } });
      }));

  it.each([
    [
      'at old prices',
      'this record is for sale at this price',
      { recordId, price: { amount: 1499, currency: 'USD' } },
      'orders.price-changed',
      { prices: [{ recordId, price: { amount: 1499, currency: 'USD' } }] },
      idOf(754),
    ],
    [
      'with what is not for sale',
      'this record is not for sale',
      { recordId },
      'orders.not-for-sale',
      { records: [recordId] },
      idOf(755),
    ],
  ])('learns why a cart %s is refused', (what, state, params, kind, objection, another) => {
    const headers = keyed(another);
    const told = { type: `urn:troupe:problem:${kind}`, ...objection };
    return orders
      .given(state, params)
      .uponReceiving(`a cart ${what}`)
      .withRequest('POST', '/orders', { as, headers, sends: NewOrder, body: { lines, token: means } })
      .willRespondWith(409, Objections, told)
      .executeTest(async (peers) => {
        const answer = await new OrdersClient(peers).place(await person(), lines, means, another);
        expect(answer).toEqual({ status: 409, body: told });
      });
  });

  it.each([
    ['of a customer who was erased', 'this customer was erased', 410, 'erased', idOf(757), idOf(756)],
    [
      'under a key that another cart had',
      'another cart was ordered under this key',
      422,
      'idempotency-key-reused',
      customerId,
      idOf(758),
    ],
  ] as const)('learns that a cart %s is refused', (what, state, status, kind, who, another) => {
    const headers = keyed(another);
    const told = { type: `urn:troupe:problem:${kind}` };
    return orders
      .given(state, { customerId: who, recordId, price, key: another })
      .uponReceiving(`a cart ${what}`)
      .withRequest('POST', '/orders', {
        as: who,
        headers,
        sends: NewOrder,
        body: { lines, token: means },
      })
      .willRespondWith(status, Refused, told)
      .executeTest(async (peers) => {
        const caller = { id: who, token: await token('person', who) };
        const answer = await new OrdersClient(peers).place(caller, lines, means, another);
        expect(answer).toEqual({ status, body: told });
      });
  });

  it('learns that a return under a key that another return had is refused', () => {
    const orderId = idOf(793);
    return orders
      .given('another return was requested under this key', { customerId, orderId, recordId, key: idOf(759) })
      .uponReceiving('a return under a key that another return had')
      .withRequest('POST', pathOf(orderId, '/returns'), {
        as,
        headers: keyed(idOf(759)),
        sends: NewReturn,
        body: { lines: one },
      })
      .willRespondWith(422, Refused, { type: 'urn:troupe:problem:idempotency-key-reused' })
      .executeTest(async (peers) => {
        const outcome = { isDone: false, because: SENTENCES['idempotency-key-reused'] };
        expect(await new OrdersClient(peers).takeBack(await person(), orderId, one, idOf(759))).toEqual(
          outcome,
        );
      });
  });

  type Act = (client: OrdersClient, orderId: string) => Promise<unknown>;
  const ACTS: [string, string, string, object, Act][] = [
    [
      'cancels',
      'this order is placed',
      'cancellation',
      {},
      async (client, orderId) => client.cancel(await person(), orderId),
    ],
    [
      'pays again',
      'the payment of this order was refused',
      'payments',
      { headers: key, sends: NewPayment, body: { token: means } },
      async (client, orderId) => client.payAgain(await person(), orderId, means, KEY),
    ],
    [
      'returns',
      'this order was dispatched',
      'returns',
      { headers: key, sends: NewReturn, body: { lines: [{ recordId, quantity: 1 }] } },
      async (client, orderId) => client.takeBack(await person(), orderId, [{ recordId, quantity: 1 }], KEY),
    ],
  ];

  it.each(ACTS.map((row, at) => [...row, idOf(780 + at)] as const))(
    '%s an order',
    (what, state, path, parts, act, orderId) =>
      orders
        .given(state, { customerId, orderId, recordId })
        .uponReceiving(`${path} of an order`)
        .withRequest('POST', pathOf(orderId, `/${path}`), { as, ...parts })
        .willRespondWith(202)
        .executeTest(async (peers) => {
          expect(await act(new OrdersClient(peers), orderId)).toEqual({ isDone: true });
        }),
  );

  it.each(ACTS.map((row, at) => [...row, idOf(790 + at)] as const))(
    'learns why nobody %s an order that was cancelled',
    (what, _state, path, parts, act, orderId) =>
      orders
        .given('this order was cancelled', { customerId, orderId, recordId })
        .uponReceiving(`${path} of an order that was cancelled`)
        .withRequest('POST', pathOf(orderId, `/${path}`), { as, ...parts })
        .willRespondWith(409, Refused, { type: 'urn:troupe:problem:orders.not-now' })
        .executeTest(async (peers) => {
          const outcome = { isDone: false, because: SENTENCES['orders.not-now'] };
          expect(await act(new OrdersClient(peers), orderId)).toEqual(outcome);
        }),
  );
});
