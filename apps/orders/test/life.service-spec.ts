import { newId } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Customer, OrdersFixture, TOKEN } from './orders-fixture.js';

const UNTIL = '2026-12-01T12:15:00.000Z';
const money = (amount: number) => ({ amount, currency: 'USD' });
const NOT_NOW = 'urn:troupe:problem:orders.not-now';

describe('an order', () => {
  let fixture: OrdersFixture;

  beforeAll(async () => {
    fixture = await OrdersFixture.open();
  });
  afterAll(() => fixture.close());

  const placed = async (quantity = 1): Promise<[Customer, string]> => {
    const customer = fixture.customer();
    return [customer, await customer.placed(undefined, quantity)];
  };
  const paymentOf = async (customer: Customer, orderId: string): Promise<string> =>
    (await customer.published('order.placed.v1', orderId))[0]?.body.paymentId as string;
  const take = async (customer: Customer, orderId: string) => {
    const paymentId = await paymentOf(customer, orderId);
    await customer.hears('finance', 'payment.taken.v1', orderId, { paymentId, kept: money(1299) });
  };
  const dispatch = (customer: Customer, orderId: string) =>
    customer.hears('warehouse', 'stock.dispatched.v1', orderId, { trackingId: 'PARCEL-1' }, 3);
  const cancellations = async (customer: Customer, orderId: string) =>
    (await customer.published('order.cancelled.v1', orderId)).map(({ body }) => body);

  it('is reserved, paid and dispatched, and its links say what can be done', async () => {
    const [customer, orderId] = await placed();
    expect(await customer.can(orderId)).toEqual(['cancel']);
    await customer.hears('warehouse', 'stock.reserved.v1', orderId, { until: UNTIL });
    expect(await customer.seen(orderId)).toMatchObject({ state: 'reserved', payBy: UNTIL });
    await take(customer, orderId);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'paid', kept: money(1299) });
    await dispatch(customer, orderId);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'dispatched', trackingId: 'PARCEL-1' });
    expect(await customer.can(orderId)).toEqual(['return']);
    expect(await cancellations(customer, orderId)).toEqual([]);
  });

  it.each([
    ['stock is missing', 'warehouse', 'stock.missing.v1', {}, 'stock-missing'],
    ['the reservation has expired', 'warehouse', 'stock.released.v1', { reason: 'expired' }, 'expired'],
    [
      'it cannot be delivered',
      'warehouse',
      'stock.released.v1',
      { reason: 'undeliverable' },
      'undeliverable',
    ],
    ['the payment is refused', 'finance', 'payment.refused.v1', { isFinal: true }, 'payment-refused'],
  ] as const)('is cancelled, and that is published, when %s', async (_why, from, type, data, reason) => {
    const [customer, orderId] = await placed();
    const paymentId = await paymentOf(customer, orderId);
    await customer.hears(from, type, orderId, { ...(from === 'finance' && { paymentId }), ...data });
    await customer.hears(from, type, orderId, { ...(from === 'finance' && { paymentId }), ...data }, 2);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'cancelled', reason });
    expect(await customer.can(orderId)).toEqual([]);
    const said = await customer.published('order.cancelled.v1', orderId);
    expect(said).toHaveLength(1);
    const { customerId } = customer;
    expect(said[0]).toMatchObject({
      body: { orderId, customerId, cancellationId: expect.any(String), reason },
      attributes: { entityversion: 2, datasubject: customerId },
    });
  });

  it('is cancelled by its customer once the warehouse has released it, and refunded', async () => {
    const [customer, orderId] = await placed();
    await take(customer, orderId);
    const { links } = await customer.seen(orderId);
    for (const version of [2, 2])
      // the second request is a repetition
      expect(await customer.post(links.cancel)).toMatchObject({
        status: 202,
        body: { state: 'cancelling', version, links: { self: links.self } },
      });
    const [asked, ...more] = await customer.published('order.cancellation-requested.v1', orderId);
    expect(more).toEqual([]);
    await customer.hears('warehouse', 'stock.released.v1', orderId, { reason: 'requested' });
    const [{ cancellationId }] = (await cancellations(customer, orderId)) as [{ cancellationId: string }];
    expect(asked?.body.cancellationId).toBe(cancellationId);
    const refund = { refundId: cancellationId, kept: money(0) };
    await customer.hears('finance', 'payment.refund-failed.v1', orderId, refund, 2);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'refund-pending', kept: money(1299) });
    await customer.hears('finance', 'payment.refunded.v1', orderId, refund, 3);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'refunded', kept: money(0) });
  });

  it('is not cancelled when the warehouse had dispatched it', async () => {
    const [customer, orderId] = await placed();
    await customer.post(`/orders/${orderId}/cancellation`);
    await dispatch(customer, orderId);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'dispatched', cancellation: 'too-late' });
    expect(await cancellations(customer, orderId)).toEqual([]);
    expect(await customer.post(`/orders/${orderId}/cancellation`)).toMatchObject({
      status: 409,
      body: { type: NOT_NOW, state: 'dispatched' },
    });
  });

  it('is paid by other means after a refusal that is not final', async () => {
    const [customer, orderId] = await placed();
    await customer.hears('warehouse', 'stock.reserved.v1', orderId, { until: UNTIL });
    expect((await customer.post(`/orders/${orderId}/payments`, { token: TOKEN })).status).toBe(409);
    const refuse = async (paymentId: string) =>
      customer.hears('finance', 'payment.refused.v1', orderId, { paymentId, isFinal: false });
    await refuse(await paymentOf(customer, orderId));
    expect(await customer.seen(orderId)).toMatchObject({ state: 'payment-refused', payBy: UNTIL });
    expect(await customer.can(orderId)).toEqual(['cancel', 'pay-again']);
    const { links } = await customer.seen(orderId);
    const key = newId();
    const pay = () => customer.post(links['pay-again'], { token: 'tok_visa-1111' }, key);
    const first = await pay();
    expect(first).toMatchObject({ status: 202, body: { state: 'reserved' } });
    expect((await pay()).body).toEqual(first.body);
    expect(await customer.post(links['pay-again'], { token: 'tok_visa-2222' }, key)).toMatchObject({
      status: 422,
      body: { type: 'urn:troupe:problem:idempotency-key-reused' },
    });
    const [offered, ...more] = await customer.published('order.payment-offered.v1', orderId);
    expect(more).toEqual([]);
    const { paymentId } = offered!.body as { paymentId: string };
    expect(paymentId).not.toBe(await paymentOf(customer, orderId));
    const handedOver = await fixture.finance.requests();
    expect(handedOver.find(({ path }) => path === `/payments/${paymentId}`)?.body).toContain('tok_visa-1111');
    expect(await fixture.service.tablesWith('tok_visa-1111')).toEqual([]);
    await refuse(paymentId);
    expect(await customer.can(orderId)).toEqual(['cancel', 'pay-again']);
    await customer.hears('finance', 'payment.taken.v1', orderId, { paymentId, kept: money(1299) }, 3);
    expect(await customer.seen(orderId)).toMatchObject({ state: 'paid' });
  });

  it('is returned in parts, never more than was ordered, and refunded', async () => {
    const [customer, orderId] = await placed(2);
    await take(customer, orderId);
    await dispatch(customer, orderId);
    const { lines, links } = await customer.seen(orderId);
    const back = (quantity: number) => ({ lines: [{ recordId: lines[0].recordId, quantity }] });
    expect(await customer.post(links.return, back(3))).toMatchObject({
      status: 409,
      body: { type: 'urn:troupe:problem:orders.not-returnable' },
    });
    const key = newId();
    const answer = await customer.post(links.return, back(1), key);
    expect(answer).toMatchObject({ status: 202, body: { state: 'returning' } });
    expect((await customer.post(links.return, back(1), key)).body).toEqual(answer.body);
    const [asked, ...more] = await customer.published('order.return-requested.v1', orderId);
    expect(more).toEqual([]);
    const { returnId } = asked!.body as { returnId: string };
    await customer.hears('warehouse', 'stock.returned.v1', orderId, { returnId, ...back(1) }, 4);
    expect(await customer.can(orderId)).toEqual([]);
    await customer.hears(
      'finance',
      'payment.refunded.v1',
      orderId,
      { refundId: returnId, kept: money(650) },
      4,
    );
    expect(await customer.seen(orderId)).toMatchObject({
      state: 'refunded',
      kept: money(650),
      returns: [{ returnId, state: 'refunded', ...back(1) }],
    });
    expect(await customer.can(orderId)).toEqual(['return']);
    expect((await customer.post(links.return, back(2))).status).toBe(409);
    expect((await customer.post(links.return, back(1))).status).toBe(202);
  });

  it('tells how many of the copies that were announced came back', async () => {
    const [customer, orderId] = await placed(2);
    await take(customer, orderId);
    await dispatch(customer, orderId);
    const { lines, links, ...seen } = await customer.seen(orderId);
    expect(seen).not.toHaveProperty('cancellation');
    const copies = (quantity: number) => [{ recordId: lines[0].recordId, quantity }];
    const { returns } = (await customer.post(links.return, { lines: copies(2) })).body;
    const [{ returnId }] = returns;
    expect(returns).toEqual([{ returnId, state: 'returning', lines: copies(2), announced: copies(2) }]);
    const came = { returnId, lines: copies(1) };
    await customer.hears('warehouse', 'stock.returned.v1', orderId, came, 4);
    const told = [{ returnId, state: 'returned', lines: copies(1), announced: copies(2) }];
    expect(await customer.seen(orderId)).toMatchObject({ returns: told });
  });

  it('stays with the customer when a return is rejected, who is told why', async () => {
    const [customer, orderId] = await placed();
    await dispatch(customer, orderId);
    const { lines, links } = await customer.seen(orderId);
    const back = { lines: [{ recordId: lines[0].recordId, quantity: 1 }] };
    const { returns } = (await customer.post(links.return, back)).body;
    const rejection = { returnId: returns[0].returnId, reason: 'It is scratched.' };
    await customer.hears('warehouse', 'stock.return-rejected.v1', orderId, rejection, 4);
    expect(await customer.seen(orderId)).toMatchObject({
      state: 'dispatched',
      returns: [{ state: 'rejected', ...rejection }],
    });
    expect(await customer.can(orderId)).toEqual(['return']);
  });

  it('is counted when it is placed, and when it ends', async () => {
    const counts = async () => {
      const { body } = await fixture.service.get('/metrics');
      const count = (name: string) => Number(new RegExp(`^${name}\\S* (\\d+)`, 'm').exec(body)?.[1]);
      return [count('orders_placed_total'), count('orders_ended_total\\S*how="dispatched"')];
    };
    const [before, ended] = (await counts()) as [number, number];
    const [customer, orderId] = await placed();
    await dispatch(customer, orderId);
    await customer.hears('warehouse', 'stock.reserved.v1', orderId, { until: UNTIL }); // late
    expect(await counts()).toEqual([before + 1, ended + 1]);
  });

  it('that is unknown makes an event wait, and is named', async () => {
    const [customer] = await placed();
    const unknown = newId();
    await expect(customer.hears('warehouse', 'stock.missing.v1', unknown)).rejects.toThrow(
      `There is no order ${unknown}`,
    );
  });
});
