import { NotFound } from '#libs/service';
import { type ServiceUnderTest, consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { Customer, CustomersClient } from '../src/customers.client.js';
import { CustomerErased, CustomerRegistered } from '../src/events.js';
import { postal } from '../src/postal.module.js';

consumerPact(postal, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000031';
  const ben = '0193a1b2-7c00-7000-8000-000000000032';
  const welcomePack = (customerId: string, service: ServiceUnderTest) =>
    service.get(`/welcome-packs/${customerId}`, { as: { person: customerId } });
  const customer = (customerId: string) =>
    regex(/^\/v2\/customers\/[0-9a-f-]{36}$/, `/v2/customers/${customerId}`);

  it('prepares a welcome pack for a new customer', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(
        CustomerRegistered,
        { customerId: ada, resource: `/v2/customers/${ada}` },
        { datasubject: ada },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await welcomePack(ada, service)).toMatchObject({ status: 200, body: { trackingId: null } });
      }));

  it('forgets an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: ben })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('postal.customer-forgotten.v1')).toHaveLength(1);
      }));

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
      .willRespondWith(200, Customer, { name, address })
      .executeTest(async (peers) => {
        const found = await new CustomersClient(peers).find(`/v2/customers/${ada}`);
        expect(found).toEqual({ name, address });
      });
  });

  it('learns that a customer is gone', () =>
    customers
      .given('nobody has registered')
      .uponReceiving('a look-up of a recipient who is gone')
      .withRequest('GET', customer(ben))
      .willRespondWith(404, NotFound, { type: 'urn:troupe:problem:not-found' })
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).find(`/v2/customers/${ben}`)).toBeUndefined();
      }));
});
