import { NotFound } from '#libs/service';
import { type ServiceUnderTest, consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomersClient } from '../src/customers.client.js';
import { CustomerChanged, CustomerErased, CustomerRegistered } from '../src/events.js';
import { passwords } from '../src/passwords.module.js';

consumerPact(passwords, 'customers', (customers) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000021';
  const ben = '0193a1b2-7c00-7000-8000-000000000022';
  const cleo = '0193a1b2-7c00-7000-8000-000000000023';
  const password = 'correct horse battery';
  const choosePassword = (customerId: string, service: ServiceUnderTest) =>
    service.put(`/credentials/${customerId}`, { password }, { as: { service: 'signup' } });
  const logIn = (email: string, service: ServiceUnderTest) => service.post('/sessions', { email, password });
  const customer = (customerId: string) =>
    regex(/^\/v1\/customers\/[0-9a-f-]{36}$/, `/v1/customers/${customerId}`);

  it('lets a customer log in once they are registered', () =>
    customers
      .given('a customer has registered')
      .expectsToReceive(
        CustomerRegistered,
        { customerId: ada, email: 'ada@example.org' },
        { entityversion: 1, datasubject: ada },
      )
      .executeTest(async ({ service, hear }) => {
        await choosePassword(ada, service);
        expect(await logIn('ada@example.org', service)).toMatchObject({ status: 401 });
        await hear();
        expect(await logIn('ada@example.org', service)).toMatchObject({ status: 201 });
      }));

  it('lets a customer log in with a changed address', () =>
    customers
      .given('a customer has changed their address')
      .expectsToReceive(
        CustomerChanged,
        { customerId: ben, email: 'ben@example.net' },
        { entityversion: 2, datasubject: ben },
      )
      .executeTest(async ({ service, hear }) => {
        await choosePassword(ben, service);
        await hear();
        expect(await logIn('ben@example.net', service)).toMatchObject({ status: 201 });
      }));

  it('forgets an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: cleo })
      .executeTest(async ({ service, hear }) => {
        await choosePassword(cleo, service);
        await hear();
        expect(await choosePassword(cleo, service)).toMatchObject({ status: 201 });
      }));

  it('keeps the credential of a customer', () =>
    customers
      .given('this customer has registered', { customerId: ada })
      .uponReceiving('a look-up of a customer')
      .withRequest('GET', customer(ada))
      .willRespondWith(200)
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).exists(ada)).toBe(true);
      }));

  it('sweeps a credential without a customer', () =>
    customers
      .given('nobody has registered')
      .uponReceiving('a look-up of somebody who never registered')
      .withRequest('GET', customer(cleo))
      .willRespondWith(404, NotFound, { type: 'urn:troupe:problem:not-found' })
      .executeTest(async (peers) => {
        expect(await new CustomersClient(peers).exists(cleo)).toBe(false);
      }));
});
