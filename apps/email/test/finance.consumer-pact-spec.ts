import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';
import { RefundFailed } from '../src/events.js';
import { waitingMails } from './fixtures/waiting-mails.js';

consumerPact(email, 'finance', (finance) => {
  const orderId = '0193a1b2-7c00-7000-8000-000000000091';
  const customerId = '0193a1b2-7c00-7000-8000-000000000092';

  it('tells a customer that their refund takes longer', () =>
    finance
      .given('payment.refund-failed.v1 has been published')
      .expectsToReceive(
        RefundFailed,
        { orderId, customerId, amount: { amount: 1_999, currency: 'USD' } },
        { datasubject: customerId },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await waitingMails(service, customerId)).toEqual(['email.send-order-mail']);
      }));
});
