import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { FinanceClient, Means } from '../src/finance.client.js';
import { orders } from '../src/orders.module.js';

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
});
