import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomerErased } from '../src/events.js';
import { recommendations } from '../src/recommendations.module.js';
import { dispatched, record } from './records.js';

consumerPact(recommendations, 'customers', (customers) => {
  it('forgets what an erased customer bought', () => {
    const customerId = '0193a1b2-7c00-7000-8000-000000000511';
    return customers
      .given('a customer has been erased')
      .expectsToReceive(CustomerErased, { customerId })
      .executeTest(async ({ environment, service, hear }) => {
        await environment.deliver('warehouse', service, dispatched([record()], { customerId }));
        expect(await service.tablesWith(customerId)).toContain('public.basket');
        await hear();
        expect(await service.tablesWith(customerId)).not.toContain('public.basket');
        expect(await service.said('recommendations.customer-forgotten.v1')).toHaveLength(1);
      });
  });
});
