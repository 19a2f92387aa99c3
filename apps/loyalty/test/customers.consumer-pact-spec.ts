import { type ServiceUnderTest, consumerPact, message } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomerErased, CustomerRegistered } from '../src/events.js';
import { loyalty } from '../src/loyalty.module.js';

consumerPact(loyalty, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000001';
  const ben = '0193a1b2-7c00-7000-8000-000000000002';
  const accountOf = (customerId: string, service: ServiceUnderTest) =>
    service.get(`/accounts/${customerId}`, { as: { person: customerId } });

  it('opens an account for a new customer', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(CustomerRegistered, { customerId: ada }, { datasubject: ada })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await accountOf(ada, service)).toMatchObject({ status: 200, body: { customerId: ada } });
      }));

  it('closes the account of an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: ben })
      .executeTest(async ({ environment, service, hear }) => {
        const registered = message(CustomerRegistered.type, { customerId: ben });
        await environment.publish('customers', registered);
        await service.hasHeard(registered.id);
        await hear();
        expect(await accountOf(ben, service)).toMatchObject({ status: 404 });
      }));
});
