import { consumerPact, message } from '#libs/testing';
import { expect, it } from '@jest/globals';
import { CustomerErased, CustomerRegistered } from '../src/events.js';
import { loyalty } from '../src/loyalty.module.js';

const customerId = '0193a1b2-7c00-7000-8000-000000000001';

consumerPact(loyalty, 'customers', (customers) => {
  it('opens an account for whoever registers', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(CustomerRegistered, { customerId })
      .executeTest(async ({ service, hear }) => {
        await hear();
        const account = await service.get(`/accounts/${customerId}`, { as: { person: customerId } });
        expect(account).toMatchObject({ status: 200, body: { customerId } });
      }));

  it('closes the account of whoever is erased', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId })
      .executeTest(async ({ stage, service, hear }) => {
        const registered = message(CustomerRegistered.type, { customerId });
        await stage.publish('customers', registered);
        await service.hasHeard(registered.id);
        await hear();
        const account = await service.get(`/accounts/${customerId}`, { as: { person: customerId } });
        expect(account.status).toBe(404);
      }));
});
