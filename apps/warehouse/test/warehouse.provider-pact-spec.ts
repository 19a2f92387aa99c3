import { newId } from '#libs/telemetry';
import { accepted, eventually, facts, message, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CustomerOrder, WarehouseFixture } from './fixtures/warehouse-fixture.js';
import { listed } from './shelves.js';
import { untaken } from './untaken.js';

describe('warehouse', () => {
  let fixture: WarehouseFixture;

  beforeAll(async () => {
    fixture = await WarehouseFixture.open();
  });
  afterAll(() => fixture.close());

  const factsAbout = (order: CustomerOrder, entityversion: number, told: object = {}) => {
    const { orderId, customerId } = order;
    return facts({ orderId, customerId, subject: orderId, datasubject: customerId, entityversion, ...told });
  };
  const placed = async (copies: number, quantity: number) => {
    const [recordId = ''] = await listed(fixture.service, copies);
    const order = fixture.order([recordId, quantity]);
    await order.place();
    return order;
  };
  const becomes = (order: CustomerOrder, state: string) =>
    eventually(async () => expect(await order.state()).toBe(state) ?? true);
  const reserved = async () => {
    const order = await placed(5, 2);
    await becomes(order, 'reserved');
    return order;
  };
  const dispatched = async () => {
    const order = await reserved();
    await order.pay();
    await becomes(order, 'dispatched');
    return order;
  };
  const settled = async (how: 'acceptance' | 'rejection') => {
    const order = await dispatched();
    const returnId = await order.requestReturn();
    const body = how === 'acceptance' ? { lines: order.lines } : { reason: 'scratched' };
    accepted(await order.settle(returnId, how, body));
    return factsAbout(order, 3, { returnId, ...body });
  };
  const erased = async () => {
    const customerId = newId();
    await fixture.hears('orders', message('order.customer-forgotten.v1', { customerId }));
    return facts({ customerId, subject: customerId });
  };

  const states = {
    'stock.level-changed.v1 has been published': async () => {
      const [recordId = ''] = await listed(fixture.service, 5);
      const order = fixture.order([recordId, 2]);
      await order.place();
      await becomes(order, 'reserved');
      return facts({ recordId, subject: recordId, available: 3, entityversion: 1 });
    },
    'stock.reserved.v1 has been published': async () => factsAbout(await reserved(), 1),
    'stock.missing.v1 has been published': async () => {
      const order = await placed(1, 2);
      await becomes(order, 'missing');
      return factsAbout(order, 1);
    },
    'stock.released.v1 has been published': async () => {
      const order = await reserved();
      await order.requestCancellation();
      return factsAbout(order, 2, { reason: 'requested' });
    },
    'stock.dispatched.v1 has been published': async () => {
      const order = await dispatched();
      return factsAbout(order, 2, { lines: order.lines, trackingId: order.trackingId });
    },
    'stock.returned.v1 has been published': () => settled('acceptance'),
    'stock.return-rejected.v1 has been published': () => settled('rejection'),
    'stock.customer-forgotten.v1 has been published': erased,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states, untaken })).not.toEqual([]);
  });
});
