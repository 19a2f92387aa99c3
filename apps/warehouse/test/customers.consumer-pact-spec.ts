import { NotFound } from '#libs/service';
import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomersClient, Recipient } from '../src/customers.client.js';
import { warehouse } from '../src/warehouse.module.js';

consumerPact(warehouse, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000041';
  const ben = '0193a1b2-7c00-7000-8000-000000000042';
  const customer = (customerId: string) =>
    regex(/^\/v2\/customers\/[0-9a-f-]{36}$/, `/v2/customers/${customerId}`);

  it.each<[string, object]>([
    ['a look-up of a recipient', { line2: 'Second floor' }],
    ['a look-up of a recipient whose address has no second line', {}],
  ])('looks up where a customer lives now: %s', (description, second) => {
    const name = { given: 'Ada', family: 'Byron' };
    const address = { line1: '1 Record Lane', ...second, city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };
    return customers
      .given('this customer has registered', { customerId: ada, address })
      .uponReceiving(description)
      .withRequest('GET', customer(ada))
      .willRespondWith(200, Recipient, { name, address })
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).find(ada)).toEqual({ name, address });
      });
  });

  it('learns that a customer is gone', () =>
    customers
      .given('nobody has registered')
      .uponReceiving('a look-up of a recipient who is gone')
      .withRequest('GET', customer(ben))
      .willRespondWith(404, NotFound, { type: 'urn:troupe:problem:not-found' })
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).find(ben)).toBeUndefined();
      }));
});
