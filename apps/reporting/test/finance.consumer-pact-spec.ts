import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { PaymentRefunded, PaymentTaken } from '../src/events.js';
import { reporting } from '../src/reporting.module.js';
import { factsOf } from './heard-facts.js';

consumerPact(reporting, 'finance', (finance) => {
  const datasubject = '0193a1b2-7c00-7000-8000-000000000421';
  const [paid, refunded] = ['0193a1b2-7c00-7000-8000-000000000422', '0193a1b2-7c00-7000-8000-000000000423'];
  const reference = '0193a1b2-7c00-7000-8000-000000000424';

  it('books a payment', () =>
    finance
      .given('payment.taken.v1 has been published')
      .expectsToReceive(
        PaymentTaken,
        { orderId: paid, paymentId: reference, kept: { amount: 1_999, currency: 'USD' }, sequence: 1 },
        { entityversion: 1, datasubject },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await factsOf(service, paid)).toMatchObject([
          { kind: 'payment', sequence: 1, amount: 1_999, currency: 'USD' },
        ]);
      }));

  it('books a refund', () =>
    finance
      .given('payment.refunded.v1 has been published')
      .expectsToReceive(
        PaymentRefunded,
        { orderId: refunded, refundId: reference, kept: { amount: 0, currency: 'USD' }, sequence: 2 },
        { entityversion: 2, datasubject },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await factsOf(service, refunded)).toMatchObject([
          { kind: 'refund', sequence: 2, amount: 0, currency: 'USD' },
        ]);
      }));
});
