import { type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../src/customers.module.js';
import { CONTACT_HASH_KEY, statesOf } from './states.js';

describe('customers', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers, { CONTACT_HASH_KEY });
  });
  afterAll(() => environment.close());

  const untaken = {
    'customer.ts: customer.emailVerified is never true': 'no event says whether an address is verified',
    'customers.service.ts: isExpected(known) is never false':
      'no consumer changes or erases customers: a person or an operator reads this refusal',
  };

  it('keeps its pacts', async () => {
    // The pacts give the details of a customer in the fields of V2.
    expect(await verifyProvider(service, { states: statesOf(service, 'v2'), untaken })).not.toEqual([]);
  });
});
