import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';
import { StockDispatched } from '../src/events.js';
import { waitingMails } from './fixtures/waiting-mails.js';

consumerPact(email, 'warehouse', (warehouse) => {
  const orderId = '0193a1b2-7c00-7000-8000-000000000081';
  const customerId = '0193a1b2-7c00-7000-8000-000000000082';

  it('tells a customer that their order is on its way', () =>
    warehouse
      .given('stock.dispatched.v1 has been published')
      .expectsToReceive(
        StockDispatched,
        { orderId, customerId, trackingId: 'PARCEL-1' },
        { datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await waitingMails(service, customerId)).toEqual(['email.send-order-mail']);
      }));
});
