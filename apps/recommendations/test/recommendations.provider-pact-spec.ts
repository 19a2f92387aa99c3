import { newId } from '#libs/telemetry';
import { facts, message, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recommendations } from '../src/recommendations.module.js';

describe('recommendations', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(recommendations);
  });
  afterAll(() => environment.close());

  const states = {
    'recommendations.customer-forgotten.v1 has been published': async () => {
      const customerId = newId();
      await environment.deliver('customers', service, message('customer.erased.v1', { customerId }));
      return facts({ customerId, subject: customerId });
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
