import { consumerPact, regex, token } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { Account, LoyaltyClient } from '../src/loyalty.client.js';
import { storefront } from '../src/storefront.module.js';

const pathOf = (customerId: string) => regex(/^\/accounts\/[0-9a-f-]{36}$/, `/accounts/${customerId}`);

consumerPact(storefront, 'loyalty', (loyalty) => {
  const person = async (id: string) => ({ id, token: await token('person', id) });

  it('shows the points of a person', () => {
    const customerId = '0193a1b2-7c00-7000-8000-000000000741';
    return loyalty
      .given('this customer has an account', { customerId })
      .uponReceiving('a request for the points of a person')
      .withRequest('GET', pathOf(customerId), { as: customerId })
      .willRespondWith(200, Account, { balance: 100 })
      .executeTest(async (peers) => {
        expect(await new LoyaltyClient(peers).points(await person(customerId))).toBe(100);
      });
  });

  it('shows none of a person without an account', () => {
    const customerId = '01000000-0000-7000-8000-000000000742'; // registered too long ago to be awaited
    return loyalty
      .given('this customer has no account', { customerId })
      .uponReceiving('a request for the points of a person without an account')
      .withRequest('GET', pathOf(customerId), { as: customerId })
      .willRespondWith(404)
      .executeTest(async (peers) => {
        expect(await new LoyaltyClient(peers).points(await person(customerId))).toBeUndefined();
      });
  });
});
