import { newId } from '#libs/telemetry';
import { facts, message, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finance } from '../src/finance.module.js';

describe('finance', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(finance);
  });
  afterAll(() => environment.close());

  const erase = async () => {
    const customerId = newId();
    await environment.deliver('customers', service, message('customer.erased.v1', { customerId }));
    return facts({ customerId, subject: customerId });
  };

  const states = { 'payment.customer-forgotten.v1 has been published': erase };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
