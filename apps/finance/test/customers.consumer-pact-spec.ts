import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomerErased } from '../src/events.js';
import { finance } from '../src/finance.module.js';

consumerPact(finance, 'customers', (customers) => {
  const ben = '0193a1b2-7c00-7000-8000-000000000142';

  it('forgets an erased customer', () =>
    customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId: ben })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.said('payment.customer-forgotten.v1')).toHaveLength(1);
      }));
});
