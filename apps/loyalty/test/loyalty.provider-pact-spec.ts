import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyalty } from '../src/loyalty.module.js';

describe('loyalty', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(loyalty);
  });
  afterAll(() => environment.close());

  const hear = (type: string) =>
    environment.deliver('customers', service, message(type, { customerId: newId() }));

  const states = {
    'loyalty.account-opened.v1 has been published': () => hear('customer.registered.v1'),
    'loyalty.customer-forgotten.v1 has been published': () => hear('customer.erased.v1'),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
