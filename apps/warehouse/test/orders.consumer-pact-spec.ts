import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import {
  CancellationRequested,
  ForgottenByOrders,
  OrderCancelled,
  OrderPlaced,
  ReturnRequested,
} from '../src/events.js';
import { warehouse } from '../src/warehouse.module.js';
import { reservation, theReturn } from './shelves.js';

consumerPact(warehouse, 'orders', (orders) => {
  const customerId = '0193a1b2-7c00-7000-8000-000000000411';
  const lines = [{ recordId: '0193a1b2-7c00-7000-8000-000000000412', quantity: 99 }];
  const about = { datasubject: customerId };

  it('decides on an order that was placed', () => {
    const orderId = '0193a1b2-7c00-7000-8000-000000000413';
    return orders
      .given('order.placed.v1 has been published')
      .expectsToReceive(OrderPlaced, { orderId, customerId, lines }, about)
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect((await reservation(service, orderId)).body).toMatchObject({ lines });
      });
  });

  it.each([
    ['that its customer cancels', CancellationRequested, '0193a1b2-7c00-7000-8000-000000000414'],
    ['that was cancelled', OrderCancelled, '0193a1b2-7c00-7000-8000-000000000415'],
  ])('never reserves for an order %s', (_what, event, orderId) =>
    orders
      .given(`${event.type} has been published`)
      .expectsToReceive(event, { orderId, customerId }, about)
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect((await reservation(service, orderId)).body).toMatchObject({ state: 'released' });
      }),
  );

  it('expects what a customer returns', () => {
    const orderId = '0193a1b2-7c00-7000-8000-000000000416';
    const returnId = '0193a1b2-7c00-7000-8000-000000000417';
    return orders
      .given('order.return-requested.v1 has been published')
      .expectsToReceive(ReturnRequested, { orderId, customerId, returnId, lines }, about)
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect((await theReturn(service, returnId)).body).toMatchObject({
          orderId,
          state: 'expected',
          lines,
        });
      });
  });

  it('forgets an erased customer for whom nothing is asked any more', () =>
    orders
      .given('order.customer-forgotten.v1 has been published')
      .expectsToReceive(ForgottenByOrders, { customerId: '0193a1b2-7c00-7000-8000-000000000418' })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('stock.customer-forgotten.v1')).toHaveLength(1);
      }));
});
