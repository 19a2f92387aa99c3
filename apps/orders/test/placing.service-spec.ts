import { newId } from '#libs/telemetry';
import { message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { orders } from '../src/orders.module.js';
import { OrdersFixture, TAKES_TOKENS, TOKEN } from './orders-fixture.js';

const problem = (code: string) => `urn:troupe:problem:${code}`;

describe('an order', () => {
  let fixture: OrdersFixture;

  beforeAll(async () => {
    fixture = await OrdersFixture.open();
  });
  afterEach(() => fixture.finance.given(TAKES_TOKENS));
  afterAll(() => fixture.close());

  const handedOver = async (customerId: string) =>
    (await fixture.finance.requests()).filter(({ body }) => body.includes(customerId));

  it('is placed at the prices that were heard, and published', async () => {
    const customer = fixture.customer();
    const [one, two] = [await fixture.record(1299), await fixture.record(850)];
    const lines = [
      { recordId: one.recordId, quantity: 2, price: one.price },
      { recordId: two.recordId, quantity: 1, price: two.price },
    ];
    const answer = await customer.order(lines);
    const { orderId } = answer.body;
    const total = { amount: 3448, currency: 'USD' };
    expect(answer).toMatchObject({
      status: 201,
      body: { state: 'placed', version: 1, total, kept: { amount: 0, currency: 'USD' }, returns: [] },
    });
    expect(answer.body.lines[0]).toEqual({ ...one, quantity: 2 });
    expect(answer.headers.get('location')).toBe(`/orders/${orderId}`);
    expect(await customer.seen(orderId)).toEqual(answer.body);
    const [said] = await customer.published('order.placed.v1', orderId);
    const { customerId } = customer;
    expect(said?.body).toEqual({ orderId, customerId, paymentId: expect.any(String), lines, total });
    expect(said?.attributes).toMatchObject({
      source: '/troupe/orders',
      entityversion: 1,
      datasubject: customerId,
    });
  });

  it('takes the id of a record in capitals', async () => {
    const { recordId, price } = await fixture.record();
    const lines = [{ recordId: recordId.toUpperCase(), quantity: 1, price }];
    expect(await fixture.customer().order(lines)).toMatchObject({
      status: 201,
      body: { lines: [{ recordId }] },
    });
  });

  it('hands its token to finance for the payment that it names, and keeps it nowhere', async () => {
    const customer = fixture.customer();
    const orderId = await customer.placed();
    const [said] = await customer.published('order.placed.v1', orderId);
    const [request, ...more] = await handedOver(customer.customerId);
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'PUT', path: `/payments/${said?.body.paymentId}` });
    expect(JSON.parse(request?.body ?? '')).toEqual({ customerId: customer.customerId, token: TOKEN });
    expect(await fixture.service.tablesWith(TOKEN)).toEqual([]);
    expect(JSON.stringify(fixture.environment.logs)).not.toContain(TOKEN);
  });

  it('is placed once under an Idempotency-Key, and hands over one payment', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    const key = newId();
    const send = () => customer.order([{ recordId, quantity: 1, price }], { key });
    const [first, again] = [await send(), await send()];
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect((await customer.get('/orders')).body.orders).toEqual([first.body]);
    expect(await handedOver(customer.customerId)).toHaveLength(1);
  });

  it('continues under its key when finance was away, with the same payment', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    const key = newId();
    const send = () => customer.order([{ recordId, quantity: 1, price }], { key });
    await fixture.finance.unavailable();
    expect(await send()).toMatchObject({ status: 503, body: { type: problem('peer-unavailable') } });
    expect((await customer.get('/orders')).body.orders).toEqual([]);
    await fixture.finance.recover();
    expect((await send()).status).toBe(201);
    const paths = (await handedOver(customer.customerId)).map(({ path }) => path);
    expect(new Set(paths).size).toBe(1);
  });

  it('is refused with another token under its key, once it is placed', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    const order = (token?: string) => customer.order([{ recordId, quantity: 1, price }], { key, token });
    const key = newId();
    const placed = await order();
    expect(await order('tok_visa-1111')).toMatchObject({
      status: 422,
      body: { type: problem('idempotency-key-reused') },
    });
    expect(await order()).toMatchObject({ status: 201, body: placed.body });
    expect(await handedOver(customer.customerId)).toHaveLength(1);
  });

  it('is refused with another token than finance has for its payment', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    await fixture.finance.given({ name: 'this payment was offered with another token', params: ANOTHER });
    expect(await customer.order([{ recordId, quantity: 1, price }], { key: newId() })).toMatchObject({
      status: 422,
      body: { type: problem('idempotency-key-reused') },
    });
  });

  it('is refused at another price than the newest, with the new one, before its token leaves', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    const changed = { amount: price.amount + 1, currency: 'USD' };
    const event = { recordId, price: changed };
    await fixture.hear('catalog', 'record.price-changed.v1', event, { entityversion: 2 });
    expect(await customer.order([{ recordId, quantity: 1, price }])).toMatchObject({
      status: 409,
      body: { type: problem('orders.price-changed'), prices: [{ recordId, price: changed }] },
    });
    expect(await handedOver(customer.customerId)).toEqual([]);
    expect((await customer.order([{ recordId, quantity: 1, price: changed }])).status).toBe(201);
  });

  it('is refused of a record that is withdrawn, or was never listed', async () => {
    const customer = fixture.customer();
    const [gone, kept] = [await fixture.record(), await fixture.record()];
    await fixture.hear('catalog', 'record.withdrawn.v1', { recordId: gone.recordId }, { entityversion: 2 });
    const unknown = { ...kept, recordId: newId() };
    const lines = [gone, kept, unknown].map(({ recordId, price }) => ({ recordId, quantity: 1, price }));
    expect(await customer.order(lines)).toMatchObject({
      status: 409,
      body: { type: problem('orders.not-for-sale'), records: [gone.recordId, unknown.recordId] },
    });
  });

  it.each([
    ['without a line', () => ({ lines: [] }), '/lines'],
    ['of nothing', (line: object) => ({ lines: [{ ...line, quantity: 0 }] }), '/lines/0/quantity'],
    ['of too many', (line: object) => ({ lines: [{ ...line, quantity: 100 }] }), '/lines/0/quantity'],
    ['with a record twice', (line: object) => ({ lines: [line, line] }), '/lines'],
    ['of more than 50 records', (line: object) => ({ lines: Array(51).fill(line) }), '/lines'],
    [
      'with half a cent',
      (line: object) => ({ lines: [{ ...line, price: { amount: 0.5, currency: 'USD' } }] }),
      '/lines/0/price/amount',
    ],
    [
      'in no currency',
      (line: object) => ({ lines: [{ ...line, price: { amount: 1, currency: 'Euro' } }] }),
      '/lines/0/price/currency',
    ],
    ['with a token that is none', (line: object) => ({ lines: [line], token: 'x' }), '/token'],
  ])('is refused %s', async (_what, bodyOf, pointer) => {
    const line = { recordId: newId(), quantity: 1, price: { amount: 1, currency: 'USD' } };
    const answer = await fixture.customer().post('/orders', { token: TOKEN, ...bodyOf(line) });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    for (const { detail } of answer.body.errors) expect(detail).not.toMatch(/must match \//);
  });

  it('is shown to nobody else', async () => {
    const orderId = await fixture.customer().placed();
    const other = fixture.customer();
    expect((await other.get(`/orders/${orderId}`)).status).toBe(404);
    expect((await other.post(`/orders/${orderId}/cancellation`)).status).toBe(404);
    expect((await other.post(`/orders/${orderId}/payments`, { token: TOKEN })).status).toBe(404);
    expect((await other.get('/orders')).body.orders).toEqual([]);
    for (const as of [undefined, { service: 'finance' }, { operator: 'olga' }])
      expect((await fixture.service.get(`/orders/${orderId}`, { as })).status).toBe(as ? 403 : 401);
  });

  it('is listed with all others of the customer in pages, the newest first', async () => {
    const customer = fixture.customer();
    const record = await fixture.record();
    const ids = [];
    for (let n = 0; n < 3; n++) ids.unshift(await customer.placed(record));
    const first = await customer.get('/orders?limit=2');
    const [, next] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await customer.get(`/orders${next}`);
    expect(second.headers.get('link')).toBeNull();
    const listed = [...first.body.orders, ...second.body.orders].map(({ orderId }) => orderId);
    expect(listed).toEqual(ids);
  });

  it('is limited per customer and minute', async () => {
    const strict = await fixture.environment.start(orders, {
      FINANCE_URL: fixture.finance.url,
      ORDERS_PER_MINUTE: '1',
    });
    const { recordId, price } = await fixture.record();
    const body = { lines: [{ recordId, quantity: 1, price }], token: TOKEN };
    const as = { person: newId() };
    expect((await strict.post('/orders', body, { as })).status).toBe(201);
    expect((await strict.post('/orders', body, { as })).status).toBe(429);
    await strict.stop();
  });

  it('is refused once its customer was erased', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    const { customerId } = customer;
    await fixture.environment.deliver(
      'customers',
      fixture.service,
      message('customer.erased.v1', { customerId }),
    );
    expect(await customer.order([{ recordId, quantity: 1, price }])).toMatchObject({
      status: 410,
      body: { type: problem('erased') },
    });
    expect(await handedOver(customerId)).toEqual([]);
  });

  it('is refused when finance knows that its customer was erased', async () => {
    await fixture.finance.given('this customer is forgotten');
    const customer = fixture.customer(FORGOTTEN);
    const { recordId, price } = await fixture.record();
    expect(await customer.order([{ recordId, quantity: 1, price }])).toMatchObject({
      status: 410,
      body: { type: problem('erased') },
    });
    expect((await customer.get('/orders')).body.orders).toEqual([]);
  });
});

const FORGOTTEN = '0193a1b2-7c00-7000-8000-000000000133';
const ANOTHER = {
  paymentId: '0193a1b2-7c00-7000-8000-000000000132',
  customerId: '0193a1b2-7c00-7000-8000-000000000131',
};
