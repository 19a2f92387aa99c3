import { eventually, message } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type Customer, OrdersFixture } from './orders-fixture.js';

describe('an erased customer', () => {
  let fixture: OrdersFixture;

  beforeAll(async () => {
    fixture = await OrdersFixture.open({ RETRY_SCHEDULE: '50ms' });
  });
  afterAll(() => fixture.close());

  const erase = async ({ customerId }: Customer) => {
    const event = message('customer.erased.v1', { customerId });
    await fixture.environment.publish('customers', event);
    return event.id;
  };
  const isHeld = (id: string) =>
    eventually(async () => {
      const { rows } = await sql`select from messaging.retry where id = ${id}`.execute(
        fixture.service.database.query,
      );
      expect(rows).toHaveLength(1);
      return true;
    });

  it('without an order is forgotten at once', async () => {
    const customer = fixture.customer();
    await fixture.service.hasHeard(await erase(customer));
    const said = await fixture.service.said('order.customer-forgotten.v1');
    expect(said.map(({ body }) => body)).toContainEqual({ customerId: customer.customerId });
  });

  it('leaves nothing of a request that comes too late', async () => {
    const customer = fixture.customer();
    const { recordId, price } = await fixture.record();
    await fixture.service.hasHeard(await erase(customer));
    const answer = await customer.order([{ recordId, quantity: 1, price }], { key: 'too-late' });
    expect(answer.status).toBe(410);
    expect(await fixture.service.tablesWith(customer.customerId)).toEqual([
      'messaging.outbox',
      'messaging.tombstone',
    ]);
  });

  it('has the open order cancelled first, and is not forgotten before it has ended', async () => {
    const customer = fixture.customer();
    const orderId = await customer.placed();
    await isHeld(await erase(customer));
    expect(await customer.seen(orderId)).toMatchObject({ state: 'cancelling' });
    expect(await customer.published('order.cancellation-requested.v1', orderId)).toHaveLength(1);
    expect(await fixture.service.tablesWith(customer.customerId)).toContain('public.orders');
    await customer.hears('warehouse', 'stock.released.v1', orderId, { reason: 'requested' });
    expect(await customer.published('order.cancelled.v1', orderId)).toHaveLength(1);
    await eventually(
      async () =>
        expect(await fixture.service.tablesWith(customer.customerId)).not.toContain('public.orders') ===
        undefined,
    );
    expect((await customer.get(`/orders/${orderId}`)).status).toBe(404);
  });

  it('keeps a dispatched order from holding anything', async () => {
    const customer = fixture.customer();
    const orderId = await customer.placed();
    await customer.hears('warehouse', 'stock.dispatched.v1', orderId, { trackingId: 'PARCEL-1' });
    await fixture.service.hasHeard(await erase(customer));
    expect((await customer.get(`/orders/${orderId}`)).status).toBe(404);
    expect(await fixture.service.tablesWith('PARCEL-1')).toEqual([]);
  });

  it.each([
    ['nothing that was free', 0, false],
    ['what was paid', 1299, true],
  ])('waits for the refund of %s when it has come back', async (_what, amount, waits) => {
    const customer = fixture.customer();
    const record = await fixture.record(amount);
    const orderId = await customer.placed(record);
    await customer.hears('warehouse', 'stock.dispatched.v1', orderId, { trackingId: 'PARCEL-2' });
    const lines = [{ recordId: record.recordId, quantity: 1 }];
    const { body } = await customer.post(`/orders/${orderId}/returns`, { lines });
    const [{ returnId }] = body.returns;
    await customer.hears('warehouse', 'stock.returned.v1', orderId, { returnId, lines }, 3);
    const id = await erase(customer);
    await (waits ? isHeld(id) : fixture.service.hasHeard(id));
    expect((await fixture.service.tablesWith(orderId)).includes('public.orders')).toBe(waits);
  });
});
