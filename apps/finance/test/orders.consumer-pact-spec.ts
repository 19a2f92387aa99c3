import { consumerPact, type ServiceUnderTest } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import {
  ForgottenByOrders,
  OrderCancelled,
  OrderPlaced,
  PaymentOffered,
  ReturnRequested,
} from '../src/events.js';
import { finance } from '../src/finance.module.js';

consumerPact(finance, 'orders', (orders) => {
  const id = (number: number) => `0193a1b2-7c00-7000-8000-0000000001${number}`;
  const [customerId, paymentId, otherId] = [id(41), id(42), id(43)];
  const [cancellationId, returnId, recordId] = [id(44), id(45), id(46)];
  const price = { amount: 1_999, currency: 'USD' };
  const saleOf = async (service: ServiceUnderTest, orderId: string) =>
    (await service.get(`/sales/${orderId}`, { as: { operator: 'pacts' } })).body as object;

  it('learns what is to be paid', () => {
    const orderId = id(51);
    return orders
      .given('order.placed.v1 has been published')
      .expectsToReceive(
        OrderPlaced,
        {
          orderId,
          customerId,
          paymentId,
          total: price,
          lines: [{ recordId, quantity: 1, price }],
        },
        { entityversion: 1, datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          total: price,
          payments: [{ paymentId, state: 'waiting' }],
        });
      });
  });

  it('learns of another means of payment', () => {
    const orderId = id(52);
    return orders
      .given('order.payment-offered.v1 has been published')
      .expectsToReceive(
        PaymentOffered,
        { orderId, customerId, paymentId: otherId },
        { entityversion: 2, datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          payments: [{ paymentId: otherId, state: 'waiting' }],
        });
      });
  });

  it('owes what it took for a cancelled order', () => {
    const orderId = id(53);
    return orders
      .given('order.cancelled.v1 has been published')
      .expectsToReceive(
        OrderCancelled,
        { orderId, customerId, cancellationId },
        { entityversion: 2, datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          refunds: [{ refundId: cancellationId, state: 'due' }],
        });
      });
  });

  it('expects what comes back', () => {
    const orderId = id(54);
    return orders
      .given('order.return-requested.v1 has been published')
      .expectsToReceive(ReturnRequested, { orderId, customerId, returnId }, { datasubject: customerId })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          refunds: [{ refundId: returnId, state: 'asked' }],
        });
      });
  });

  it('forgets an erased customer for whom nothing is asked any more', () =>
    orders
      .given('order.customer-forgotten.v1 has been published')
      .expectsToReceive(ForgottenByOrders, { customerId: id(55) })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('payment.customer-forgotten.v1')).toHaveLength(1);
      }));
});
