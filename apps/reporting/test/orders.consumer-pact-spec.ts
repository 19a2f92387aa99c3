import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { OrderPlaced } from '../src/events.js';
import { reporting } from '../src/reporting.module.js';

consumerPact(reporting, 'orders', (orders) => {
  const customerId = '0193a1b2-7c00-7000-8000-000000000411';
  const orderId = '0193a1b2-7c00-7000-8000-000000000412';
  const recordId = '0193a1b2-7c00-7000-8000-000000000413';
  const lines = [{ recordId, quantity: 2, price: { amount: 1_299, currency: 'USD' } }];

  it('keeps what an order is of', () =>
    orders
      .given('order.placed.v1 has been published')
      .expectsToReceive(OrderPlaced, { orderId, lines }, { entityversion: 1, datasubject: customerId })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.tablesWith(recordId)).toEqual(['public.sale']);
      }));
});
