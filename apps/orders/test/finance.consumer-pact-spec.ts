import type { Heard } from '#libs/messaging';
import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { PaymentRefunded, PaymentRefused, PaymentTaken, RefundFailed } from '../src/events.js';
import { FinanceClient, Means } from '../src/finance.client.js';
import { orders } from '../src/orders.module.js';
import { beforeEvents, CUSTOMER } from './before-events.js';

const idOf = (last: number) => `0193a1b2-7c00-7000-8000-${String(last).padStart(12, '0')}`;
const PAYMENT = { paymentId: idOf(136) };
const REFUND = { refundId: idOf(137) };
const kept = { amount: 1299, currency: 'USD' };

/** What is heard of an order, and what is seen of it then. */
const HEARD: [string, Heard, object, object][] = [
  ['an order is paid', PaymentTaken, { ...PAYMENT, kept }, { state: 'paid', kept }],
  ['a payment was refused', PaymentRefused, { ...PAYMENT, isFinal: true }, { state: 'cancelled' }],
  ['an order was refunded', PaymentRefunded, { ...REFUND, kept }, { state: 'placed', kept }],
  ['a refund has failed', RefundFailed, REFUND, { state: 'placed' }],
];

consumerPact(orders, 'finance', (finance) => {
  const customerId = '0193a1b2-7c00-7000-8000-000000000131';
  const paymentId = '0193a1b2-7c00-7000-8000-000000000132';
  const token = 'tok_visa-4242';
  const payment = regex(/^\/payments\/[0-9a-f-]{36}$/, `/payments/${paymentId}`);
  const means = { sends: Means, body: { customerId, token } };

  it('hands over what pays', () =>
    finance
      .given('no payment was offered')
      .uponReceiving('a token')
      .withRequest('PUT', payment, means)
      .willRespondWith(204)
      .executeTest(async (peers) => {
        expect(await new FinanceClient(peers).handOver(paymentId, { customerId, token })).toBe('stored');
      }));

  it('learns that the payment has another token', () =>
    finance
      .given('this payment was offered with another token', { paymentId, customerId })
      .uponReceiving('another token for a payment')
      .withRequest('PUT', payment, means)
      .willRespondWith(412)
      .executeTest(async (peers) => {
        expect(await new FinanceClient(peers).handOver(paymentId, { customerId, token })).toBe('other token');
      }));

  it('learns that the customer is erased', () => {
    const erased = '0193a1b2-7c00-7000-8000-000000000133';
    return finance
      .given('this customer is forgotten', { customerId: erased })
      .uponReceiving('a token of an erased customer')
      .withRequest('PUT', payment, { sends: Means, body: { customerId: erased, token } })
      .willRespondWith(410)
      .executeTest(async (peers) => {
        const means = { customerId: erased, token };
        expect(await new FinanceClient(peers).handOver(paymentId, means)).toBe('customer erased');
      });
  });

  it.each(HEARD.map((row, at) => [...row, idOf(140 + at)] as const))(
    'learns that %s',
    (_what, heard, data, seen, orderId) =>
      finance
        .given(`${heard.type} has been published`)
        .expectsToReceive(heard, { orderId, ...data }, { entityversion: 2, datasubject: CUSTOMER })
        .executeTest(async ({ service, hear }) => {
          await beforeEvents(service, orderId);
          await hear();
          const as = { person: CUSTOMER };
          expect((await service.get(`/orders/${orderId}`, { as })).body).toMatchObject(seen);
        }),
  );
});
