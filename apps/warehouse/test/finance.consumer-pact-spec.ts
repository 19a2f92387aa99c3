import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { PaymentTaken } from '../src/events.js';
import { warehouse } from '../src/warehouse.module.js';
import { reservation } from './shelves.js';

consumerPact(warehouse, 'finance', (finance) => {
  const orderId = '0193a1b2-7c00-7000-8000-000000000421';
  const customerId = '0193a1b2-7c00-7000-8000-000000000422';

  it('learns that an order is paid', () =>
    finance
      .given('payment.taken.v1 has been published')
      .expectsToReceive(PaymentTaken, { orderId, customerId }, { datasubject: customerId })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect((await reservation(service, orderId)).body).toMatchObject({ state: 'open', isPaid: true });
      }));
});
