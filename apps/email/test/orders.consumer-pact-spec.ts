import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';
import { OrderCancelled } from '../src/events.js';
import { waitingMails } from './fixtures/waiting-mails.js';

consumerPact(email, 'orders', (orders) => {
  const orderId = '0193a1b2-7c00-7000-8000-000000000071';
  const customerId = '0193a1b2-7c00-7000-8000-000000000072';

  it('tells a customer that their order was cancelled', () =>
    orders
      .given('order.cancelled.v1 has been published')
      .expectsToReceive(
        OrderCancelled,
        { orderId, customerId, reason: 'expired' },
        { datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await waitingMails(service, customerId)).toEqual(['email.send-order-mail']);
      }));
});
