import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomersClient, NewCustomer } from '../src/customers.client.js';
import { CustomerErased } from '../src/events.js';
import { signup } from '../src/signup.module.js';

consumerPact(signup, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000061';
  const rest = {
    email: 'ada@example.org',
    address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
    friends: ['ben@example.org'],
  };
  /** As people sign up, and as `customers` takes it. */
  const registration = { ...rest, givenName: 'Ada', familyName: 'Byron' };
  const body = { ...rest, name: { given: 'Ada', family: 'Byron' } };

  const customer = regex(/^\/v2\/customers\/[0-9a-f-]{36}$/, `/v2/customers/${ada}`);

  it('registers a customer', () =>
    customers
      .given('nobody has registered')
      .uponReceiving('a registration')
      .withRequest('PUT', customer, { sends: NewCustomer, body })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).register(ada, registration)).toBe('registered');
      }));

  it.each<[string, object]>([
    ['without friends', { friends: undefined }],
    ['with a second line', { address: { ...rest.address, line2: 'Second floor' } }],
    [
      'without friends, with a second line',
      { friends: undefined, address: { ...rest.address, line2: 'Second floor' } },
    ],
  ])('registers a customer %s', (form, change) => {
    const sent = JSON.parse(JSON.stringify({ ...body, ...change })) as typeof body;
    return customers
      .given('nobody has registered')
      .uponReceiving(`a registration ${form}`)
      .withRequest('PUT', customer, { sends: NewCustomer, body: sent })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        const client = new CustomersClient(peers);
        expect(await client.register(ada, { ...registration, ...change })).toBe('registered');
      });
  });

  it('repeats a registration', () =>
    customers
      .given('this customer has registered', { customerId: ada, ...body })
      .uponReceiving('a registration again')
      .withRequest('PUT', customer, { sends: NewCustomer, body })
      .willRespondWith(204)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).register(ada, registration)).toBe('registered');
      }));

  it('learns that the id is taken', () =>
    customers
      .given('this customer has registered with other content', {
        ...body,
        customerId: ada,
        name: { given: 'Adele', family: 'Byron' },
      })
      .uponReceiving('a registration under an id that is taken')
      .withRequest('PUT', customer, { sends: NewCustomer, body })
      .willRespondWith(412)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).register(ada, registration)).toBe('id taken');
      }));

  it.each<[string, object]>([
    ['', {}],
    [' without friends', { friends: undefined }],
  ])('learns that the address is taken of a registration%s', (form, change) => {
    const sent = JSON.parse(JSON.stringify({ ...body, ...change })) as typeof body;
    return customers
      .given('somebody else has registered', { email: registration.email })
      .uponReceiving(`a registration under an address that is taken${form}`)
      .withRequest('PUT', customer, { sends: NewCustomer, body: sent })
      .willRespondWith(409)
      .executeTest(async (peers) => {
        const client = new CustomersClient(peers);
        expect(await client.register(ada, { ...registration, ...change })).toBe('email taken');
      });
  });

  it('forgets an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: ada })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('signup.customer-forgotten.v1')).toHaveLength(1);
      }));
});
